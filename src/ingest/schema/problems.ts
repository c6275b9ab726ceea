import { registerEnumType } from '@nestjs/graphql';

/** What can be wrong with a cell or row: stable names for programs. */
export enum ImportProblemCode {
  AMBIGUOUS_NAME = 'AMBIGUOUS_NAME',
  BAD_DATE = 'BAD_DATE',
  BAD_YEAR = 'BAD_YEAR',
  DUPLICATE_CODE = 'DUPLICATE_CODE',
  DUPLICATE_IN_CATALOGUE = 'DUPLICATE_IN_CATALOGUE',
  DUPLICATE_IN_FILE = 'DUPLICATE_IN_FILE',
  INVALID_VALUE = 'INVALID_VALUE',
  MENDED = 'MENDED',
  MISSING_VALUE = 'MISSING_VALUE',
  NAMESAKE = 'NAMESAKE',
  SEVERAL_AWARDS = 'SEVERAL_AWARDS',
  UNKNOWN_CODE = 'UNKNOWN_CODE',
  UNKNOWN_INDUSTRY = 'UNKNOWN_INDUSTRY',
  UNKNOWN_REGION = 'UNKNOWN_REGION',
  UNKNOWN_VALUE = 'UNKNOWN_VALUE',
  WRONG_CELL_COUNT = 'WRONG_CELL_COUNT',
}

registerEnumType(ImportProblemCode, {
  name: 'ImportProblemCode',
  description: 'What can be wrong with a cell or row of a file. All but MENDED have the row refused.',
  valuesMap: {
    AMBIGUOUS_NAME: { description: 'Several records have the name; put the code of one in its place.' },
    BAD_DATE: { description: 'No date such as 2023, 2023-07 or 2023-07-28.' },
    BAD_YEAR: { description: 'No year from 1900 to 2100.' },
    DUPLICATE_CODE: { description: 'The code stands in an earlier row of the file.' },
    DUPLICATE_IN_CATALOGUE: {
      description:
        'The catalogue has an achievement of this title and lead unit. To change it, give its code.',
    },
    DUPLICATE_IN_FILE: { description: 'An earlier row of the file has this title and lead unit.' },
    INVALID_VALUE: { description: 'A rule of the catalogue is broken, such as on the length of a text.' },
    MENDED: {
      description: 'The cell was mended, and is written as the suggestion says. The row is not refused.',
    },
    MISSING_VALUE: { description: 'The cell is empty, but a record needs it.' },
    NAMESAKE: {
      description:
        'People, or a studio, of this name are known with other units only: say whether it is one of them.',
    },
    SEVERAL_AWARDS: {
      description: 'The record has several awards, which a row cannot tell; edit it by itself.',
    },
    UNKNOWN_CODE: { description: 'No record has this code, or it was withdrawn.' },
    UNKNOWN_INDUSTRY: { description: 'No industry of the catalogue.' },
    UNKNOWN_REGION: { description: 'No region of the catalogue.' },
    UNKNOWN_VALUE: { description: 'None of the values that the column takes.' },
    WRONG_CELL_COUNT: {
      description:
        'The row has more or fewer cells than the file has columns: it may be cut off, or lack quotes.',
    },
  },
});

/** One thing that is wrong with a row, or was mended in it. */
export interface ImportProblem {
  /** The number under which the file shows the row. */
  readonly row: number;
  /** The column, by the name that the file gives it; null where the whole row is meant. */
  readonly column: string | null;
  readonly code: ImportProblemCode;
  readonly message: string;
  /** What could stand in the cell instead. */
  readonly suggestion: string | null;
}

/** A problem whose row and column are still to be told. */
export type Fault = Pick<ImportProblem, 'code' | 'message'> & { readonly suggestion?: string | null };
