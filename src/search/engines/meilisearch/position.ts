import { AppError } from '../../../common/errors/app-error.js';
import { RECORD_FIELDS, type PublicRecord, type SortField } from '../../../record/record.fields.js';
import { type EnginePosition, type EngineRequest, type SortKey } from '../../search.port.js';
import { MAX_RECORDS, orderAttribute } from './settings.js';
import { toIndexValue } from './values.js';

/** A value that a record is ordered by; null for none. */
type OrderValue = string | number | null;

/** How a cursor holds the lack of a value: no record has an empty text to be ordered by. */
const NO_VALUE = '';

/** A place in an explicit order: the values of the record before it. */
export interface OrderedPlace {
  readonly values: readonly OrderValue[];
}

/** A place in an order by relevance, which nothing but the list itself tells: the offset of the next record, and the code of the one before it. */
export interface RankedPlace {
  readonly offset: number;
  readonly code: string;
}

/** The keys of a request's order, the code last; none for relevance. */
export function orderKeys({ sort, plan }: Pick<EngineRequest, 'sort' | 'plan'>): readonly SortKey[] {
  if (sort.length === 0 && plan !== null) return [];
  if (sort.some(({ field }) => field === 'code')) return sort;
  return [...sort, { field: 'code', direction: sort.at(-1)?.direction ?? 'ASC' }];
}

/** The order in the engine's language. */
export function toSort(keys: readonly SortKey[]): string[] {
  return keys.map(
    ({ field, direction }) => `${orderAttribute(field)}:${direction === 'ASC' ? 'asc' : 'desc'}`,
  );
}

/** The value of a field as records are ordered by it. */
function orderValue(record: PublicRecord, field: SortField): OrderValue {
  return field === 'updatedAt' ? Date.parse(record.updatedAt) : record[field];
}

/** Writes the place behind a record, the next one of which has this offset. */
export function writePosition(
  record: PublicRecord,
  offset: number,
  keys: readonly SortKey[],
): EnginePosition {
  if (keys.length === 0) return [offset, record.code];
  return keys.map(({ field }) => orderValue(record, field) ?? NO_VALUE);
}

/** @throws AppError BAD_CURSOR when the position is none of such an order */
export function readOrderedPlace(position: EnginePosition, keys: readonly SortKey[]): OrderedPlace {
  if (position.length !== keys.length || !keys.every(({ field }, index) => fits(field, position[index]))) {
    throw badCursor();
  }
  return { values: position.map((value) => (value === NO_VALUE ? null : value)) };
}

/** @throws AppError BAD_CURSOR when the position is none of an order by relevance */
export function readRankedPlace(position: EnginePosition): RankedPlace {
  const [offset, code, ...others] = position;
  const isOffset = Number.isInteger(offset) && (offset as number) >= 1 && (offset as number) <= MAX_RECORDS;
  if (!isOffset || typeof code !== 'string' || others.length > 0) throw badCursor();
  return { offset: offset as number, code };
}

function badCursor(): AppError {
  return new AppError('BAD_CURSOR', 'The cursor in “after” does not fit this search.', { argument: 'after' });
}

/** The numbers that records are ordered by, years and moments in milliseconds, are those of a `Date` at most. */
const MAX_NUMBER = 8.64e15;

function fits(field: SortField, value: string | number | undefined): boolean {
  if (value === NO_VALUE) return isOptional(field);
  if (RECORD_FIELDS[field].type === 'text') return typeof value === 'string';
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_NUMBER;
}

function isOptional(field: SortField): boolean {
  return 'optional' in RECORD_FIELDS[field];
}

/** The records behind a place, in the engine's language; those without a value are the last in both directions. */
export function behind(keys: readonly SortKey[], { values }: OrderedPlace): string {
  const alternatives = keys.flatMap((key, index) => {
    const beyond = beyondOf(key, values[index] ?? null);
    if (beyond === null) return [];
    const equal = keys.slice(0, index).map((before, place) => equalTo(before, values[place] ?? null));
    return [`(${[...equal, beyond].join(' AND ')})`];
  });
  return alternatives.join(' OR ');
}

function equalTo({ field }: SortKey, value: OrderValue): string {
  const attribute = orderAttribute(field);
  return value === null ? `NOT ${attribute} EXISTS` : `${attribute} = ${literal(value)}`;
}

/** Null when nothing comes after the value. */
function beyondOf({ field, direction }: SortKey, value: OrderValue): string | null {
  if (value === null) return null;
  const attribute = orderAttribute(field);
  const beyond = `${attribute} ${direction === 'ASC' ? '>' : '<'} ${literal(value)}`;
  return isOptional(field) ? `(${beyond} OR NOT ${attribute} EXISTS)` : beyond;
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${toIndexValue(value)}"`;
}
