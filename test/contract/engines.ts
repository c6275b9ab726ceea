import { type Synonyms } from '../../src/common/text/text.types.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { PostgresEngine } from '../../src/search/engines/postgres/postgres.engine.js';
import { type SearchEngine } from '../../src/search/search.port.js';
import { type TestDatabase } from '../support/database.js';
import { startMeilisearch, type MeilisearchServer } from '../support/meilisearch-server.js';
import { fillMeilisearch } from '../support/search-index.js';

/** An engine that holds a database's records. */
export interface OpenEngine {
  readonly engine: SearchEngine;
  readonly close: () => Promise<void>;
}

/** An engine that the contract is tried on. */
export interface EngineUnderTest {
  readonly name: string;
  /**
   * @param database has the records
   * @param records the same records
   * @param synonyms those that queries are planned with
   */
  readonly open: (
    database: TestDatabase,
    records: readonly PublicRecord[],
    synonyms: Synonyms,
  ) => Promise<OpenEngine>;
}

const POSTGRESQL: EngineUnderTest = {
  name: 'PostgreSQL',
  open: ({ dataSource }) =>
    Promise.resolve({ engine: new PostgresEngine(dataSource), close: () => Promise.resolve() }),
};

function meilisearchOn(server: MeilisearchServer): EngineUnderTest {
  return {
    name: 'Meilisearch',
    open: async (_, records, synonyms) => {
      const { engine, close } = await fillMeilisearch(server, records, synonyms);
      return {
        engine,
        close: async () => {
          await close();
          await server.close();
        },
      };
    },
  };
}

/** The engines that can be tried here: Meilisearch where there is a server. */
export async function enginesUnderTest(): Promise<EngineUnderTest[]> {
  const server = await startMeilisearch();
  return server === null ? [POSTGRESQL] : [POSTGRESQL, meilisearchOn(server)];
}
