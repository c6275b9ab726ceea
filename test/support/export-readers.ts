import { open, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { type Dataset, type Row, type Value } from '../../src/exports/datasets/dataset.js';
import { type FormatName } from '../../src/exports/formats/format-writer.js';
import { readXlsx } from '../../src/ingest/files/xlsx/xlsx.reader.js';
import { type RowField } from '../../src/record/rows/row.source.js';

/** Reads a file of a dataset back into its rows. No reader shares code with the writer of its format. */
export type ExportReader = (file: Buffer, dataset: Dataset) => Promise<Row[]>;

/** A cell of text, as the documentation of the text formats says. */
function valueOf({ type, list, optional }: RowField, cell: string): Value {
  if (list) return JSON.parse(cell) as string[];
  if (cell === '' && optional) return null;
  if (type === 'integer') return Number(cell);
  return type === 'boolean' ? ['true', 'TRUE', '1'].includes(cell) : cell;
}

function rowsOf([head = [], ...lines]: readonly string[][], { fields }: Dataset): Row[] {
  if (head.join() !== fields.map(({ name }) => name).join()) throw new Error(`The head is ${head.join()}.`);
  return lines.map((cells) =>
    Object.fromEntries(fields.map((field, at) => [field.name, valueOf(field, cells[at] ?? '')])),
  );
}

function delimited(delimiter: string, bom = false, unguard = (cell: string) => cell): ExportReader {
  return (file, dataset) => {
    if (bom && file.subarray(0, 3).toString('hex') !== 'efbbbf')
      throw new Error('There is no byte order mark.');
    const lines = parse(file, { delimiter, bom, recordDelimiter: '\r\n' });
    return Promise.resolve(
      rowsOf(
        lines.map((cells) => cells.map(unguard)),
        dataset,
      ),
    );
  };
}

const parquet: ExportReader = async (file) => {
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file: bytes });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
    ),
  );
};

const xlsx: ExportReader = async (file, dataset) => {
  const path = join(tmpdir(), `export-${randomUUID()}.xlsx`);
  await writeFile(path, file);
  const handle = await open(path);
  try {
    const lines: string[][] = [];
    const source = { name: 'export.xlsx', handle, bytes: file.length, position: 0 };
    for await (const { cells } of readXlsx(source)) lines.push(cells.map((cell) => String(cell)));
    return rowsOf(lines, dataset);
  } finally {
    await handle.close();
    await unlink(path);
  }
};

export const EXPORT_READERS: Readonly<Record<FormatName, ExportReader>> = {
  csv: delimited(','),
  'csv-excel': delimited(',', true, (cell) => cell.replace(/^'/, '')),
  tsv: delimited('\t'),
  jsonl: (file) => {
    const lines = file.toString('utf8').split('\n');
    if (lines.pop() !== '') throw new Error('The last line has no end.');
    return Promise.resolve(lines.map((line) => JSON.parse(line) as Row));
  },
  json: (file) => Promise.resolve(JSON.parse(file.toString('utf8')) as Row[]),
  parquet,
  xlsx,
};
