import { decodeCursor, encodeCursor, type CursorValue } from '../../common/pagination/cursor.js';
import { type ListRequest } from '../../common/pagination/list-request.js';
import { AppError } from '../../common/errors/app-error.js';
import { translateFilter, type FilterFields, type FilterLogic } from './filter.js';
import { Parameters } from './parameters.js';
import { type Statement } from './run-statement.js';
import { joinList, selectList, type RowSpec } from './row.js';

/** How a sort key's value travels in a cursor. */
type SortKeyType = 'text' | 'integer' | 'timestamptz';

/** One key of a named order. Its expression is never null and has an index together with the code. */
export interface SortKey {
  readonly expression: string;
  readonly direction: 'ASC' | 'DESC';
  readonly type: SortKeyType;
}

/** A list of the catalogue: what its records are, how they are filtered and ordered, and whose lists it can be. */
export interface ListSpec<F extends FilterLogic<F>, O extends string, S extends string = string> {
  readonly row: RowSpec;
  readonly filter: FilterFields<F>;
  readonly orders: Readonly<Record<O, SortKey>>;
  readonly defaultOrder: O;
  /** For each record that has this list, the condition that a record `t` belongs to the one with code `p.parent`. */
  readonly scopes: Readonly<Record<S, string>>;
}

/** Prefix of the columns that carry sort keys; no property of a record has it. */
const KEY = '~';

/** The column that says whose list a row belongs to. */
export const PARENT = '~parent';

interface ActiveOrder {
  readonly name: string;
  readonly keys: readonly SortKey[];
}

/** The keys of an order; the code, in the direction of the last key, makes every order total. */
function activeOrder<F extends FilterLogic<F>, O extends string>(
  spec: ListSpec<F, O>,
  orderBy: readonly O[] | null | undefined,
): ActiveOrder {
  const names = orderBy?.length ? [...new Set(orderBy)] : [spec.defaultOrder];
  const keys = names.map((name) => spec.orders[name]);
  const last = keys.at(-1) as SortKey;
  const tieBreak: SortKey = { expression: 't.code', direction: last.direction, type: 'text' };
  const unique = keys.some((key) => key.expression === tieBreak.expression);
  return { name: `${spec.row.type}.${names.join(',')}`, keys: unique ? keys : [...keys, tieBreak] };
}

/** Whether the text of a list's statement is one of few: filters and combined orders vary at clients' will. */
function isRecurring({
  filter,
  orderBy,
}: {
  filter?: unknown;
  orderBy?: readonly unknown[] | null;
}): boolean {
  return filter == null && (orderBy?.length ?? 0) <= 1;
}

/** The condition that a record lies strictly beyond a place, in the direction of the walk. */
function beyond(
  keys: readonly SortKey[],
  values: readonly CursorValue[],
  reverse: boolean,
  parameters: Parameters,
): string {
  const operator = (key: SortKey): string => ((key.direction === 'ASC') !== reverse ? '>' : '<');
  const places = keys.map((key, index) => `${parameters.add(values[index])}::${key.type}`);
  if (keys.every((key) => key.direction === keys[0]?.direction)) {
    return `(${keys.map((key) => key.expression).join(', ')}) ${operator(keys[0] as SortKey)} (${places.join(', ')})`;
  }
  // Mixed directions cannot be one row comparison. The first key's bound stands alone so that an index can start there.
  const alternatives = keys.map((key, index) => {
    const equal = keys.slice(0, index).map((before, place) => `${before.expression} = ${places[place]}`);
    return `(${[...equal, `${key.expression} ${operator(key)} ${places[index]}`].join(' AND ')})`;
  });
  const first = keys[0] as SortKey;
  return `${first.expression} ${operator(first)}= ${places[0]} AND (${alternatives.join(' OR ')})`;
}

function placeOf(cursor: string, argument: 'after' | 'before', order: ActiveOrder): readonly CursorValue[] {
  const values = decodeCursor(cursor, order.name, argument);
  const fits =
    values.length === order.keys.length && order.keys.every((key, index) => isValue(key.type, values[index]));
  if (fits) return values;
  throw new AppError('BAD_CURSOR', `The cursor in “${argument}” does not fit this list.`, { argument });
}

function isValue(type: SortKeyType, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31;
  if (typeof value !== 'string' || value.includes('\0')) return false;
  return type === 'text' || isMoment(value);
}

/** How a moment stands in a cursor: in UTC, to the microsecond that PostgreSQL keeps. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const MOMENT_FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';

/** Whether a text is a moment that PostgreSQL can read: of the right form, and a day that exists. */
function isMoment(text: string): boolean {
  if (!MOMENT.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
}

function scopeOf<S extends string>(scopes: Readonly<Record<S, string>>, scope: S | undefined): string[] {
  return scope === undefined ? [] : [scopes[scope]];
}

/**
 * Writes the statement that reads one page, of the whole catalogue's list or, when `request.scope` is set, one
 * page for each of `parents` at once. It reads one record more than the page holds, to learn whether more follow.
 *
 * @throws AppError BAD_CURSOR or BAD_USER_INPUT when the request does not fit the list
 */
export function pageStatement<F extends FilterLogic<F>, O extends string, S extends string>(
  spec: ListSpec<F, O, S>,
  request: ListRequest<F, O, S>,
  parents: readonly string[] = [],
): Statement {
  const parameters = new Parameters();
  const from = request.scope === undefined ? '' : `unnest(${parameters.add(parents)}::text[]) AS p(parent)`;
  const order = activeOrder(spec, request.orderBy);
  const { backward, after, before, size } = request.page;
  const where = [
    ...scopeOf(spec.scopes, request.scope),
    translateFilter(request.filter, spec.filter, parameters),
    ...(after === null ? [] : [beyond(order.keys, placeOf(after, 'after', order), false, parameters)]),
    ...(before === null ? [] : [beyond(order.keys, placeOf(before, 'before', order), true, parameters)]),
  ];
  const keys = order.keys.map((key, index) => {
    const value =
      key.type === 'timestamptz'
        ? `to_char(${key.expression} AT TIME ZONE 'UTC', '${MOMENT_FORMAT}')`
        : key.expression;
    return `${value} AS "${KEY}${index}"`;
  });
  const sort = order.keys.map(
    (key) => `${key.expression} ${(key.direction === 'ASC') !== backward ? 'ASC' : 'DESC'}`,
  );
  const page =
    `SELECT ${selectList(spec.row)}, ${keys.join(', ')} FROM ${spec.row.table} t ${joinList(spec.row)} ` +
    `WHERE ${where.join(' AND ')} ORDER BY ${sort.join(', ')} LIMIT ${parameters.add(size + 1)}`;
  const text = from
    ? `SELECT p.parent AS "${PARENT}", r.* FROM ${from} CROSS JOIN LATERAL (${page}) r`
    : page;
  return { text, values: parameters.values, recurring: isRecurring(request) };
}

/** Writes the statement that counts a list, of the whole catalogue or for each of `parents` (columns `~parent`, `count`). */
export function countStatement<F extends FilterLogic<F>, O extends string, S extends string>(
  spec: ListSpec<F, O, S>,
  request: Pick<ListRequest<F, O, S>, 'filter' | 'scope'>,
  parents: readonly string[] = [],
): Statement {
  const parameters = new Parameters();
  const from = request.scope === undefined ? '' : `unnest(${parameters.add(parents)}::text[]) AS p(parent)`;
  const where = [
    ...scopeOf(spec.scopes, request.scope),
    translateFilter(request.filter, spec.filter, parameters),
  ];
  const count = `SELECT count(*)::int AS count FROM ${spec.row.table} t WHERE ${where.join(' AND ')}`;
  const text = from ? `SELECT p.parent AS "${PARENT}", (${count}) AS count FROM ${from}` : count;
  return { text, values: parameters.values, recurring: isRecurring(request) };
}

/** The cursor of a row that {@link pageStatement} read. */
export function cursorOf<F extends FilterLogic<F>, O extends string>(
  spec: ListSpec<F, O>,
  orderBy: readonly O[] | null | undefined,
  raw: Record<string, unknown>,
): string {
  const order = activeOrder(spec, orderBy);
  return encodeCursor({
    order: order.name,
    values: order.keys.map((_, index) => raw[`${KEY}${index}`] as CursorValue),
  });
}
