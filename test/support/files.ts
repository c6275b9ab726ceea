import { Readable } from 'node:stream';
import { strToU8, zipSync } from 'fflate';
import { AppError } from '../../src/common/errors/app-error.js';
import { openTable } from '../../src/ingest/files/open-table.js';
import { receiveFile } from '../../src/ingest/files/source-file.js';
import { type Cell, type Table } from '../../src/ingest/files/table.js';

/** What a file holds, read to its end. */
export interface ReadTable extends Pick<Table, 'format' | 'encoding' | 'columns'> {
  /** The cells of each row, by its number. */
  readonly rows: ReadonlyMap<number, readonly Cell[]>;
}

/** Reads a file of these bytes. */
export async function readTable(content: string | Uint8Array, name = 'file.csv'): Promise<ReadTable> {
  const file = await receiveFile(Readable.from([Buffer.from(content)]), name);
  try {
    const { format, encoding, columns, rows } = await openTable(file);
    const read = new Map<number, readonly Cell[]>();
    for await (const { number, cells } of rows) read.set(number, cells);
    return { format, encoding, columns, rows: read };
  } finally {
    await file.handle.close();
  }
}

/** The problem, code and facts of the refusal that `work` ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message, ...error.details };
    throw error;
  }
  throw new Error('It was not refused.');
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of an XLSX file as spreadsheets write them, with this content of its sheet; more parts can be given. */
export function xlsxParts(rows: string, parts: Record<string, string> = {}): Record<string, string> {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return {
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets>` +
      `<sheet name="成果" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}${relation(3, 'styles', 'styles.xml')}</Relationships>`,
    ...parts,
  };
}

/** Packs files into an archive. */
export function packed(parts: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}
