import { refusedFields } from './errors/field-errors.js';

/** What an address asks for: a filter as JSON, and a text to search for. */
export interface AddressRequest {
  readonly filter: unknown;
  readonly q: string | null;
}

/** The names of parameters: of fields, and of what is no part of the filter. */
interface Known {
  readonly fields: readonly string[];
  readonly others: readonly string[];
}

/** Writes the condition that a parameter gives its field. */
type Operator = (texts: readonly string[], path: string) => unknown;

/** Lists are separated by commas, and may also be given one by one; what has a comma in it stands in `filter`. */
const list: Operator = (texts) => texts.flatMap((text) => text.split(','));

const single: Operator = (texts, path) => {
  if (texts.length === 1) return texts[0];
  throw refusedFields([{ path, message: 'is given more than once' }]);
};

const number: Operator = (texts, path) => {
  const text = single(texts, path) as string;
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw refusedFields([{ path, message: 'must be a whole number' }]);
};

/** What can stand behind the name of a field: `year.gte`. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  anyOf: list,
  allOf: list,
  noneOf: list,
  gte: number,
  lte: number,
  contains: single,
};

/** What the bare name of a field means, where it is not that the record has one of the values. */
const BARE: Readonly<Record<string, Operator>> = {
  missing: list,
  updatedSince: single,
  inCollection: single,
  title: (texts, path) => ({ contains: single(texts, path) }),
  name: (texts, path) => ({ contains: single(texts, path) }),
  trade: (texts, path) => ({ contains: single(texts, path) }),
  year: (texts, path) => ({ gte: number(texts, path), lte: number(texts, path) }),
};

const NOT = 'not.';

/** The query of an address. */
export function queryOf(address: string): URLSearchParams {
  const [, query] = address.split(/\?(.*)/s);
  return new URLSearchParams(query);
}

/**
 * Reads the query of an address: `industry=RAIL_TRANSIT,AEROSPACE`, `craftsman.allOf=…`, `not.region=CN-BJ`,
 * `year.gte=2018`, `title.contains=…`, `missing=YEAR`, `q=…`, and `filter=` with any filter of GraphQL as JSON. All of
 * them must hold.
 *
 * @param fields the names of the fields that can be filtered by
 * @param others the names of parameters that ask for something else, and are not read here
 * @throws AppError BAD_USER_INPUT that tells what is wrong by parameter
 */
export function readAddress(
  query: URLSearchParams,
  fields: readonly string[],
  others: readonly string[] = [],
): AddressRequest {
  const known: Known = { fields, others };
  const parts: object[] = [];
  const own: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name);
    if (name === 'q' || others.includes(name)) continue;
    if (name === 'filter') parts.push(readFilterText(single(texts, name) as string));
    else if (name.startsWith(NOT)) parts.push({ not: condition(name, name.slice(NOT.length), texts, known) });
    else merge(own, condition(name, name, texts, known), name);
  }
  if (Object.keys(own).length > 0) parts.push(own);
  const q = query.getAll('q');
  return {
    filter: parts.length > 1 ? { and: parts } : (parts[0] ?? null),
    q: q.length === 0 ? null : (single(q, 'q') as string),
  };
}

/** @throws AppError BAD_USER_INPUT for what is no JSON object */
function readFilterText(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (isPlain(value)) return value;
  } catch {
    // Told below, like a value that is no filter.
  }
  throw refusedFields([
    { path: 'filter', message: 'must be a filter as a JSON object, such as {"year":{"gte":2018}}' },
  ]);
}

/** The condition of one parameter, as a filter. */
function condition(
  path: string,
  name: string,
  texts: readonly string[],
  { fields, others }: Known,
): Record<string, unknown> {
  const [field = '', operator, ...rest] = name.split('.');
  if (!fields.includes(field) || rest.length > 0) {
    const known = [...others, 'q', 'filter', ...fields].join(', ');
    throw refusedFields([{ path, message: `is not known; allowed are ${known}, and not. before a field` }]);
  }
  if (operator === undefined) {
    const bare = BARE[field];
    return { [field]: bare ? bare(texts, path) : { anyOf: list(texts, path) } };
  }
  const write = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (write) return { [field]: { [operator]: write(texts, path) } };
  throw refusedFields([
    { path, message: `has an unknown ending; allowed are ${Object.keys(OPERATORS).join(', ')}` },
  ]);
}

/** Adds a condition to those of the same field. */
function merge(own: Record<string, unknown>, added: Record<string, unknown>, path: string): void {
  for (const [field, value] of Object.entries(added)) {
    const there = own[field];
    if (there === undefined) own[field] = value;
    else if (isPlain(there) && isPlain(value) && !Object.keys(value).some((key) => key in there)) {
      own[field] = { ...there, ...value };
    } else throw refusedFields([{ path, message: `says something else of ${field} once more` }]);
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
