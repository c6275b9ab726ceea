import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type PackageField } from '../package.fields.js';
import { type PackageArchive } from './package.archive.js';
import { type ToldTable } from './package.descriptor-reader.js';
import { packageRefused } from './package.refused.js';

/** A row of a table: its cells in the order of the fields, null for an unknown value. */
export type Cells = readonly (string | null)[];

/** Bytes of one row: quotes that never close shall not bring the whole file into memory. */
const MAX_ROW_BYTES = 10_000_000;

/**
 * Reads a table to its end and compares it with what the package tells of it.
 *
 * @param onRow called with each row
 * @throws AppError when its checksum, its columns or its number of rows is another
 */
export async function checkTable(archive: PackageArchive, told: ToldTable, onRow: () => void): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of archive.bytes(told.path)) hash.update(piece);
  if (hash.digest('hex') !== told.sha256) {
    const message = 'The file is damaged: its checksum is not the one that the package tells.';
    throw packageRefused(`${message} Get the package again.`, { file: told.path });
  }
  let rows = 0;
  const each = readRows(archive, told);
  while (!(await each.next()).done) {
    rows += 1;
    onRow();
  }
  if (rows === told.rows) return;
  throw packageRefused(`It has ${rows} rows; the package tells of ${told.rows}.`, { file: told.path });
}

/**
 * The rows of a table, without the names of its columns.
 *
 * @throws AppError when the columns are not those of the table, or the text is no CSV
 */
export async function* readRows(archive: PackageArchive, { table, path }: ToldTable): AsyncGenerator<Cells> {
  const parser = parse({
    // An empty cell is an unknown value; an empty text stands in quotes.
    cast: (text, { quoting }) => (text === '' && !quoting ? null : text),
    max_record_size: MAX_ROW_BYTES,
    skip_empty_lines: false,
  });
  // An error of either is told by the iteration below.
  pipeline(Readable.from(archive.bytes(path)), parser, () => undefined);
  let named = false;
  try {
    for await (const cells of parser as AsyncIterable<Cells>) {
      if (named) yield cells;
      else refuseOtherColumns(cells, table.fields, path);
      named = true;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw packageRefused(`It is no CSV (${error.message}).`, { file: path, cause: error });
  } finally {
    parser.destroy();
  }
  if (!named) refuseOtherColumns([], table.fields, path);
}

function refuseOtherColumns(found: Cells, fields: readonly PackageField[], file: string): void {
  const wanted = fields.map(({ name }) => name);
  if (wanted.length === found.length && wanted.every((name, index) => name === found[index])) return;
  const message = `It has the columns ${found.join(', ')}; this release loads ${wanted.join(', ')}.`;
  throw packageRefused(message, { file });
}

/**
 * A value as the database takes it; it casts texts to the types of its columns.
 *
 * @throws AppError when a list is none
 */
export function valueOf(
  { name, list }: PackageField,
  cell: string | null,
  place: { readonly file: string; readonly row: number },
): string | readonly string[] | null {
  if (!list || cell === null) return cell;
  try {
    const values: unknown = JSON.parse(cell);
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Told below, as any other value that is no list.
  }
  throw packageRefused(`${name} is no JSON array of texts.`, place);
}
