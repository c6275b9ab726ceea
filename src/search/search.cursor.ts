import { createHash } from 'node:crypto';
import { AppError } from '../common/errors/app-error.js';
import { decodeCursor, encodeCursor } from '../common/pagination/cursor.js';
import { Backend } from './search.enums.js';
import { type PublicRecord } from '../record/record.fields.js';
import {
  type EngineHit,
  type EnginePosition,
  type OrderedPlace,
  type RecordFilter,
  type SortKey,
} from './search.port.js';

/** Where a cursor points to: the engine that wrote it, the record, its values in the order, and the engine's place of it. */
export interface Place extends OrderedPlace {
  readonly backend: Backend;
  readonly position: EnginePosition;
}

/** What makes a search the one it is. */
interface Asked {
  readonly q: string | null;
  readonly filter: RecordFilter;
  readonly sort: readonly SortKey[];
}

/** Names the list that a search finds; its cursors are good for this list only. */
export function orderName({ q, filter, sort }: Asked): string {
  const asked = JSON.stringify([q?.trim() ?? '', filter, sort]);
  return `Search.${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`;
}

/** In the place of a year that is unknown. */
const NO_YEAR = -1;

/** The values of a record in an order, as cursors hold them. */
function valuesOf(record: PublicRecord, sort: readonly SortKey[]): (string | number)[] {
  return sort.map(({ field }) => record[field] ?? NO_YEAR);
}

/** Writes the cursor of a record found. */
export function writeCursor(
  order: string,
  backend: Backend,
  { record, position }: Pick<EngineHit, 'record' | 'position'>,
  sort: readonly SortKey[],
): string {
  return encodeCursor({ order, values: [backend, record.code, ...valuesOf(record, sort), ...position] });
}

/** @throws AppError BAD_CURSOR when the text is not a whole cursor, or one of another search */
export function readCursor(cursor: string, order: string, sort: readonly SortKey[]): Place {
  const [backend, code, ...rest] = decodeCursor(cursor, order, 'after');
  const values = rest.slice(0, sort.length).map((value) => (value === NO_YEAR ? null : value));
  const known = backend === 'MEILISEARCH' || backend === 'POSTGRESQL';
  if (known && typeof code === 'string' && !code.includes('\0') && values.length === sort.length) {
    return { backend: Backend[backend], code, values, position: rest.slice(sort.length) };
  }
  throw new AppError('BAD_CURSOR', 'The cursor in “after” does not fit this search.', { argument: 'after' });
}
