import { AppError } from '../../common/errors/app-error.js';
import { parseGlobalId, type NodeType } from '../../common/graphql/global-id.js';
import { type Parameters } from './parameters.js';

/** The three ways in which a filter joins other filters of its own kind. */
export interface FilterLogic<F> {
  and?: F[] | null;
  or?: F[] | null;
  not?: F | null;
}

/** Writes the SQL condition of one filter field; `t` is the list's table. `path` names the field in messages. */
export type Condition<V> = (value: V, parameters: Parameters, path: string) => string;

/** One condition for every field of a filter input; the compiler insists that none is forgotten. */
export type FilterFields<F> = {
  readonly [K in keyof Omit<F, keyof FilterLogic<F>>]-?: Condition<NonNullable<F[K]>>;
};

/** A filter with more conditions than this is refused: its statement would take longer to plan than to run. */
export const MAX_FILTER_CONDITIONS = 100;

/** Filters nested deeper than this are refused; a person's question rarely needs three levels. */
export const MAX_FILTER_DEPTH = 8;

const TRUE = 'TRUE';

/** How much of what a client sent is repeated in a message. */
const MAX_SHOWN = 60;

/**
 * Translates a filter into one SQL condition. Pure: it reads nothing and adds its values to `parameters`.
 *
 * Unknown is not false: `not` and `noneOf` keep the records that have no value.
 *
 * @throws AppError BAD_USER_INPUT when the filter is too deep or too long, or one of its values is not allowed
 */
export function translateFilter<F extends FilterLogic<F>>(
  filter: F | null | undefined,
  fields: FilterFields<F>,
  parameters: Parameters,
): string {
  let conditions = 0;

  function translate(part: F, path: string, depth: number): string {
    if (depth > MAX_FILTER_DEPTH) {
      throw tooLarge(path, `nested more than ${MAX_FILTER_DEPTH} levels deep`, MAX_FILTER_DEPTH);
    }
    const terms: string[] = [];
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      if (value == null) continue;
      if (++conditions > MAX_FILTER_CONDITIONS) {
        throw tooLarge(path, `made of more than ${MAX_FILTER_CONDITIONS} conditions`, MAX_FILTER_CONDITIONS);
      }
      const here = `${path}.${key}`;
      if (key === 'and' || key === 'or') {
        const joined = (value as F[]).map((item, index) => translate(item, `${here}[${index}]`, depth + 1));
        terms.push(`(${joined.join(key === 'and' ? ' AND ' : ' OR ')})`);
      } else if (key === 'not') {
        terms.push(`(${translate(value as F, here, depth + 1)}) IS NOT TRUE`);
      } else {
        const condition = fields[key as keyof typeof fields] as Condition<unknown>;
        terms.push(condition(value, parameters, here));
      }
    }
    return terms.length ? terms.map((term) => `(${term})`).join(' AND ') : TRUE;
  }

  return filter ? translate(filter, 'filter', 1) : TRUE;
}

function tooLarge(path: string, how: string, limit: number): AppError {
  return new AppError('BAD_USER_INPUT', `The filter at “${path}” is ${how}.`, { argument: path, limit });
}

/** The two lists that every set filter has. */
interface ValueSet {
  anyOf?: string[] | null;
  noneOf?: string[] | null;
}

/** The lists that a set filter can have. */
export interface CodeLists extends ValueSet {
  allOf?: string[] | null;
}

/**
 * Codes as clients send them, codes or global ids, as plain codes.
 *
 * @throws AppError BAD_USER_INPUT for the global id of a record of another kind
 */
function toCodes(set: CodeLists, type: NodeType | undefined, path: string): CodeLists {
  if (type === undefined) return set;
  const codes = (list: keyof CodeLists): string[] | null =>
    set[list]?.map((value) => {
      const reference = parseGlobalId(value);
      if (!reference || reference.type === type) return reference?.code ?? value;
      throw new AppError(
        'BAD_USER_INPUT',
        `The id at “${path}.${list}” is of a record of type ${reference.type}; ids or codes of type ${type} are allowed.`,
        { argument: `${path}.${list}`, value: value.slice(0, MAX_SHOWN), allowed: type },
      );
    }) ?? null;
  return { anyOf: codes('anyOf'), allOf: codes('allOf'), noneOf: codes('noneOf') };
}

function joinTerms(...terms: (string | null)[]): string {
  return terms.filter((term) => term !== null).join(' AND ') || TRUE;
}

/** A set of plain values in one column. */
export function inSet(column: string): Condition<ValueSet> {
  return (set, parameters) =>
    joinTerms(
      set.anyOf ? `${column} = ANY(${parameters.add(set.anyOf)})` : null,
      set.noneOf ? `(${column} = ANY(${parameters.add(set.noneOf)})) IS NOT TRUE` : null,
    );
}

/** A set of codes or global ids of records of one kind, in one column. */
export function codeInSet(column: string, type: NodeType): Condition<ValueSet> {
  const condition = inSet(column);
  return (set, parameters, path) => condition(toCodes(set, type, path), parameters, path);
}

/**
 * A condition on codes that must come from a closed list.
 *
 * @param known the codes allowed, read when the filter is used
 */
export function knownCodes<V extends CodeLists>(
  condition: Condition<V>,
  type: NodeType,
  known: () => readonly string[],
): Condition<V> {
  return (set, parameters, path) => {
    const allowed = known();
    const codes = toCodes(set, type, path);
    for (const list of ['anyOf', 'allOf', 'noneOf'] as const) {
      const unknown = codes[list]?.find((code) => !allowed.includes(code));
      if (unknown === undefined) continue;
      throw new AppError(
        'BAD_USER_INPUT',
        `“${unknown.slice(0, MAX_SHOWN)}” at “${path}.${list}” is not known. Allowed: ${allowed.join(', ')}.`,
        { argument: `${path}.${list}`, value: unknown.slice(0, MAX_SHOWN), allowed },
      );
    }
    return condition(set, parameters, path);
  };
}

/** How the records of a list are linked to others many times over; the linking table has the alias `l`. */
export interface Link {
  /** The linking table, with any further join it needs. */
  readonly from: string;
  /** Column that names the list's record. */
  readonly owner: string;
  /** Column that names the linked record, or holds the value looked for. */
  readonly target: string;
  /** Kind of the linked record; undefined when the target holds a plain text. */
  readonly type?: NodeType;
}

/**
 * Whether a record is among those that a subquery names. As the operand of IS TRUE the subquery runs once and is
 * looked up by hash; left bare, PostgreSQL would make a join of each, and plan a hundred of them for ten seconds.
 */
function among(owners: string, is: 'TRUE' | 'NOT TRUE'): string {
  return `(t.code IN (${owners})) IS ${is}`;
}

/** A set of codes linked through another table, by subqueries, so that no record is multiplied. */
export function linkedCodes(link: Link, where = 'TRUE'): Condition<CodeLists> {
  const owners = `SELECT ${link.owner} FROM ${link.from} WHERE ${where} AND ${link.target} = ANY`;
  return (set, parameters, path) => {
    const { anyOf, allOf, noneOf } = toCodes(set, link.type, path);
    const all = [...new Set(allOf)];
    const each = `GROUP BY ${link.owner} HAVING count(DISTINCT ${link.target}) = ${all.length}`;
    return joinTerms(
      anyOf ? among(`${owners}(${parameters.add(anyOf)})`, 'TRUE') : null,
      allOf ? among(`${owners}(${parameters.add(all)}) ${each}`, 'TRUE') : null,
      noneOf ? among(`${owners}(${parameters.add(noneOf)})`, 'NOT TRUE') : null,
    );
  };
}

/** A range in one number column. */
export function inRange(column: string): Condition<{ gte?: number | null; lte?: number | null }> {
  return (range, parameters, path) => {
    if (range.gte != null && range.lte != null && range.gte > range.lte) {
      throw new AppError(
        'BAD_USER_INPUT',
        `The range at “${path}” is empty: gte ${range.gte} is above lte ${range.lte}.`,
        {
          argument: path,
          gte: range.gte,
          lte: range.lte,
        },
      );
    }
    return joinTerms(
      range.gte != null ? `${column} >= ${parameters.add(range.gte)}` : null,
      range.lte != null ? `${column} <= ${parameters.add(range.lte)}` : null,
    );
  };
}

/** A text found inside any of the columns, letter case ignored; the wildcards of LIKE are taken literally. */
export function textIn(...columns: string[]): Condition<{ contains: string }> {
  return (match, parameters) => {
    const pattern = parameters.add(`%${match.contains.replace(/[\\%_]/g, '\\$&')}%`);
    return columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ');
  };
}

/** At or after a moment. */
export function since(column: string): Condition<Date> {
  return (moment, parameters) => `${column} >= ${parameters.add(moment)}`;
}

/** Among the records of the collection with this slug. Who may ask for it is decided before. */
export const inCollection: Condition<string> = (slug, parameters) =>
  among(`SELECT collection_members(${parameters.add(slug)})`, 'TRUE');

/** Every field named is without a value. */
export function missingFields<M extends string>(conditions: Readonly<Record<M, string>>): Condition<M[]> {
  return (fields) => joinTerms(...[...new Set(fields)].map((field) => `(${conditions[field]})`));
}

/** The condition that a record has no link of this kind. */
export function noLink(link: Pick<Link, 'from' | 'owner'>, where = 'TRUE'): string {
  return among(`SELECT ${link.owner} FROM ${link.from} WHERE ${where}`, 'NOT TRUE');
}
