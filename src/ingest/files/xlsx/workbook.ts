import { fileRefused } from '../limits.js';
import { type Archive } from './archive.js';
import { readWholeXml } from './xml.js';

/** What the cells of the first sheet are read with. */
export interface Workbook {
  /** The file inside that holds the sheet. */
  readonly sheet: string;
  /** The file inside that holds the shared texts; null when there is none. */
  readonly texts: string | null;
  /** Whether days are counted from 1904 and not from 1900. */
  readonly from1904: boolean;
  /** The styles, by number, that show a number as a date. */
  readonly dateStyles: ReadonlySet<number>;
}

const WORKBOOK = 'xl/workbook.xml';

/** Formats of every spreadsheet that show a date (ECMA-376, 18.8.30, with those for Chinese). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** @throws AppError when the archive is no spreadsheet */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has(WORKBOOK)) {
    throw fileRefused('UNKNOWN_FORMAT', 'The file is a ZIP archive, but no XLSX file.', {
      allowed: ['CSV', 'TSV', 'XLSX', 'JSONL'],
    });
  }
  let sheetId: string | undefined;
  let from1904 = false;
  await readWholeXml(archive.text(WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'sheet' && attributes.state !== 'hidden' && attributes.state !== 'veryHidden') {
        sheetId ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      }
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
    },
  });
  const parts = await readRelations(archive);
  const sheet = parts.find(({ id }) => id === sheetId)?.path;
  if (sheet === undefined)
    throw fileRefused('BROKEN_ARCHIVE', 'The XLSX file has no sheet that can be seen.');
  const ofType = (type: string): string | null =>
    parts.find((part) => part.type.endsWith(`/${type}`))?.path ?? null;
  return {
    sheet,
    texts: ofType('sharedStrings'),
    from1904,
    dateStyles: await readDateStyles(archive, ofType('styles')),
  };
}

interface Relation {
  readonly id: string | undefined;
  readonly type: string;
  readonly path: string;
}

async function readRelations(archive: Archive): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readWholeXml(archive.text('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id: id, Type: type = '', Target: target = '' }) => {
      if (name !== 'Relationship') return;
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      if (archive.has(path)) relations.push({ id, type, path });
    },
  });
  return relations;
}

async function readDateStyles(archive: Archive, path: string | null): Promise<ReadonlySet<number>> {
  const styles = new Set<number>();
  if (path === null) return styles;
  const formats = new Set(DATE_FORMATS);
  let inStyles = false;
  let count = 0;
  await readWholeXml(archive.text(path), {
    open: (name, attributes) => {
      if (name === 'numFmt' && showsDate(attributes.formatCode ?? ''))
        formats.add(Number(attributes.numFmtId));
      if (name === 'cellXfs') inStyles = true;
      if (name !== 'xf' || !inStyles) return;
      if (formats.has(Number(attributes.numFmtId))) styles.add(count);
      count += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') inStyles = false;
    },
  });
  return styles;
}

/** Whether a format has a year or a day in it, outside of quotes, brackets and escapes. */
function showsDate(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}
