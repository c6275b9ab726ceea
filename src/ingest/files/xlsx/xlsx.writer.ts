import { strToU8, zipSync } from 'fflate';
import { lettersOf } from '../table.js';

/** A sheet to be written: its name, and the texts of its cells by rows. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** Writes a small XLSX file, which is made in memory. */
export function writeXlsx(sheets: readonly WrittenSheet[]): Uint8Array {
  const numbered = sheets.map((sheet, index) => ({
    ...sheet,
    path: `worksheets/sheet${index + 1}.xml`,
    id: index + 1,
  }));
  const files: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      numbered
        .map(({ path }) => `<Override PartName="/xl/${path}" ContentType="${TYPE}.worksheet+xml"/>`)
        .join('') +
      `</Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      numbered
        .map(({ name, id }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`)
        .join('') +
      `</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      numbered
        .map(({ path, id }) => `<Relationship Id="rId${id}" Type="${OFFICE}/worksheet" Target="${path}"/>`)
        .join('') +
      `</Relationships>`,
  };
  for (const { path, rows } of numbered) {
    files[`xl/${path}`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`;
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(HEAD + xml)])));
}

function rowXml(cells: readonly string[], index: number): string {
  const row = index + 1;
  const xml = cells.map((text, column) =>
    text === ''
      ? ''
      : `<c r="${lettersOf(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
  );
  return `<row r="${row}">${xml.join('')}</row>`;
}
