import { strToU8, zipSync } from 'fflate';
import { rowXml, sheetEnd, sheetPath, sheetStart, workbookParts } from './sheet-parts.js';

/** A sheet to be written: its name, and the texts of its cells by rows. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** Writes a small XLSX file, which is made in memory. */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
  const files = workbookParts(sheets.map(({ name }) => name));
  for (const [index, { rows }] of sheets.entries()) {
    files[sheetPath(index)] = sheetStart(false) + rows.map(rowXml).join('') + sheetEnd(null);
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)])));
}
