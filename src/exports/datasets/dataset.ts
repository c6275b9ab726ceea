import { type NodeType } from '../../common/graphql/global-id.js';

/** One column of an export. */
export interface DatasetField {
  /** As the column is headed and the property is called: camelCase, the same in every format. */
  readonly name: string;
  /** Meaning, for data dictionaries and schemas. */
  readonly doc: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'moment';
  /** Whether it holds a list of values, which may be empty and is never unknown. */
  readonly list: boolean;
  /** Whether it may be unknown. */
  readonly optional: boolean;
  /** The kind of record whose codes it holds; null when it holds none, or the record's own. */
  readonly refersTo: NodeType | null;
  /** SQL expression of the value, over the tables of the dataset. */
  readonly source: string;
}

/** A table that can be written in any format. */
export interface Table {
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly DatasetField[];
}

/** A table of records that is exported: one row for each record of a kind. Its key is the field `code`. */
export interface Dataset extends Table {
  /** As addresses and files are called. */
  readonly name: DatasetName;
  /** GraphQL type of its records. */
  readonly type: NodeType;
  /** The tables that it is read from; `t` is the one whose records it lists. */
  readonly from: string;
  /** SQL expression of a row as one JSON object, with its fields and no others. */
  readonly row: string;
}

/** The datasets, in the order in which they are offered. */
export const DATASET_NAMES = ['achievements', 'craftsmen', 'studios', 'organisations'] as const;
export type DatasetName = (typeof DATASET_NAMES)[number];

/** The value of a field in a row; moments are ISO 8601, in UTC, to the millisecond. */
export type Value = string | number | boolean | null | readonly string[];

/** One row: the values by the names of their fields. */
export type Row = Readonly<Record<string, Value>>;

/** Some rows, each read out of its JSON when it is looked at: a row that is written at once takes no memory for long. */
export class RowBatch implements Iterable<Row> {
  /** @param texts each row as a JSON object, in one line */
  constructor(readonly texts: readonly string[]) {}

  map<T>(work: (row: Row) => T): T[] {
    return this.texts.map((text) => work(JSON.parse(text) as Row));
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (const text of this.texts) yield JSON.parse(text) as Row;
  }
}

type Given = Pick<DatasetField, 'doc' | 'source'> &
  Partial<Pick<DatasetField, 'type' | 'list' | 'optional' | 'refersTo'>>;

/** Fields by their names: texts that are single and known, unless it is said otherwise. */
export function fieldsOf(given: Readonly<Record<string, Given>>): DatasetField[] {
  return Object.entries(given).map(([name, field]) => ({
    name,
    type: 'text',
    list: false,
    optional: false,
    refersTo: null,
    ...field,
  }));
}

/** A row as PostgreSQL builds it out of the fields. */
export function rowOf(fields: readonly DatasetField[]): string {
  return `json_build_object(${fields.map(({ name, source }) => `'${name}', ${source}`).join(', ')})`;
}

/** A moment as records have it. */
function moment(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The fields with which the rows of every table of records end. */
export const RECORD_STATE: Readonly<Record<'version' | 'updatedAt', Given>> = {
  version: { doc: 'Number of the edition, raised by each edit.', type: 'integer', source: 't.version' },
  updatedAt: {
    doc: 'When it was last changed: ISO 8601, in UTC, to the millisecond.',
    type: 'moment',
    source: moment('t.updated_at'),
  },
};

/** The values of a column of a linking table, in one list. */
export function listOf(column: string, from: string, order: string): string {
  return `ARRAY(SELECT ${column} FROM ${from} ORDER BY ${order})`;
}
