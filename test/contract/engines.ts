import { type Synonyms } from '../../src/common/text/text.types.js';
import { PostgresEngine } from '../../src/search/engines/postgres/postgres.engine.js';
import { type SearchEngine } from '../../src/search/search.port.js';
import { type TestDatabase } from '../support/database.js';

/** An engine that holds a database's records. */
export interface OpenEngine {
  readonly engine: SearchEngine;
  readonly close: () => Promise<void>;
}

/** An engine that the contract is tried on. */
export interface EngineUnderTest {
  readonly name: string;
  /** @param synonyms those that queries are planned with */
  readonly open: (database: TestDatabase, synonyms: Synonyms) => Promise<OpenEngine>;
}

const POSTGRESQL: EngineUnderTest = {
  name: 'PostgreSQL',
  open: ({ dataSource }) =>
    Promise.resolve({ engine: new PostgresEngine(dataSource), close: () => Promise.resolve() }),
};

/** The engines that can be tried here. */
export const ENGINES: readonly EngineUnderTest[] = [POSTGRESQL];
