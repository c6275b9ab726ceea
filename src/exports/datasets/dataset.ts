import { type NodeType } from '../../common/graphql/global-id.js';
import { type RowField, type RowSource } from '../../record/rows/row.source.js';

/** A table that can be written in any format. */
export interface Table {
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly RowField[];
}

/** A table of records that is exported: one row for each record of a kind. Its key is the field `code`. */
export interface Dataset extends Table, RowSource {
  /** As addresses and files are called. */
  readonly name: DatasetName;
  /** GraphQL type of its records. */
  readonly type: NodeType;
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
