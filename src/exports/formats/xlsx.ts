import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import {
  rowXml,
  sheetEnd,
  sheetPath,
  sheetStart,
  workbookParts,
  type WrittenCell,
} from '../../ingest/files/xlsx/sheet-parts.js';
import { type RowField } from '../../record/rows/row.source.js';
import { type RowBatch, type Table, type Value } from '../datasets/dataset.js';
import { type FormatWriter } from './format-writer.js';

/** What a sheet and a cell hold at most; a spreadsheet refuses a file with more. */
const MAX_ROWS = 1_048_576;
const MAX_CELL = 32_767;

/** The same moment in every file, so that the same rows make the same file. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));

/** A cell holds what a field holds, and a list as a JSON array; what is too long for any cell is told, and not cut. */
function cellOf({ list }: RowField, value: Value): WrittenCell {
  const cell = list ? JSON.stringify(value) : (value as WrittenCell);
  return typeof cell === 'string' && cell.length > MAX_CELL
    ? `(${cell.length} characters, too long for a cell: see another format)`
    : cell;
}

async function* dataSheet({ fields }: Table, batches: AsyncIterable<RowBatch>): AsyncGenerator<string> {
  yield (
    sheetStart(true) +
    rowXml(
      fields.map(({ name }) => name),
      0,
    )
  );
  let rows = 1;
  for await (const batch of batches) {
    let xml = '';
    for (const row of batch) {
      xml += rowXml(
        fields.map((field) => cellOf(field, row[field.name] ?? null)),
        rows,
      );
      rows += 1;
    }
    yield xml;
  }
  yield sheetEnd({ columns: fields.length, rows });
}

/** The data dictionary: what each column means. */
function dictionarySheet({ title, doc, fields }: Table): string {
  const rows: WrittenCell[][] = [
    ['Column', 'Meaning', 'Type', 'May be unknown', 'Codes of'],
    ...fields.map(({ name, doc: meaning, type, list, optional, refersTo }) => [
      name,
      meaning,
      list ? `JSON array of ${type}` : type,
      optional,
      refersTo,
    ]),
    [],
    [title, doc],
  ];
  return sheetStart(true) + rows.map(rowXml).join('') + sheetEnd(null);
}

/** A workbook with the rows, their head fixed and filters on, and a data dictionary. */
export const XLSX: FormatWriter = {
  name: 'xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  compressible: false,
  maxRows: MAX_ROWS - 1,
  doc: `Excel workbook with a sheet of the rows and one that explains the columns. Lists are JSON arrays, unknown values empty cells, moments texts. At most ${MAX_ROWS - 1} rows; a cell whose content is longer than ${MAX_CELL} characters says so instead.`,
  async *write(table, batches) {
    const zip = new ZipFile();
    const output = zip.outputStream as Readable;
    zip.on('error', (error: Error) => output.destroy(error));
    const rows = Readable.from(dataSheet(table, batches), { objectMode: false });
    // The archive does not listen to it, and an error that nobody listens to ends the process.
    rows.once('error', (error) => output.destroy(error));
    zip.addReadStream(rows, sheetPath(0), { mtime: NO_TIME });
    const parts = { ...workbookParts([table.title, 'Columns']), [sheetPath(1)]: dictionarySheet(table) };
    for (const [path, xml] of Object.entries(parts))
      zip.addBuffer(Buffer.from(xml), path, { mtime: NO_TIME });
    zip.end();
    try {
      for await (const piece of output) yield piece as Buffer;
    } finally {
      // Nobody may be reading any more: the rows then end here.
      rows.destroy();
    }
  },
};
