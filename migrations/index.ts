import { CreateCatalogue1795000000000 } from './1795000000000-create-catalogue.js';
import { CreateRecord1795100000000 } from './1795100000000-create-record.js';
import { CreateOutbox1795100000001 } from './1795100000001-create-outbox.js';
import { CreateSynonym1795100000002 } from './1795100000002-create-synonym.js';
import { CreateSearchIndex1795100000003 } from './1795100000003-create-search-index.js';
import { CreateApiKey1795200000000 } from './1795200000000-create-api-key.js';
import { CreateHistory1795300000000 } from './1795300000000-create-history.js';
import { CreateImport1795400000000 } from './1795400000000-create-import.js';
import { JoinRecordTerm1795450000000 } from './1795450000000-join-record-term.js';
import { AddImportEditUnit1795460000000 } from './1795460000000-add-import-edit-unit.js';
import { CreateFeed1795500000000 } from './1795500000000-create-feed.js';
import { CreateSnapshot1795520000000 } from './1795520000000-create-snapshot.js';
import { CreateCollection1795550000000 } from './1795550000000-create-collection.js';
import { AddSnapshotRequest1795560000000 } from './1795560000000-add-snapshot-request.js';

/** Every migration, in the order in which they run. */
export const MIGRATIONS: (new () => object)[] = [
  CreateCatalogue1795000000000,
  CreateRecord1795100000000,
  CreateOutbox1795100000001,
  CreateSynonym1795100000002,
  CreateSearchIndex1795100000003,
  CreateApiKey1795200000000,
  CreateHistory1795300000000,
  CreateImport1795400000000,
  JoinRecordTerm1795450000000,
  AddImportEditUnit1795460000000,
  CreateFeed1795500000000,
  CreateSnapshot1795520000000,
  CreateCollection1795550000000,
  AddSnapshotRequest1795560000000,
];
