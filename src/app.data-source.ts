import { type DataSource, type Logger } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { ACCESS_ENTITIES } from './access/access.entities.js';
import { CATALOG_ENTITIES } from './catalog/catalog.entities.js';
import { COLLECTION_ENTITIES } from './collections/collection.entities.js';
import { SnapshotEntity } from './exports/snapshot/snapshot.entity.js';
import { HISTORY_ENTITIES } from './history/history.entities.js';
import { IMPORT_ENTITIES } from './ingest/import.entities.js';
import { OUTBOX_ENTITIES } from './outbox/outbox.entity.js';
import { RECORD_ENTITIES } from './record/record.entities.js';
import { SearchIndexEntity } from './search/indexing/search-index.entity.js';
import { SYNONYM_ENTITIES } from './search/synonyms/synonym.entity.js';
import { createDataSource, type DataSourceParts } from './database/data-source.js';

/** Every entity and migration of the service. */
export const DATA_SOURCE_PARTS: DataSourceParts = {
  entities: [
    ...CATALOG_ENTITIES,
    ...RECORD_ENTITIES,
    ...OUTBOX_ENTITIES,
    ...HISTORY_ENTITIES,
    ...SYNONYM_ENTITIES,
    ...ACCESS_ENTITIES,
    SearchIndexEntity,
    ...IMPORT_ENTITIES,
    ...COLLECTION_ENTITIES,
    SnapshotEntity,
  ],
  migrations: MIGRATIONS,
};

/** Makes the service's data source for a database address; it connects when it is initialised. */
export function createAppDataSource(url: string, logger?: Logger): DataSource {
  return createDataSource(url, { ...DATA_SOURCE_PARTS, ...(logger ? { logger } : {}) });
}
