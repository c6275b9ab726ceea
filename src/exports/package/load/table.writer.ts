import { type EntityManager, QueryFailedError } from 'typeorm';
import { type PackageArchive } from './package.archive.js';
import { type ToldTable } from './package.descriptor-reader.js';
import { packageRefused } from './package.refused.js';
import { type Cells, readRows, valueOf } from './package.rows.js';
import { type PackageTable } from '../package.tables.js';

/** Rows that are written at once. */
const BATCH = 500;

/** SQLSTATE classes of what is wrong with a value, or with a row among the others. */
const BAD_ROW = /^2[23]/;

/** How the fields begin whose values stand in the row of the source. */
const OF_SOURCE = 's.';

/** One row as the database takes it: the columns of its own, and those of its source. */
interface LoadedRow {
  readonly own: Readonly<Record<string, unknown>>;
  readonly source: Readonly<Record<string, unknown>>;
}

/**
 * Writes a table of the package into the empty one of the catalogue.
 *
 * @param onRows called after each batch with its number of rows
 * @throws AppError when the database refuses a row; it names the file and the row
 */
export async function writeTable(
  tx: EntityManager,
  archive: PackageArchive,
  told: ToldTable,
  onRows: (count: number) => void,
): Promise<void> {
  // The names of the columns are row 1.
  let first = 2;
  let batch: LoadedRow[] = [];
  const write = async (): Promise<void> => {
    await writeBatch(tx, told, batch, first);
    onRows(batch.length);
    first += batch.length;
    batch = [];
  };
  for await (const cells of readRows(archive, told)) {
    batch.push(loadedRow(told, cells, first + batch.length));
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
}

function loadedRow({ table, path }: ToldTable, cells: Cells, row: number): LoadedRow {
  const own: Record<string, unknown> = {};
  const source: Record<string, unknown> = {};
  for (const [index, field] of table.fields.entries()) {
    const value = valueOf(field, cells[index] ?? null, { file: path, row });
    if (field.source.startsWith(OF_SOURCE)) source[field.source.slice(OF_SOURCE.length)] = value;
    else own[field.column] = value;
  }
  return { own, source };
}

/** Writes some rows at once; when the database refuses them, one after the other, to find the one that is wrong. */
async function writeBatch(
  tx: EntityManager,
  { table, path }: ToldTable,
  batch: readonly LoadedRow[],
  first: number,
): Promise<void> {
  const statement = insertInto(table);
  await tx.query('SAVEPOINT batch');
  try {
    await tx.query(statement, [JSON.stringify(batch)]);
  } catch (error) {
    if (!isBadRow(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT batch');
    for (const [index, each] of batch.entries()) {
      await tx.query(statement, [JSON.stringify([each])]).catch((cause: unknown) => {
        throw rowRefused(cause, { file: path, row: first + index });
      });
    }
    throw rowRefused(error, { file: path });
  }
  await tx.query('RELEASE SAVEPOINT batch');
}

/** The statement that inserts rows; a source is saved with the first achievement that has it. */
function insertInto({ table, fields }: PackageTable): string {
  const columns = fields.filter(({ source }) => !source.startsWith(OF_SOURCE)).map(({ column }) => column);
  const given = 'jsonb_array_elements($1::jsonb) g';
  const own = `jsonb_populate_record(NULL::${table}, g -> 'own') r`;
  const values = columns.map((column) => `r.${column}`).join(', ');
  if (columns.length === fields.length) {
    return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM ${given}, ${own}`;
  }
  const facts = fields
    .filter(({ source }) => source.startsWith(OF_SOURCE))
    .map(({ source }) => source.slice(OF_SOURCE.length));
  const list = (prefix: string): string => facts.map((fact) => `${prefix}.${fact}`).join(', ');
  const source = `jsonb_populate_record(NULL::source, g -> 'source') f`;
  return `WITH saved AS (
      INSERT INTO source (${facts.join(', ')}) SELECT DISTINCT ${list('f')} FROM ${given}, ${source}
      ON CONFLICT (kind, publisher, title, date, url) DO UPDATE SET kind = excluded.kind RETURNING *
    )
    INSERT INTO ${table} (${columns.join(', ')}, source_id) SELECT ${values}, s.id
    FROM ${given}, ${own}, ${source}, saved s
    WHERE ROW(${list('s')}) IS NOT DISTINCT FROM ROW(${list('f')})`;
}

function isBadRow(error: unknown): boolean {
  return (
    error instanceof QueryFailedError && BAD_ROW.test(String(driverError(error as QueryFailedError).code))
  );
}

/** What the database says of a row; a failure that is no fault of the row stays as it is. */
export function rowRefused(
  error: unknown,
  place: { readonly file?: string; readonly row?: number },
): unknown {
  if (!isBadRow(error)) return error;
  const { message, detail } = driverError(error as QueryFailedError);
  // Of a row that fails a check the detail is the whole row.
  const more = detail?.startsWith('Key ') ? ` ${detail}` : '';
  return packageRefused(`The database refuses it: ${message.replace(/\.$/, '')}.${more}`, {
    ...place,
    cause: error,
  });
}

function driverError(error: QueryFailedError): Error & { readonly code?: string; readonly detail?: string } {
  return error.driverError;
}
