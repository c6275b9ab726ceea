import { jsonColumns, readJsonLines } from './jsonl.reader.js';
import { readDelimited } from './delimited.reader.js';
import { decodedLines, lookAtText } from './encoding.js';
import { fileRefused } from './limits.js';
import { bytesOf, type SourceFile } from './source-file.js';
import { checkedRows, type FileFormat, type Table, type TableRow } from './table.js';
import { readXlsx } from './xlsx/xlsx.reader.js';

const ALLOWED = ['CSV', 'TSV', 'XLSX', 'JSONL'];

/** How files begin that are often sent by mistake, in hexadecimal digits. */
const OTHER_FILES: readonly (readonly [beginning: string, what: string])[] = [
  ['d0cf11e0', 'an old Excel file (.xls) or a protected one; save it as XLSX without a password'],
  ['25504446', 'a PDF file'],
  ['1f8b', 'a GZIP archive; unpack it first'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
];

const ZIP = '504b0304';

/**
 * Opens the table that a file holds. Its format is told by its content, and among text files by the end of its name.
 *
 * @throws AppError when the file as a whole cannot be read; problems further down are thrown while its rows are read
 */
export async function openTable(file: SourceFile): Promise<Table> {
  const beginning = await beginningOf(file);
  if (beginning === '') throw fileRefused('EMPTY_FILE', 'The file is empty.');
  if (beginning === ZIP) return tableOf('XLSX', null, checkedRows(readXlsx(file)));
  const other = OTHER_FILES.find(([start]) => beginning.startsWith(start));
  if (other) throw fileRefused('UNKNOWN_FORMAT', `The file is ${other[1]}.`, { allowed: ALLOWED });
  if (/\.xlsx$/i.test(file.name)) {
    throw fileRefused('UNKNOWN_FORMAT', 'The file is named .xlsx but is no XLSX file.', { allowed: ALLOWED });
  }
  const look = await lookAtText(bytesOf(file));
  const text = (): AsyncGenerator<string> => decodedLines(bytesOf(file), look);
  const format = await textFormat(file.name, text());
  if (format !== 'JSONL') {
    return tableOf(format, look.encoding, checkedRows(readDelimited(text(), format === 'CSV' ? ',' : '\t')));
  }
  const columns = await jsonColumns(text());
  if (columns.length === 0) throw fileRefused('EMPTY_FILE', 'The file has no row.');
  return { format, encoding: look.encoding, columns, rows: checkedRows(readJsonLines(text(), columns)) };
}

async function beginningOf({ handle }: SourceFile): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.subarray(0, bytesRead).toString('hex');
}

async function textFormat(name: string, text: AsyncGenerator<string>): Promise<Exclude<FileFormat, 'XLSX'>> {
  const [, end = ''] = /\.([^.]+)$/.exec(name.toLowerCase()) ?? [];
  const first = await text.next();
  await text.return(undefined);
  const [line = ''] = first.done ? [] : first.value.trimStart().split('\n', 1);
  if (['jsonl', 'ndjson', 'json'].includes(end) || line.startsWith('{')) return 'JSONL';
  if (end === 'tsv' || end === 'tab') return 'TSV';
  return line.split('\t').length > line.split(',').length ? 'TSV' : 'CSV';
}

/** The first row with any content names the columns. */
async function tableOf(
  format: FileFormat,
  encoding: Table['encoding'],
  rows: AsyncGenerator<TableRow>,
): Promise<Table> {
  const first = await rows.next();
  if (first.done) throw fileRefused('EMPTY_FILE', 'The file has no row.');
  const columns = first.value.cells.map((cell) => (typeof cell === 'string' ? cell : cell.join(' ')));
  return { format, encoding, columns, rows };
}
