import { FILE_LIMITS, fileRefused } from './limits.js';
import { type Encoding } from './encoding.js';

/** How a file is built. */
export type FileFormat = 'CSV' | 'TSV' | 'JSONL' | 'XLSX';

/** What stands in a cell: a text, empty where nothing stands, or the texts of a list. */
export type Cell = string | readonly string[];

/** A row of a table, by the number under which its file shows it. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** The table that a file holds: a row of column names, and the rows below it. */
export interface Table {
  readonly format: FileFormat;
  /** Null where the format leaves no choice. */
  readonly encoding: Encoding | null;
  readonly columns: readonly string[];
  /** To be returned where they are not read to their end. */
  readonly rows: AsyncGenerator<TableRow>;
}

/** The letters under which spreadsheets show a column; 0 is A. */
export function lettersOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? lettersOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** @throws AppError when there are more columns than a file may have */
export function refuseTooManyColumns(count: number, row: number): void {
  if (count <= FILE_LIMITS.columns) return;
  throw fileRefused(
    'TOO_MANY_COLUMNS',
    `Row ${row} has ${count} columns; ${FILE_LIMITS.columns} are allowed.`,
    { row, columns: count, limit: FILE_LIMITS.columns },
  );
}

/** @throws AppError when a cell holds what no file may hold; the message names the cell */
export function refuseBadCell(cell: Cell, row: number, column: number): void {
  if (typeof cell !== 'string') {
    for (const text of cell) refuseBadCell(text, row, column);
    return;
  }
  const place = { row, column: column + 1, cell: `${lettersOf(column)}${row}` };
  if (cell.length > FILE_LIMITS.cellCharacters) {
    const message = `Cell ${place.cell} has ${cell.length} characters; ${FILE_LIMITS.cellCharacters} are allowed.`;
    throw fileRefused('CELL_TOO_LONG', message, { ...place, limit: FILE_LIMITS.cellCharacters });
  }
  if (cell.includes('\0')) {
    throw fileRefused('NUL_CHARACTER', `Cell ${place.cell} holds a NUL character, which no text has.`, place);
  }
  if (/\p{Cs}/u.test(cell)) {
    throw fileRefused('INVALID_ENCODING', `Cell ${place.cell} holds half of a character.`, place);
  }
  if (cell.startsWith('=') && cell.length > 1) throw formulaRefused(place.cell, place);
}

/** The refusal of a formula. */
export function formulaRefused(cell: string, place: object): Error {
  const message = `Cell ${cell} holds a formula. Put its value in its place (paste special: values).`;
  return fileRefused('FORMULA', message, { ...place, allowed: 'texts, numbers and dates' });
}

/** Gives the rows on, those without any content left out, and refuses what no file may hold. */
export async function* checkedRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const row of rows) {
    if (row.cells.every((cell) => cell.length === 0)) continue;
    count += 1;
    if (count > FILE_LIMITS.rows) {
      const limit = FILE_LIMITS.rows;
      throw fileRefused('TOO_MANY_ROWS', `The file has more than ${limit} rows. Split it into several.`, {
        limit,
      });
    }
    refuseTooManyColumns(row.cells.length, row.number);
    row.cells.forEach((cell, column) => refuseBadCell(cell, row.number, column));
    yield row;
  }
}
