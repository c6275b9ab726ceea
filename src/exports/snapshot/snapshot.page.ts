import { AppError } from '../../common/errors/app-error.js';
import { decodeCursor, encodeCursor } from '../../common/pagination/cursor.js';
import { toConnection, type Connection } from '../../common/pagination/connection.type.js';
import { toPageRequest, type PageArguments } from '../../common/pagination/page-request.js';
import { type SnapshotEntity } from './snapshot.entity.js';

const NEWEST = 'Snapshot.NEWEST';

/** Cuts one page out of all snapshots, of which there are few: each is made by hand. */
export function toSnapshotConnection(
  all: readonly SnapshotEntity[],
  args: PageArguments,
): Connection<SnapshotEntity> {
  const page = toPageRequest(args);
  const from = placeOf(page.after, 'after') ?? Number.POSITIVE_INFINITY;
  const to = placeOf(page.before, 'before') ?? 0;
  const between = all.filter(({ id }) => Number(id) < from && Number(id) > to);
  const shown = page.backward
    ? between.slice(Math.max(between.length - page.size, 0))
    : between.slice(0, page.size);
  const edges = shown.map((node) => ({
    node,
    cursor: encodeCursor({ order: NEWEST, values: [Number(node.id)] }),
  }));
  return toConnection(edges, between.length > shown.length, page, () => Promise.resolve(all.length));
}

function placeOf(cursor: string | null, argument: 'after' | 'before'): number | null {
  if (cursor === null) return null;
  const [place] = decodeCursor(cursor, NEWEST, argument);
  if (typeof place === 'number') return place;
  throw new AppError('BAD_CURSOR', `The cursor in “${argument}” does not fit this list.`, { argument });
}
