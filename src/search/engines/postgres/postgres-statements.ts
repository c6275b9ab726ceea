import { type Piece, type QueryPlan } from '../../../common/text/text.types.js';
import { Parameters } from '../../../database/query/parameters.js';
import { type Statement } from '../../../database/query/run-statement.js';
import {
  type EnginePosition,
  type EngineRequest,
  type FacetField,
  type FacetRequest,
  type RecordSet,
  type SortKey,
} from '../../search.port.js';
import { toCondition } from './postgres-filter.js';
import { textCondition, type Spellings } from './text-query.js';

/** How the value of each sort key travels in a cursor, and the expression that it has in `record_facet f`. */
interface KeyColumn {
  readonly expression: string;
  readonly type: 'text' | 'integer' | 'timestamptz';
}

/** The facets whose column holds a list. */
const LIST_FACETS: ReadonlySet<FacetField> = new Set(['award', 'awardLevel', 'organisation', 'craftsman']);

const FACET_COLUMNS: Readonly<Record<FacetField, string>> = {
  industry: 'industry',
  region: 'region',
  recognition: 'recognition',
  award: 'award',
  awardLevel: 'award_level',
  year: 'year',
  organisation: 'organisation',
  studio: 'studio',
  craftsman: 'craftsman',
  sourceKind: 'source_kind',
};

function columnOfKey({ field, direction }: SortKey): KeyColumn {
  switch (field) {
    case 'code':
      return { expression: 'f.code', type: 'text' };
    case 'titleOrder':
      return { expression: 'f.title_order', type: 'text' };
    case 'year':
      return { expression: `coalesce(f.year, ${direction === 'ASC' ? 9999 : 0})`, type: 'integer' };
    case 'updatedAt':
      return { expression: 'f.updated_at', type: 'timestamptz' };
  }
}

/** The tables of a set of records and the condition on them. */
function setOf(
  set: RecordSet,
  spellings: Spellings,
  parameters: Parameters,
): { from: string; where: string } {
  const filter = toCondition(set.filter, parameters);
  if (set.plan === null) return { from: 'record_facet f', where: filter };
  return {
    from: 'record_facet f JOIN record_term x ON x.code = f.code',
    where: `${textCondition(set.plan, spellings, parameters)} AND ${filter}`,
  };
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
  const pieces = plan.must.map((piece: Piece) => `(${inTitle(piece.text)} > 0)::int * ${share}`);
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
  const { from, where } = setOf(request, spellings, parameters);
  const keys = orderOf(request, parameters);
  const columns = keys.map(({ expression }, index) => `${expression} AS k${index}`);
  const order = keys.map(({ direction }, index) => `p.k${index} ${direction}`).join(', ');
  const beyond = request.after === null ? '' : `WHERE ${beyondCondition(keys, request.after, parameters)} `;
  const page =
    `SELECT * FROM (SELECT f.code, ${columns.join(', ')} FROM ${from} WHERE ${where}) p ` +
    `${beyond}ORDER BY ${order} LIMIT ${parameters.add(request.size + 1)}`;
  const place = keys.map(({ type }, index) =>
    type === 'timestamptz'
      ? `to_char(p.k${index} AT TIME ZONE 'UTC', '${MOMENT}') AS k${index}`
      : `p.k${index}`,
  );
  return {
    text:
      `SELECT r.document, ${place.join(', ')}, (SELECT revision FROM catalog_state) AS revision ` +
      `FROM (${page}) p JOIN public_record r ON r.code = p.code ORDER BY ${order}`,
    values: parameters.values,
    recurring: isRecurring(request),
  };
}

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
  return (
    keys.length === after.length &&
    keys.every(({ type }, index) =>
      type === 'integer'
        ? Number.isInteger(after[index])
        : typeof after[index] === 'string' &&
          !after[index].includes('\0') &&
          (type !== 'timestamptz' || !Number.isNaN(Date.parse(after[index]))),
    )
  );
}

/** Writes the statement that counts sets of records: columns `c0`, `c1` … */
export function countStatement(sets: readonly RecordSet[], spellings: Spellings): Statement {
  const parameters = new Parameters();
  const counts = sets.map((set, index) => {
    const { from, where } = setOf(set, spellings, parameters);
    return `(SELECT count(*)::int FROM ${from} WHERE ${where}) AS c${index}`;
  });
  return {
    text: `SELECT ${counts.join(', ')}`,
    values: parameters.values,
    recurring: sets.length === 1 && sets.every(isRecurring),
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
  const sets = new Map<string, { name: string; sql: string }>();
  const setName = (of: RecordSet['filter']): string => {
    const key = JSON.stringify(of);
    const known = sets.get(key);
    if (known) return known.name;
    const { from, where } = setOf({ plan, filter: of }, spellings, parameters);
    const name = `s${sets.size}`;
    sets.set(key, { name, sql: `${name} AS MATERIALIZED (SELECT f.* FROM ${from} WHERE ${where})` });
    return name;
  };
  const counts = facets.map(({ field, filter: of }) => countsOf(field, setName(of)));
  if (total) {
    counts.push(
      `SELECT NULL AS facet, json_build_object('total', count(*)) AS counts FROM ${setName(filter)}`,
    );
  }
  const tables = [...sets.values()].map(({ sql }) => sql);
  return {
    text: `WITH ${tables.join(', ')} ${counts.join(' UNION ALL ')}`,
    values: parameters.values,
    recurring: isRecurring({ plan, filter }) && sets.size === 1,
  };
}

function countsOf(field: FacetField, set: string): string {
  const column = FACET_COLUMNS[field];
  const values = LIST_FACETS.has(field)
    ? `SELECT v, count(*) AS n FROM ${set} CROSS JOIN unnest(${column}) v GROUP BY v ` +
      `UNION ALL SELECT '', count(*) FROM ${set} WHERE ${column} = '{}'`
    : `SELECT coalesce(${column}::text, '') AS v, count(*) AS n FROM ${set} GROUP BY ${column}`;
  return `SELECT '${field}' AS facet, json_object_agg(v, n) AS counts FROM (${values}) c`;
}

/** Whether the text of a statement is one of few: only the words looked for vary, and those are parameters. */
function isRecurring({ plan, filter }: RecordSet): boolean {
  const plain = filter.kind === 'all' && filter.of.length === 0;
  return plain && (plan === null || plan.must.length <= 3);
}
