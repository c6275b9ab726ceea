import { type NodeType } from '../../common/graphql/global-id.js';

/** One field of the public rows of a kind of record: a column of exports, a property in the feed of changes. */
export interface RowField {
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
  /** SQL expression of the value, over the tables that the rows are read from. */
  readonly source: string;
}

/** Where the public rows of one kind of record come from. */
export interface RowSource {
  /** The table of the records. */
  readonly table: string;
  /** The tables that rows are read from; `t` is that of the records. */
  readonly from: string;
  readonly fields: readonly RowField[];
  /** SQL expression of a row as one JSON object, with its fields and no others. */
  readonly row: string;
}

type Given = Pick<RowField, 'doc' | 'source'> &
  Partial<Pick<RowField, 'type' | 'list' | 'optional' | 'refersTo'>>;

/**
 * Rows that are built of their fields, which are texts, single and known, unless it is said otherwise. Every record
 * also has the fields of its edition.
 *
 * @param joins what else the table `t` of the records is read with
 */
export function rowsOf(table: string, given: Readonly<Record<string, Given>>, joins = ''): RowSource {
  const fields = Object.entries({ ...given, ...EDITION }).map(([name, field]) => ({
    name,
    type: 'text' as const,
    list: false,
    optional: false,
    refersTo: null,
    ...field,
  }));
  return { table, from: `${table} t ${joins}`, fields, row: objectOf(fields) };
}

/** A row as PostgreSQL builds it out of the fields. */
export function objectOf(fields: readonly Pick<RowField, 'name' | 'source'>[]): string {
  return `json_build_object(${fields.map(({ name, source }) => `'${name}', ${source}`).join(', ')})`;
}

/** The fields with which the rows of every kind of record end. */
const EDITION: Readonly<Record<'version' | 'updatedAt', Given>> = {
  version: { doc: 'Number of the edition, raised by each edit.', type: 'integer', source: 't.version' },
  updatedAt: {
    doc: 'When it was last changed: ISO 8601, in UTC, to the millisecond.',
    type: 'moment',
    source: `to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  },
};

/** The values of a column of a linking table, in one list. */
export function listOf(column: string, from: string, order: string): string {
  return `ARRAY(SELECT ${column} FROM ${from} ORDER BY ${order})`;
}
