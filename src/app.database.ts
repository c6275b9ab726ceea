import { type DataSource } from 'typeorm';
import { loadSeed, type SeedResult } from '../seed/seed.js';
import { createAppDataSource } from './app.data-source.js';
import { StartupError } from './common/startup-error.js';
import { type Config } from './config/config.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { refreshRecords } from './record/record.refresh.js';
import { type StartupReport } from './startup-report.js';

/** PostgreSQL 15 brought NULLS NOT DISTINCT, on which the schema builds. */
const OLDEST_SERVER = 150_000;

/** Lines with problems that are told one by one; the rest is counted. */
const TOLD_PROBLEMS = 20;

/** The service's database: connected, and closed together with the server when that is embedded. */
export interface AppDatabase {
  readonly dataSource: DataSource;
  /** Ends the embedded server, if there is one; the data source must be closed before. */
  readonly stopServer: () => Promise<void>;
}

/**
 * Connects to the database of the settings, or starts the embedded one.
 *
 * @param whenRunning what to do when a running service has the embedded server: refuse to start, or use it too
 * @throws StartupError when there is no database to be had
 */
export async function openDatabase(config: Config, whenRunning: 'attach' | 'refuse'): Promise<AppDatabase> {
  if (config.databaseUrl !== undefined) {
    return { dataSource: await connect(config.databaseUrl), stopServer: () => Promise.resolve() };
  }
  const server = await startEmbeddedPostgres({
    dataDirectory: config.dataDirectory,
    whenRunning,
    env: { ...process.env, PG_BIN: config.pgBin },
  });
  const stopServer = (): Promise<void> => server.stop();
  try {
    return { dataSource: await connect(server.url), stopServer };
  } catch (error) {
    await stopServer();
    throw error;
  }
}

async function connect(url: string): Promise<DataSource> {
  const dataSource = createAppDataSource(url);
  try {
    await dataSource.initialize();
    const [version] = await dataSource.query<{ number: number; name: string }[]>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
    );
    if (version && version.number >= OLDEST_SERVER) return dataSource;
    throw new StartupError(`The database server is PostgreSQL ${version?.name}; 15 or newer is needed.`);
  } catch (cause) {
    if (dataSource.isInitialized) await dataSource.destroy();
    if (cause instanceof StartupError) throw cause;
    throw new StartupError(`The database cannot be used: ${reason(cause)}.`, { cause });
  }
}

/** What pg says when it cannot connect, without the address, which may hold a password. */
function reason(cause: unknown): string {
  const code = (cause as { code?: unknown }).code;
  const known: Record<string, string> = {
    ECONNREFUSED: 'nothing answers at its address (ECONNREFUSED)',
    ENOTFOUND: 'its host is not known (ENOTFOUND)',
    EAI_AGAIN: 'its host is not known (EAI_AGAIN)',
    ENOENT: 'its socket does not exist (ENOENT)',
    ETIMEDOUT: 'it does not answer in time (ETIMEDOUT)',
    '28P01': 'it refuses the password',
    '28000': 'it refuses the user',
    '3D000': 'it has no such database',
    '53300': 'it has no free connection',
    '57P03': 'it is starting up or shutting down',
  };
  if (typeof code === 'string') return known[code] ?? `it answers with ${code}`;
  return cause instanceof Error && /timeout/i.test(cause.message)
    ? 'it does not answer in time'
    : 'its address is not valid, or no PostgreSQL server answers there';
}

/**
 * Brings the schema up to date.
 *
 * @throws StartupError when the server refuses a migration
 */
export async function migrateDatabase(dataSource: DataSource): Promise<string[]> {
  try {
    return await migrate(dataSource);
  } catch (cause) {
    throw new StartupError(`The database cannot be migrated: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Loads the source files and prepares what searches read, telling how it goes and which lines have problems.
 *
 * @throws StartupError when a file cannot be read, or the database refuses the records
 */
export async function seedDatabase(dataSource: DataSource, report: StartupReport): Promise<SeedResult> {
  const result = await loadSeed(dataSource, {
    onProgress: (done, total) => report.progress('Loading records', done, total),
  }).catch((cause: unknown) => {
    if (cause instanceof StartupError) throw cause;
    throw new StartupError(`The records cannot be loaded: ${(cause as Error).message}.`, { cause });
  });
  await refreshRecords(dataSource, (done, total) => report.progress('Preparing search', done, total)).catch(
    (cause: unknown) => {
      throw new StartupError(`The records cannot be prepared for search: ${(cause as Error).message}.`, {
        cause,
      });
    },
  );
  for (const { file, line, reason: why } of result.problems.slice(0, TOLD_PROBLEMS)) {
    report.say(`Not loaded: ${file} line ${line}: ${why}`);
  }
  const more = result.problems.length - TOLD_PROBLEMS;
  if (more > 0) report.say(`Not loaded: ${more} more lines.`);
  return result;
}
