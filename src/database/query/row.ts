import { encodeGlobalId, type NodeType } from '../../common/graphql/global-id.js';
import { type Typed } from '../../common/graphql/entity.interface.js';

/** Which columns of a table make a record, and what is read along with it. */
export interface RowSpec {
  /** GraphQL type of the record. */
  readonly type: NodeType;
  readonly table: string;
  /** Property names; each is the camelCase of its column. */
  readonly columns: readonly string[];
  /** Records that this one names once, read in the same statement. */
  readonly joined?: Readonly<Record<string, JoinedRow>>;
}

/** A record read along with another by one of that one's columns. */
export interface JoinedRow {
  readonly table: string;
  /** Its key column. */
  readonly key: string;
  /** The column of the reading table that holds that key. */
  readonly by: string;
  readonly columns: readonly string[];
  /** GraphQL type, when the record has a global id. */
  readonly type?: NodeType;
}

/** Every record read: its GraphQL type, its code, and its global id. */
export interface BaseRow extends Typed {
  readonly id: string;
  readonly code: string;
}

/** The column of a property. */
export function columnOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The select list of a record whose table has the alias `t`. */
export function selectList(spec: RowSpec): string {
  const own = spec.columns.map((property) => `t.${columnOf(property)} AS "${property}"`);
  const joined = Object.entries(spec.joined ?? {}).flatMap(([name, row]) =>
    [row.key, ...row.columns].map((property) => `j_${name}.${columnOf(property)} AS "${name}.${property}"`),
  );
  return [...own, ...joined].join(', ');
}

/** The joins that {@link selectList} needs. */
export function joinList(spec: RowSpec): string {
  return Object.entries(spec.joined ?? {})
    .map(
      ([name, row]) =>
        `LEFT JOIN ${row.table} j_${name} ON j_${name}.${columnOf(row.key)} = t.${columnOf(row.by)}`,
    )
    .join(' ');
}

/** A record read. Its id is written only when it is asked for: a page has hundreds of records. */
class Row implements BaseRow {
  constructor(
    readonly __typename: NodeType,
    readonly code: string,
  ) {}

  get id(): string {
    return encodeGlobalId(this.__typename, this.code);
  }
}

/** A record of values that were read elsewhere: of all columns of its kind, and what is read along with it. */
export function makeRow<R extends BaseRow>(
  spec: RowSpec,
  values: Omit<R, keyof BaseRow> & { code: string },
): R {
  return Object.assign(new Row(spec.type, values.code), values) as unknown as R;
}

/** Turns what the database returned for {@link selectList} into a record. */
export function toRow<R extends BaseRow>(spec: RowSpec, raw: Record<string, unknown>): R {
  const row = new Row(spec.type, raw.code as string) as Row & Record<string, unknown>;
  for (const property of spec.columns) row[property] = raw[property];
  for (const name in spec.joined) row[name] = toJoinedRow(name, spec.joined[name] as JoinedRow, raw);
  return row as unknown as R;
}

function toJoinedRow(name: string, spec: JoinedRow, raw: Record<string, unknown>): unknown {
  const key = raw[`${name}.${spec.key}`];
  if (key == null) return null;
  const row = (spec.type ? new Row(spec.type, key as string) : { [spec.key]: key }) as Record<
    string,
    unknown
  >;
  for (const property of spec.columns) row[property] = raw[`${name}.${property}`];
  return row;
}
