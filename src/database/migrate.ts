import { type DataSource } from 'typeorm';
import { withAdvisoryLock } from './advisory-lock.js';

/** Any fixed number serves, as long as every process of the service takes the same one. */
const MIGRATION_LOCK = 7_230_728;

/**
 * Runs `work` while holding the service's one setup lock, so that processes that start side by side do not
 * migrate or load the same database at once (TypeORM's migrations take no lock of their own).
 */
export function withSetupLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  return withAdvisoryLock(dataSource, MIGRATION_LOCK, work);
}

/** Brings the database's schema up to date; gives the names of the migrations that ran. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return withSetupLock(dataSource, async () => {
    const migrations = await dataSource.runMigrations();
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
