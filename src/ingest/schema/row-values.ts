import { type Recognition } from '../../catalog/achievement/achievement.enums.js';
import { type SourceKind } from '../../catalog/source/source.type.js';
import { type Cell, type TableRow } from '../files/table.js';
import {
  readChoice,
  readCode,
  readDate,
  readPeople,
  readRecognition,
  readSourceKind,
  readStudio,
  readText,
  readTexts,
  readYear,
  type Choice,
  type NamedPerson,
  type NamedStudio,
  type ReadCell,
} from './cells.js';
import { type ColumnKey, type ColumnKind, IMPORT_COLUMNS } from './columns.js';
import { type ReadColumn } from './headers.js';
import { type ImportProblem, ImportProblemCode } from './problems.js';

interface KindValues {
  readonly code: string;
  readonly text: string;
  readonly texts: string[];
  readonly names: string[];
  readonly people: NamedPerson[];
  readonly studio: NamedStudio;
  readonly industry: string;
  readonly region: string;
  readonly year: number;
  readonly date: string;
  readonly recognition: Recognition;
  readonly sourceKind: SourceKind;
}

/** What a row says, by column; a column that the file lacks is left out, an empty cell is null. */
export type RowValues = {
  readonly [K in ColumnKey]?: KindValues[(typeof IMPORT_COLUMNS)[K]['kind']] | null;
};

/** The closed lists of the catalogue. */
export interface ClosedLists {
  readonly industries: readonly Choice<string>[];
  readonly regions: readonly Choice<string>[];
}

/** A row that was read by itself, without a look at the catalogue or at other rows. */
export interface ReadRow {
  readonly row: number;
  readonly values: RowValues;
  readonly problems: readonly ImportProblem[];
}

type Readers = { readonly [K in ColumnKind]: (cell: Cell) => ReadCell<KindValues[K]> };

/** Reads rows, cell by cell. */
export class RowReader {
  private readonly readers: Readers;

  /** @param width how many cells a row must have; null where a row may end early */
  constructor(
    private readonly columns: readonly ReadColumn[],
    lists: ClosedLists,
    private readonly width: number | null,
  ) {
    this.readers = {
      code: readCode,
      text: readText,
      texts: readTexts,
      names: readTexts,
      people: readPeople,
      studio: readStudio,
      industry: (cell) =>
        readChoice(cell, lists.industries, ImportProblemCode.UNKNOWN_INDUSTRY, 'the industries '),
      region: (cell) => readChoice(cell, lists.regions, ImportProblemCode.UNKNOWN_REGION, 'the regions '),
      year: readYear,
      date: readDate,
      recognition: readRecognition,
      sourceKind: readSourceKind,
    };
  }

  read({ number, cells }: TableRow): ReadRow {
    const problems: ImportProblem[] = [];
    if (this.width !== null && cells.length !== this.width) {
      const message = `The row has ${cells.length} cells, the file ${this.width} columns: it may be cut off, or a cell with a comma in it lacks quotes.`;
      const code = ImportProblemCode.WRONG_CELL_COUNT;
      return {
        row: number,
        values: {},
        problems: [{ row: number, column: null, code, message, suggestion: null }],
      };
    }
    const values: Record<string, unknown> = {};
    for (const { key, place, name } of this.columns) {
      const { value, fault } = this.readers[IMPORT_COLUMNS[key].kind](cells[place] ?? '');
      values[key] = value;
      if (fault) problems.push({ row: number, column: name, suggestion: null, ...fault });
    }
    return { row: number, values, problems };
  }
}
