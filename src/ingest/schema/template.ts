import { writeXlsx } from '../files/xlsx/xlsx.writer.js';
import { COLUMN_KEYS, IMPORT_COLUMNS, type ImportColumn } from './columns.js';

const COLUMNS: readonly ImportColumn[] = COLUMN_KEYS.map((key) => IMPORT_COLUMNS[key]);

/** The row of column names, Chinese. */
const NAMES = COLUMNS.map(({ zh }) => zh);

/** The data dictionary: a row for each column. */
export const DICTIONARY: readonly (readonly string[])[] = [
  ['列', 'Column', '必填 Required', '说明', 'Meaning', '示例 Example', '也可写作 Also'],
  ...COLUMNS.map(({ zh, en, required, docZh, doc, example, aliases }) => [
    zh,
    en,
    required ? '新成果必填 for new ones' : '',
    docZh,
    doc,
    example,
    aliases.join('、'),
  ]),
];

/** The template as CSV: the row of column names, marked as UTF-8 so that every spreadsheet reads it. */
export function templateCsv(): string {
  return `\ufeff${NAMES.join(',')}\r\n`;
}

/** The template as XLSX: the row of column names, and the data dictionary on a second sheet. */
export function templateXlsx(): Uint8Array {
  return writeXlsx([
    { name: '成果', rows: [NAMES] },
    { name: '说明', rows: DICTIONARY },
  ]);
}
