import { type RowField } from '../../record/rows/row.source.js';
import { type Row, type Value } from '../datasets/dataset.js';
import { type FormatWriter } from './format-writer.js';

/** What the delimited formats differ in. */
interface Dialect extends Pick<FormatWriter, 'name' | 'extension' | 'mediaType' | 'doc'> {
  readonly separator: string;
  /** What stands before everything else. */
  readonly head: string;
  /** Makes a text harmless before it is quoted; left out, texts are written as they are. */
  readonly guard?: (text: string) => string;
}

/** Writes one value as a cell. */
type Cell = (value: Value) => string;

/** RFC 4180: lines end so, in every dialect. */
const LINE_END = '\r\n';

/**
 * How cells are written. An unknown value is an empty cell and an empty text is a quoted one; a list is a JSON array,
 * which says where each value ends whatever stands in it.
 */
function cellOf({ type, list }: RowField, { separator, guard }: Dialect): Cell {
  const special = new RegExp(`["\r\n${separator}]`);
  const quoted = (text: string): string =>
    text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  if (list) return (value) => listCell(value as readonly string[]);
  if (type !== 'text') return (value) => (value === null ? '' : String(value));
  return (value) => (value === null ? '' : quoted(guard ? guard(value as string) : (value as string)));
}

/** What JSON writes in another way than as it is: quotes, backslashes, control characters, halves of characters. */
const ESCAPED = /["\\\0-\x1f\ud800-\udfff]/;

/** A list as a quoted JSON array. Nearly every list has nothing to escape, and is put together four times as quickly. */
function listCell(values: readonly string[]): string {
  if (values.length === 0) return '[]';
  if (ESCAPED.test(values.join(''))) return `"${JSON.stringify(values).replaceAll('"', '""')}"`;
  return `"[""${values.join('"",""')}""]"`;
}

function delimited(dialect: Dialect): FormatWriter {
  const { name, extension, mediaType, doc, separator, head } = dialect;
  return {
    name,
    extension,
    mediaType,
    doc,
    compressible: true,
    async *write({ fields }, batches) {
      yield head + fields.map((field) => field.name).join(separator) + LINE_END;
      const cells = fields.map((field) => [field.name, cellOf(field, dialect)] as const);
      const line = (row: Row): string => {
        let text = '';
        for (const [field, cell] of cells) text += (text === '' ? '' : separator) + cell(row[field] ?? null);
        return text + LINE_END;
      };
      for await (const rows of batches) yield rows.map(line).join('');
    },
  };
}

const LISTS = 'Lists are JSON arrays, unknown values empty cells.';

/** CSV as RFC 4180 has it, in which everything can be read back exactly. */
export const CSV = delimited({
  name: 'csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  doc: `RFC 4180 in UTF-8. ${LISTS}`,
  separator: ',',
  head: '',
});

export const TSV = delimited({
  name: 'tsv',
  extension: 'tsv',
  mediaType: 'text/tab-separated-values; charset=utf-8; header=present',
  doc: `RFC 4180 in UTF-8, with tabs for commas. ${LISTS}`,
  separator: '\t',
  head: '',
});

/** What a spreadsheet runs as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What a spreadsheet turns into another number or a date: leading zeros, long numbers, powers of ten, 2023-07. */
const CHANGED = /^(0\d|\d{12}|\d+(\.\d+)?E\d+$|\d+[-/:.]\d)/i;

/** Puts an apostrophe before a text that a spreadsheet would not leave alone, and before one that has one already. */
function inert(text: string): string {
  return FORMULA.test(text) || CHANGED.test(text) || text.startsWith("'") ? `'${text}` : text;
}

/** CSV that a spreadsheet opens by a double click, in Chinese too. */
export const CSV_EXCEL = delimited({
  name: 'csv-excel',
  extension: 'excel.csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  doc: `CSV for spreadsheets: UTF-8 with a byte order mark, and an apostrophe before texts that a spreadsheet would run as a formula or turn into a number or a date (and before texts that begin with one), to be taken away when it is read by a program. ${LISTS}`,
  separator: ',',
  head: '\ufeff',
  guard: inert,
});
