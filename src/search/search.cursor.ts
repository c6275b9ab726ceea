import { createHash } from 'node:crypto';
import { type AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { AppError } from '../common/errors/app-error.js';
import { decodeCursor, encodeCursor } from '../common/pagination/cursor.js';
import { Backend } from './search.enums.js';
import { type EnginePosition, type SortKey } from './search.port.js';

/** Where a cursor points to: the engine that wrote it, the record, and that engine's own place of it. */
export interface Place {
  readonly backend: Backend;
  readonly code: string;
  readonly position: EnginePosition;
}

/** What makes a search the one it is. */
interface Asked {
  readonly q: string | null;
  readonly filter: AchievementFilter | null;
  readonly sort: readonly SortKey[];
}

/** Names the list that a search finds; its cursors are good for this list only. */
export function orderName({ q, filter, sort }: Asked): string {
  const asked = JSON.stringify([q ?? '', filter, sort]);
  return `Search.${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`;
}

/** Writes the cursor of a record found. */
export function writeCursor(order: string, { backend, code, position }: Place): string {
  return encodeCursor({ order, values: [backend, code, ...position] });
}

/** @throws AppError BAD_CURSOR when the text is not a whole cursor, or one of another search */
export function readCursor(cursor: string, order: string): Place {
  const [backend, code, ...position] = decodeCursor(cursor, order, 'after');
  const known = Object.values<string>(Backend).includes(String(backend));
  if (known && typeof code === 'string' && !code.includes('\0'))
    return { backend: Backend[backend as keyof typeof Backend], code, position };
  throw new AppError('BAD_CURSOR', 'The cursor in “after” does not fit this search.', { argument: 'after' });
}
