import { type DataSource, type EntityManager } from 'typeorm';
import { EDITED_TYPES } from '../../../catalog/editing/edits.js';
import { STATE_TABLES } from '../../../catalog/editing/state-tables.js';
import { AppError } from '../../../common/errors/app-error.js';
import { withSetupLock } from '../../../database/migrate.js';
import { holdRevision, raiseRevision } from '../../../record/record.changes.js';
import { refreshRecords } from '../../../record/record.refresh.js';
import { PACKAGE_TABLES } from '../package.tables.js';
import { type PackageArchive } from './package.archive.js';
import { readDescriptor, type ToldPackage } from './package.descriptor-reader.js';
import { checkTable } from './package.rows.js';
import { rowRefused, writeTable } from './table.writer.js';

/** How a package is to be loaded. */
export interface LoadOptions {
  /** The checksum of the source files, which count as loaded then: the service shall not add theirs at its start. */
  readonly seedDigest: string;
  /** Called after each step with the name of the part, the rows done and the rows to do. */
  readonly onProgress: (part: string, done: number, total: number) => void;
}

/** Progress is told after so many rows. */
const TOLD_ROWS = 500;

/** The tables that are empty before anything was ever loaded or edited. */
const EMPTY_TABLES = [...PACKAGE_TABLES.map(({ table }) => table), 'source', 'change_set', 'feed_entry'];

/**
 * Loads a data package into a catalogue that never held anything, so that a package made of that has the same tables,
 * byte for byte. The package is checked whole before anything is written; then all of it is written, or nothing.
 *
 * @returns what the package tells of itself
 * @throws AppError CONFLICT when the catalogue is not empty, BAD_USER_INPUT when the package is damaged or wrong
 */
export async function loadPackage(
  dataSource: DataSource,
  archive: PackageArchive,
  { seedDigest, onProgress }: LoadOptions,
): Promise<ToldPackage> {
  const told = await withSetupLock(dataSource, async (setup) => {
    await refuseUnlessEmpty(setup.manager);
    const found = await readDescriptor(archive);
    await checkTables(archive, found, onProgress);
    await setup.transaction(async (tx) => {
      await holdRevision(tx);
      await refuseUnlessEmpty(tx);
      await writeTables(tx, archive, found, onProgress);
      await passGivenCodes(tx);
      await raiseRevision(tx);
      await tx.query('UPDATE catalog_state SET record_digest = NULL, seed_digest = $1', [seedDigest]);
    });
    await setup.query('ANALYZE');
    return found;
  });
  await refreshRecords(dataSource, (done, total) => onProgress('Preparing search', done, total));
  return told;
}

async function refuseUnlessEmpty(tx: EntityManager): Promise<void> {
  const any = EMPTY_TABLES.map((table) => `EXISTS (SELECT FROM ${table})`).join(' OR ');
  const [row] = await tx.query<{ filled: boolean; achievements: number }[]>(
    `SELECT ${any} AS filled, (SELECT count(*)::int FROM achievement) AS achievements`,
  );
  if (!row?.filled) return;
  const message = `The catalogue is not empty: it holds ${row.achievements} achievements, or the history of earlier ones. A package is loaded only into one that never held anything: set DATABASE_URL to a new database, or DATA_DIR to a new folder, and load it before the service starts there. Nothing was loaded. Was an earlier load interrupted while it prepared the search, then start the service, which goes on with that.`;
  throw new AppError('CONFLICT', message, { achievements: row.achievements });
}

async function checkTables(
  archive: PackageArchive,
  { tables }: ToldPackage,
  onProgress: LoadOptions['onProgress'],
): Promise<void> {
  const total = totalOf(tables);
  let done = 0;
  for (const table of tables) {
    await checkTable(archive, table, () => {
      done += 1;
      // More than the package tells is told when the table ends.
      if (done % TOLD_ROWS === 0 && done < total) onProgress('Checking', done, total);
    });
  }
  onProgress('Checking', total, total);
}

/** Writes every table after those that it names; retired codes first, so that the database can refuse a record of one. */
async function writeTables(
  tx: EntityManager,
  archive: PackageArchive,
  { tables }: ToldPackage,
  onProgress: LoadOptions['onProgress'],
): Promise<void> {
  const retired = tables.filter(({ table }) => table.table === 'retired_code');
  const others = tables.filter((each) => !retired.includes(each));
  const total = totalOf(tables);
  let done = 0;
  for (const table of [...retired, ...others]) {
    await writeTable(tx, archive, table, (count) => onProgress('Loading', (done += count), total));
  }
  await tx.query('SET CONSTRAINTS ALL IMMEDIATE').catch((error: unknown) => {
    throw rowRefused(error, {});
  });
}

function totalOf(tables: ToldPackage['tables']): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

/** Has the codes that are given next come after all that the package has, retired ones included. */
async function passGivenCodes(tx: EntityManager): Promise<void> {
  for (const type of EDITED_TYPES) {
    const { table, prefix } = STATE_TABLES[type];
    await tx.query(
      `SELECT setval('${table}_number', given.number)
       FROM ${table}_number next, (
         SELECT max(substr(c.code, $2)::bigint) AS number
         FROM (SELECT code FROM ${table} UNION ALL SELECT code FROM retired_code) c
         WHERE c.code ~ ('^' || $1 || '[0-9]+$')
       ) given
       WHERE given.number >= next.last_value`,
      [prefix, prefix.length + 1],
    );
  }
}
