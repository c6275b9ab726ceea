import { type Synonyms } from '../../src/common/text/text.types.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { PostgresEngine } from '../../src/search/engines/postgres/postgres.engine.js';
import { type SearchEngine } from '../../src/search/search.port.js';
import { type TestDatabase } from '../support/database.js';
import { startMeilisearch, type MeilisearchServer } from '../support/meilisearch-server.js';
import { fillMeilisearch } from '../support/search-index.js';

/** An engine that the contract is tried on. */
export interface EngineUnderTest {
  readonly name: string;
  /**
   * Opens the engine with a database's records.
   *
   * @param database has the records
   * @param records the same records
   * @param synonyms those that queries are planned with
   */
  readonly open: (
    database: TestDatabase,
    records: readonly PublicRecord[],
    synonyms: Synonyms,
  ) => Promise<SearchEngine>;
}

/** The engines that can be tried here. */
export interface EnginesUnderTest {
  readonly engines: readonly EngineUnderTest[];
  /** Closes what was opened and ends the server, whatever failed before. A suite calls it once, at its top level. */
  readonly close: () => Promise<void>;
}

const POSTGRESQL: EngineUnderTest = {
  name: 'PostgreSQL',
  open: ({ dataSource }) => Promise.resolve(new PostgresEngine(dataSource)),
};

/** PostgreSQL, and Meilisearch where there is a server. */
export async function enginesUnderTest(): Promise<EnginesUnderTest> {
  const server = await startMeilisearch();
  return server === null
    ? { engines: [POSTGRESQL], close: () => Promise.resolve() }
    : withMeilisearch(server);
}

function withMeilisearch(server: MeilisearchServer): EnginesUnderTest {
  const closing: (() => Promise<void>)[] = [];
  const meilisearch: EngineUnderTest = {
    name: 'Meilisearch',
    open: async (_, records, synonyms) => {
      const { engine, close } = await fillMeilisearch(server, records, synonyms);
      closing.push(close);
      return engine;
    },
  };
  return {
    engines: [POSTGRESQL, meilisearch],
    close: async () => {
      try {
        for (const close of closing) await close();
      } finally {
        await server.close();
      }
    },
  };
}
