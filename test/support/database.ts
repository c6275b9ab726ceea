import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type DataSource, type Logger } from 'typeorm';
import { loadSeed } from '../../seed/seed.js';
import { createAppDataSource } from '../../src/app.data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { refreshRecords } from '../../src/record/record.refresh.js';

/** The server of this test run, started by `test/global-setup.mjs`. */
function serverUrl(database: string): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test.');
  return url.replace(/\/[^/?]*(\?|$)/, `/${database}$1`);
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const SEEDED = 'template_seeded';

/** Any number does; workers that make the template at the same time take turns by it. */
const TEMPLATE_LOCK = 4_711;

/** Makes the database that holds the real records, once for the whole run, to be copied by each suite. */
async function ensureSeededTemplate(): Promise<void> {
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      SEEDED,
    ]);
    if (found.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${SEEDED}`);
    await client.query(`CREATE DATABASE ${SEEDED}`);
    const dataSource = createAppDataSource(serverUrl(SEEDED));
    await dataSource.initialize();
    await migrate(dataSource);
    await loadSeed(dataSource);
    await refreshRecords(dataSource);
    await dataSource.destroy();
    await client.query(`ALTER DATABASE ${SEEDED} IS_TEMPLATE true`);
  });
}

async function connect(url: string, logger: Logger | undefined): Promise<DataSource> {
  return createAppDataSource(url, logger).initialize();
}

/** A database of a suite's own. */
export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  /** Ends every connection and lets nobody connect again. */
  readonly cutOff: () => Promise<void>;
  /** Closes the connections and drops the database. */
  readonly drop: () => Promise<void>;
}

/**
 * Makes a database for one suite.
 *
 * @param content `seeded` with the real records, or `empty` without any table
 * @param logger receives every statement that goes through the data source
 */
export async function createTestDatabase(
  content: 'seeded' | 'empty',
  logger?: Logger,
): Promise<TestDatabase> {
  if (content === 'seeded') await ensureSeededTemplate();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = content === 'seeded' ? SEEDED : 'template1';
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = serverUrl(name);
  const dataSource = await connect(url, logger);
  return {
    url,
    dataSource,
    cutOff: () =>
      onServer(async (client) => {
        await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          name,
        ]);
      }),
    drop: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** A database as another process of the service sees it: with connections of its own, and not dropped by it. */
export async function shareTestDatabase(database: TestDatabase, logger?: Logger): Promise<TestDatabase> {
  const dataSource = await connect(database.url, logger);
  const drop = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
  };
  return { ...database, dataSource, drop };
}
