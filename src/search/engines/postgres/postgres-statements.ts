import { type QueryPlan } from '../../../common/text/text.types.js';
import { Parameters } from '../../../database/query/parameters.js';
import { columnOf } from '../../../database/query/row.js';
import { type Statement } from '../../../database/query/run-statement.js';
import { RECORD_FIELDS } from '../../../record/record.fields.js';
import {
  type EnginePosition,
  type EngineRequest,
  type FacetField,
  type FacetRequest,
  type OrderedPlace,
  type RecordFilter,
  type RecordSet,
  type SortKey,
} from '../../search.port.js';
import { toCondition } from './postgres-filter.js';
import { textCondition, type Spellings, type TextTable } from './text-query.js';

/** How the value of each sort key travels in a cursor, and the expression that it has in `record_facet f`. */
interface KeyColumn {
  readonly expression: string;
  readonly type: 'text' | 'integer' | 'timestamptz';
}

/** The number by which an unknown year comes last. */
function unknownYear(direction: SortKey['direction']): number {
  return direction === 'ASC' ? 9999 : 0;
}

function columnOfKey({ field, direction }: SortKey): KeyColumn {
  switch (field) {
    case 'code':
      return { expression: 'f.code', type: 'text' };
    case 'titleOrder':
      return { expression: 'f.title_order', type: 'text' };
    case 'year':
      return { expression: `coalesce(f.year, ${unknownYear(direction)})`, type: 'integer' };
    case 'updatedAt':
      return { expression: 'f.updated_at', type: 'timestamptz' };
  }
}

/** Where records are found. */
const RECORDS: TextTable = { name: 'record_facet', alias: 'f' };
export const FROM_RECORDS = `FROM ${RECORDS.name} ${RECORDS.alias}`;

/** The condition on {@link RECORDS} of a set of them. */
export function conditionOf(set: RecordSet, spellings: Spellings, parameters: Parameters): string {
  const filter = toCondition(set.filter, parameters);
  if (set.plan === null) return filter;
  return `${textCondition(set.plan, RECORDS, spellings, parameters)} AND ${filter}`;
}

/** Writes the SQL condition that a record, whose code this expression gives, is one of a set. */
export function memberCondition(
  code: string,
  set: RecordSet,
  spellings: Spellings,
  parameters: Parameters,
): string {
  const where = conditionOf(set, spellings, parameters);
  return `${code} IN (SELECT f.code ${FROM_RECORDS} WHERE ${where})`;
}

/** The most points of relevance; a hit's score is its part of them. */
export const MAX_POINTS = 1_000;

/**
 * Points of relevance: the share of the query's pieces that stand in a title; on top, the whole query standing
 * there as it was typed, and more so at its beginning. What is found only elsewhere, or only by typo, synonym or
 * pinyin, comes last.
 */
function pointsOf(plan: QueryPlan, parameters: Parameters): string {
  if (plan.must.length === 0) return String(MAX_POINTS);
  const inTitle = (text: string): string => `strpos(f.title_text, ${parameters.add(text)})`;
  const share = Math.floor(700 / plan.must.length);
  const pieces = plan.must.map((piece) => `(${inTitle(piece.text)} > 0)::int * ${share}`);
  // As one text, and with spaces between, as words of other than Han script stand.
  const wholes = [...new Set(['', ' '].map((between) => plan.must.map(({ text }) => text).join(between)))];
  const adjacent = `greatest(${wholes.map(inTitle).join(', ')})`;
  return `(100 + ${pieces.join(' + ')} + CASE ${adjacent} WHEN 0 THEN 0 WHEN 1 THEN 200 ELSE 100 END)`;
}

/** A sort key with the name of its column in the statement. */
interface OrderKey extends KeyColumn {
  readonly direction: 'ASC' | 'DESC';
}

function orderOf(request: EngineRequest, parameters: Parameters): OrderKey[] {
  const keys: OrderKey[] = request.sort.map((key) => ({ ...columnOfKey(key), direction: key.direction }));
  if (request.sort.length === 0 && request.plan !== null) {
    keys.push({ expression: pointsOf(request.plan, parameters), type: 'integer', direction: 'DESC' });
  }
  if (request.sort.some(({ field }) => field === 'code')) return keys;
  const direction = request.sort.at(-1)?.direction ?? 'ASC';
  return [...keys, { expression: 'f.code', type: 'text', direction }];
}

/**
 * Writes the statement that reads one page: columns `document`, and `k0`, `k1` … for the place of each record; when
 * the order is by relevance, its points are the first. It reads one record more than the page holds.
 */
export function pageStatement(request: EngineRequest, spellings: Spellings): Statement {
  const parameters = new Parameters();
  const where = conditionOf(request, spellings, parameters);
  const keys = orderOf(request, parameters);
  const columns = keys.map(({ expression }, index) => `${expression} AS k${index}`);
  const order = keys.map(({ direction }, index) => `p.k${index} ${direction}`).join(', ');
  const beyond = request.after === null ? '' : `WHERE ${beyondCondition(keys, request.after, parameters)} `;
  const page =
    `SELECT * FROM (SELECT f.code, ${columns.join(', ')} ${FROM_RECORDS} WHERE ${where}) p ` +
    `${beyond}ORDER BY ${order} LIMIT ${parameters.add(request.size + 1)}`;
  const place = keys.map(({ type }, index) =>
    type === 'timestamptz'
      ? `to_char(p.k${index} AT TIME ZONE 'UTC', '${MOMENT}') AS k${index}`
      : `p.k${index}`,
  );
  return {
    text:
      `SELECT r.document, ${place.join(', ')}, (${CATALOGUE_STATE}) AS state ` +
      `FROM (${page}) p JOIN public_record r ON r.code = p.code ORDER BY ${order}`,
    values: parameters.values,
    recurring: recurrence(request, request.sort.length),
  };
}

/** Reads which state of the catalogue the records are of: its revision, and how they were analysed, which is renewed without one. */
export const CATALOGUE_STATE = "SELECT concat(revision, ' ', record_digest) AS state FROM catalog_state";

/** How a moment stands in a cursor. */
const MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

function beyondCondition(keys: readonly OrderKey[], after: EnginePosition, parameters: Parameters): string {
  const places = keys.map(({ type }, index) => `${parameters.add(after[index])}::${type}`);
  const alternatives = keys.map(({ direction }, index) => {
    const equal = keys.slice(0, index).map((_, before) => `p.k${before} = ${places[before]}`);
    return `(${[...equal, `p.k${index} ${direction === 'ASC' ? '>' : '<'} ${places[index]}`].join(' AND ')})`;
  });
  return alternatives.join(' OR ');
}

/** Whether a position can be one of this request's: of as many values, each of its type. */
export function fitsOrder(request: EngineRequest, after: EnginePosition): boolean {
  const keys = orderOf(request, new Parameters());
  return keys.length === after.length && keys.every(({ type }, index) => isValue(type, after[index]));
}

/** PostgreSQL's `integer` holds numbers up to this one. */
const MAX_INTEGER = 2_147_483_647;

function isValue(type: KeyColumn['type'], value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value) && Math.abs(value as number) <= MAX_INTEGER;
  if (typeof value !== 'string' || value.includes('\0')) return false;
  if (type === 'text') return true;
  const moment = new Date(value);
  // ISO 8601 with more than four digits for the year is none that PostgreSQL reads.
  return /^\d{4}-/.test(value) && !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
}

/** A place that means the same to every engine, as a position in this one's order. */
export function positionOf(sort: readonly SortKey[], { code, values }: OrderedPlace): EnginePosition {
  const keys = sort.map(({ direction }, index) => values[index] ?? unknownYear(direction));
  return sort.some(({ field }) => field === 'code') ? keys : [...keys, code];
}

/** Writes the statement that counts sets of records: columns `c0`, `c1` … */
export function countStatement(sets: readonly RecordSet[], spellings: Spellings): Statement {
  const parameters = new Parameters();
  const counts = sets.map((set, index) => {
    const where = conditionOf(set, spellings, parameters);
    return `(SELECT count(*)::int ${FROM_RECORDS} WHERE ${where}) AS c${index}`;
  });
  return {
    text: `SELECT ${counts.join(', ')}`,
    values: parameters.values,
    recurring: sets.length === 1 && sets[0] ? recurrence(sets[0]) : false,
  };
}

/**
 * Writes the statement that counts facets, and the whole set when `total` is asked for: rows of `facet` (null for
 * the total) and `counts`, an object of counts by value, where the empty text stands for records without a value.
 * Facets with the same filter share one reading of their set.
 */
export function facetStatement(
  { plan, filter, total }: Pick<EngineRequest, 'plan' | 'filter' | 'total'>,
  facets: readonly FacetRequest[],
  spellings: Spellings,
): Statement {
  const parameters = new Parameters();
  const sets = new Map<
    string,
    { readonly name: string; readonly filter: RecordFilter; fields: FacetField[] }
  >();
  const setOfFilter = (of: RecordFilter): { name: string; fields: FacetField[] } => {
    const key = JSON.stringify(of);
    const set = sets.get(key) ?? { name: `s${sets.size}`, filter: of, fields: [] };
    sets.set(key, set);
    return set;
  };
  // In one order, so that the same facets make the same statement.
  const ordered = [...facets].sort((one, other) => one.field.localeCompare(other.field));
  const counts = ordered.map(({ field, filter: of }) => {
    const { name, fields } = setOfFilter(of);
    fields.push(field);
    return countsOf(field, name);
  });
  if (total) {
    const { name } = setOfFilter(filter);
    counts.push(`SELECT NULL AS facet, json_build_object('total', count(*)) AS counts FROM ${name}`);
  }
  const tables = [...sets.values()].map(({ name, filter: of, fields }) => {
    const where = conditionOf({ plan, filter: of }, spellings, parameters);
    const columns = fields.map((field) => `f.${columnOf(field)}`).join(', ');
    return `${name} AS MATERIALIZED (SELECT ${columns} ${FROM_RECORDS} WHERE ${where})`;
  });
  return {
    text: `WITH ${tables.join(', ')} ${counts.join(' UNION ALL ')}`,
    values: parameters.values,
    recurring: sets.size === 1 ? recurrence({ plan, filter }) : false,
  };
}

/** Lists are taken apart after those that are alike have been counted: many records share each. */
function countsOf(field: FacetField, set: string): string {
  const column = columnOf(field);
  const alike = `SELECT ${column}, count(*) AS n FROM ${set} GROUP BY ${column}`;
  const values =
    RECORD_FIELDS[field].type === 'texts'
      ? `SELECT v, sum(n) AS n FROM (${alike}) s CROSS JOIN unnest(${column}) v GROUP BY v ` +
        `UNION ALL SELECT '', count(*) FROM ${set} WHERE ${column} = '{}'`
      : `SELECT coalesce(${column}::text, '') AS v, n FROM (${alike}) s`;
  return `SELECT '${field}' AS facet, json_object_agg(v, n) AS counts FROM (${values}) c`;
}

/**
 * How often the text of a statement comes again: filters and lists of orders vary at clients' will; with a query
 * only the words looked for vary, which are parameters, and how many there are.
 */
function recurrence({ plan, filter }: RecordSet, orders = 0): Statement['recurring'] {
  const varies = filter.kind !== 'all' || filter.of.length > 0 || orders > 1;
  if (varies || (plan !== null && plan.must.length > 3)) return false;
  return 'IN_VARIANTS';
}
