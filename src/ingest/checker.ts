import { type DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../common/errors/app-error.js';
import { type Author } from '../history/history.js';
import { openTable } from './files/open-table.js';
import { type SourceFile } from './files/source-file.js';
import { type Table } from './files/table.js';
import { ImportState } from './import.enums.js';
import { PlanStore, withoutTimeLimit } from './plan/plan.store.js';
import { RowAction, type PlannedRow } from './plan/planned.js';
import { Planner } from './plan/planner.js';
import { readColumns, type ReadColumns } from './schema/headers.js';
import { ImportProblemCode } from './schema/problems.js';
import { RowReader, type ClosedLists, type ReadRow } from './schema/row-values.js';

/** Rows are planned so many at a time, which bounds memory. */
const STEP = 500;

/** Checks that nobody applied are forgotten after this many days. */
const KEPT_DAYS = 30;

/** What a check is asked for. */
export interface CheckRequest {
  readonly file: SourceFile;
  readonly author: Author;
  /** Columns of the file by our names, where these do not say it. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Ends the check. */
  readonly signal?: AbortSignal;
  /** Called after each step with the bytes read and the bytes to read. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The counts of an import, by the names of its columns. */
type Counts = Record<'created' | 'changed' | 'unchanged' | 'refused' | 'mended', number>;

const COUNTED: Readonly<Record<RowAction, keyof Counts>> = {
  [RowAction.CREATE]: 'created',
  [RowAction.CHANGE]: 'changed',
  [RowAction.KEEP]: 'unchanged',
  [RowAction.REFUSE]: 'refused',
};

/**
 * Checks a file and keeps what applying it would write. Nothing of the catalogue is changed. All in one transaction: a
 * check that is broken off leaves nothing.
 *
 * @returns the id of the import
 * @throws AppError when the file as a whole is refused
 */
export async function checkFile(dataSource: DataSource, request: CheckRequest): Promise<string> {
  const table = await openTable(request.file);
  try {
    const columns = readColumns(table.columns, request.mapping);
    await forgetOldChecks(dataSource);
    return await dataSource.transaction((tx) => keepPlan(tx, request, table, columns));
  } finally {
    await table.rows.return(undefined);
  }
}

/** In a transaction of its own, which locks nothing while the file is checked; those in use are left for the next time. */
function forgetOldChecks(dataSource: DataSource): Promise<void> {
  return dataSource.transaction(async (tx) => {
    await withoutTimeLimit(tx);
    await tx.query(
      `DELETE FROM import WHERE id IN (
         SELECT id FROM import WHERE state = 'CHECKED' AND at < now() - $1 * interval '1 day' FOR UPDATE SKIP LOCKED)`,
      [KEPT_DAYS],
    );
  });
}

async function keepPlan(
  tx: EntityManager,
  request: CheckRequest,
  table: Table,
  columns: ReadColumns,
): Promise<string> {
  await withoutTimeLimit(tx);
  const id = await openImport(tx, request, table, columns);
  const counts = await planRows(tx, id, request, table, columns);
  await tx.query(
    `UPDATE import SET created = $2, changed = $3, unchanged = $4, refused = $5, mended = $6 WHERE id = $1`,
    [id, counts.created, counts.changed, counts.unchanged, counts.refused, counts.mended],
  );
  return id;
}

async function openImport(
  tx: EntityManager,
  { file, author }: CheckRequest,
  { format, encoding }: Table,
  { ignored }: ReadColumns,
): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `INSERT INTO import (key_id, author, file_name, format, encoding, ignored_columns, state,
       created, changed, unchanged, refused, mended, seen_change_set)
     SELECT $1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, coalesce(max(id), 0) FROM change_set RETURNING id`,
    [author.keyId, author.name, file.name, format, encoding, ignored, ImportState.CHECKED],
  );
  return row?.id as string;
}

async function planRows(
  tx: EntityManager,
  id: string,
  { file, signal, onProgress }: CheckRequest,
  table: Table,
  { read }: ReadColumns,
): Promise<Counts> {
  const counts: Counts = { created: 0, changed: 0, unchanged: 0, refused: 0, mended: 0 };
  const store = new PlanStore(tx, id);
  const planner = new Planner(tx, store, read);
  const width = table.format === 'CSV' || table.format === 'TSV' ? table.columns.length : null;
  const reader = new RowReader(read, await readClosedLists(tx), width);
  // While the database takes the plan of one step, the rows of the next one are read.
  let adding: Promise<void> = Promise.resolve();
  const flush = async (rows: readonly ReadRow[]): Promise<void> => {
    await adding;
    if (signal?.aborted)
      throw new AppError('BAD_USER_INPUT', 'The check was broken off; nothing of it was kept.');
    const plan = await planner.plan(rows);
    adding = store.add(plan.rows, plan.edits);
    // It is told where it is waited for, also when the file turns out bad before.
    adding.catch(() => undefined);
    for (const row of plan.rows) count(counts, row);
  };
  let pending: ReadRow[] = [];
  try {
    for await (const row of table.rows) {
      pending.push(reader.read(row));
      if (pending.length < STEP) continue;
      await flush(pending);
      pending = [];
      // The last step is told below, once.
      onProgress?.(Math.min(file.position, file.bytes - 1), file.bytes);
    }
    if (pending.length > 0) await flush(pending);
  } finally {
    // A transaction does one thing at a time; so it is not rolled back before.
    await Promise.allSettled([adding]);
  }
  await adding;
  onProgress?.(file.bytes, file.bytes);
  return counts;
}

function count(counts: Counts, { action, problems }: PlannedRow): void {
  counts[COUNTED[action]] += 1;
  counts.mended += problems.filter(({ code }) => code === ImportProblemCode.MENDED).length;
}

/** The industries and regions, by every text that names one. */
async function readClosedLists(tx: EntityManager): Promise<ClosedLists> {
  const industries = await tx.query<{ code: string; name: string; en: string }[]>(
    'SELECT code, name, name_en AS en FROM industry ORDER BY position',
  );
  const regions = await tx.query<{ code: string; name: string; en: string; iso: string | null }[]>(
    'SELECT code, name, name_en AS en, iso_code AS iso FROM region ORDER BY position',
  );
  return {
    industries: industries.map(({ code, name, en }) => ({ value: code, names: [code, name, en] })),
    regions: regions.map(({ code, name, en, iso }) => ({
      value: code,
      names: [code, name, en, ...(iso === null ? [] : [iso])],
    })),
  };
}
