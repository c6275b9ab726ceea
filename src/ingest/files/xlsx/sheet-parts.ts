import { lettersOf } from '../table.js';

/** What a written cell holds; null leaves it empty. */
export type WrittenCell = string | number | boolean | null;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Signs that XML does not have, and what looks like one written in the way of spreadsheets. */
const NOT_IN_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\r/g;

function escaped(text: string): string {
  return text
    .replace(NOT_IN_XML, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;');
}

/** The path of a sheet in the file, counted from 0. */
export function sheetPath(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

/** Every part of a file but its sheets, by path. */
export function workbookParts(sheetNames: readonly string[]): Record<string, string> {
  const sheets = sheetNames.map((name, index) => ({ name, id: index + 1, path: sheetPath(index) }));
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      sheets
        .map(({ path }) => `<Override PartName="/${path}" ContentType="${TYPE}.worksheet+xml"/>`)
        .join('') +
      `</Types>`,
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      sheets
        .map(({ name, id }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`)
        .join('') +
      `</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      sheets
        .map(({ path, id }) => `<Relationship Id="rId${id}" Type="${OFFICE}/worksheet" Target="/${path}"/>`)
        .join('') +
      `</Relationships>`,
  };
}

/** How a sheet begins. With `fixedHead`, its first row stays in sight while one scrolls. */
export function sheetStart(fixedHead: boolean): string {
  const view =
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${HEAD}<worksheet xmlns="${MAIN}">${fixedHead ? view : ''}<sheetData>`;
}

/**
 * How a sheet ends.
 *
 * @param filtered the size of the table that can be filtered by the values of its columns; null for none
 */
export function sheetEnd(filtered: { readonly columns: number; readonly rows: number } | null): string {
  const filter =
    filtered === null ? '' : `<autoFilter ref="A1:${lettersOf(filtered.columns - 1)}${filtered.rows}"/>`;
  return `</sheetData>${filter}</worksheet>`;
}

/** One row of a sheet, counted from 0. */
export function rowXml(cells: readonly WrittenCell[], index: number): string {
  const row = index + 1;
  let xml = `<row r="${row}">`;
  for (const [column, value] of cells.entries()) {
    if (value === null || value === '') continue;
    const at = `<c r="${lettersOf(column)}${row}"`;
    if (typeof value === 'string') {
      xml += `${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
    } else if (typeof value === 'boolean') {
      xml += `${at} t="b"><v>${value ? 1 : 0}</v></c>`;
    } else {
      xml += `${at}><v>${value}</v></c>`;
    }
  }
  return `${xml}</row>`;
}
