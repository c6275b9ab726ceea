import { type DataSource } from 'typeorm';
import { withAdvisoryLock } from './advisory-lock.js';
import { unhurried } from './data-source.js';

/** Any fixed number serves, as long as every process of the service takes the same one. */
const MIGRATION_LOCK = 7_230_728;

/**
 * Runs `work` while holding the service's one setup lock, so that processes that start side by side do not
 * migrate or load the same database at once (TypeORM's migrations take no lock of their own).
 *
 * @param work is given a data source whose statements may take as long as they need
 */
export function withSetupLock<T>(
  dataSource: DataSource,
  work: (setup: DataSource) => Promise<T>,
): Promise<T> {
  return unhurried(dataSource, (setup) => withAdvisoryLock(setup, MIGRATION_LOCK, () => work(setup)));
}

/** Brings the database's schema up to date; gives the names of the migrations that ran. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return withSetupLock(dataSource, async (setup) => {
    const migrations = await setup.runMigrations();
    return migrations.map((migration) => migration.name);
  });
}

/** Whether the database lacks a migration that this version of the service has. */
export async function hasPendingMigrations(dataSource: DataSource): Promise<boolean> {
  const known = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const [table] = await dataSource.query<{ there: boolean }[]>(
    `SELECT to_regclass('migration') IS NOT NULL AS there`,
  );
  if (!table?.there) return known.length > 0;
  const [row] = await dataSource.query<{ done: number }[]>(
    'SELECT count(*)::int AS done FROM migration WHERE name = ANY($1)',
    [known],
  );
  return (row?.done ?? 0) < known.length;
}
