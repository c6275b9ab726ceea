import { FILE_LIMITS, fileRefused } from '../limits.js';
import { type SourceFile } from '../source-file.js';
import { formulaRefused, lettersOf, refuseTooManyColumns, type TableRow } from '../table.js';
import { Archive } from './archive.js';
import { cellText } from './cell-text.js';
import { RichText, SharedTexts } from './shared-texts.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { readXml, type XmlHandler } from './xml.js';

/** The rows of the first visible sheet of an XLSX file. */
export async function* readXlsx(file: SourceFile): AsyncGenerator<TableRow> {
  const archive = await Archive.open(file);
  const workbook = await readWorkbook(archive);
  const texts = await SharedTexts.read(workbook.texts === null ? null : archive.text(workbook.texts));
  const sheet = new Sheet(workbook, texts);
  const pieces = readXml(archive.text(workbook.sheet), sheet);
  try {
    while (!(await pieces.next()).done) yield* sheet.take();
  } finally {
    await pieces.return(undefined);
    await texts.close();
  }
}

/** Puts the cells of a sheet together while its XML is read. */
class Sheet implements XmlHandler {
  private rows: TableRow[] = [];
  private row = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private inValue = false;
  private readonly inline = new RichText((piece) => this.add(piece));

  constructor(
    private readonly workbook: Workbook,
    private readonly texts: SharedTexts,
  ) {}

  /** The rows that are complete, each given once. */
  take(): TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    switch (name) {
      case 'row':
        this.openRow(attributes.r);
        break;
      case 'c':
        this.openCell(attributes);
        break;
      case 'v':
        this.inValue = true;
        break;
      case 'f':
        throw formulaRefused(this.cell, { row: this.row, column: this.column + 1, cell: this.cell });
      default:
        this.inline.open(name);
    }
  };

  readonly text = (piece: string): void => {
    if (this.inValue) this.add(piece);
    else this.inline.text(piece);
  };

  readonly close = (name: string): void => {
    switch (name) {
      case 'row':
        this.rows.push({ number: this.row, cells: this.cells });
        break;
      case 'c':
        this.closeCell();
        break;
      case 'v':
        this.inValue = false;
        break;
      default:
        this.inline.close(name);
    }
  };

  private get cell(): string {
    return `${lettersOf(this.column)}${this.row}`;
  }

  private openRow(number: string | undefined): void {
    const row = number === undefined ? this.row + 1 : Number(number);
    if (!(Number.isInteger(row) && row > this.row)) {
      throw fileRefused('BROKEN_ARCHIVE', `The rows of the sheet are out of order after row ${this.row}.`, {
        row: this.row,
      });
    }
    if (row > FILE_LIMITS.sheetRow) {
      const limit = FILE_LIMITS.sheetRow;
      throw fileRefused('BROKEN_ARCHIVE', `The sheet has a row ${row}; a sheet ends at row ${limit}.`, {
        row,
        limit,
      });
    }
    this.row = row;
    this.cells = [];
    this.column = -1;
  }

  private openCell({ r: place, t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>): void {
    this.column = place === undefined ? this.column + 1 : columnOf(place);
    refuseTooManyColumns(this.column + 1, this.row);
    this.type = type;
    this.style = Number(style);
    this.value = '';
  }

  private add(piece: string): void {
    // A longer one is refused with its place, once the row is complete.
    if (this.value.length <= FILE_LIMITS.cellCharacters) this.value += piece;
  }

  private closeCell(): void {
    const text = this.readCell();
    if (text === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private readCell(): string {
    const { type, value, cell, row } = this;
    const place = { row, column: this.column + 1, cell };
    if (value === '') return '';
    if (type === 'e') {
      throw fileRefused(
        'CELL_WITH_ERROR',
        `Cell ${cell} shows the error ${value}. Put a value in its place.`,
        place,
      );
    }
    if (type === 's') {
      const text = this.texts.get(Number(value));
      if (text !== undefined) return text;
      throw fileRefused('BROKEN_ARCHIVE', `Cell ${cell} refers to a text that is not there.`, place);
    }
    if (type !== 'n') return value;
    return cellText(value, this.workbook.dateStyles.has(this.style), this.workbook.from1904);
  }
}

function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}/.exec(place)?.[0] ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  if (column === 0)
    throw fileRefused('BROKEN_ARCHIVE', `The XLSX file has a cell without a place: ${place}.`);
  return column - 1;
}
