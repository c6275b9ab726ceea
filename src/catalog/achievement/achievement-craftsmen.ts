import { AppError } from '../../common/errors/app-error.js';
import { decodeCursor, encodeCursor } from '../../common/pagination/cursor.js';
import { toConnection, type Connection, type Edge } from '../../common/pagination/connection.type.js';
import { toPageRequest, type PageArguments } from '../../common/pagination/page-request.js';
import { type Linked } from '../../database/query/reader.js';
import { type CraftsmanLink, type CraftsmanRow } from '../catalog.rows.js';

/** The one order of an achievement's people: as the source lists them. */
const ORDER = 'AchievementCraftsman.POSITION';

function positionOf(cursor: string | null, argument: 'after' | 'before', otherwise: number): number {
  if (cursor === null) return otherwise;
  const [position] = decodeCursor(cursor, ORDER, argument);
  if (typeof position === 'number') return position;
  throw new AppError('BAD_CURSOR', `The cursor in “${argument}” does not fit this list.`, { argument });
}

/** A person in the list of an achievement: the record, and what the link itself says. */
export type AchievementCraftsmanRow = Edge<CraftsmanRow> & CraftsmanLink;

/** Cuts one page out of the people of an achievement, who are always read whole: no list names more than a few dozen. */
export function toCraftsmanConnection(
  people: readonly Linked<CraftsmanRow, CraftsmanLink>[],
  args: PageArguments,
): Connection<CraftsmanRow, AchievementCraftsmanRow> {
  const page = toPageRequest(args);
  const from = positionOf(page.after, 'after', 0);
  const to = positionOf(page.before, 'before', Number.POSITIVE_INFINITY);
  const between = people.filter(({ link }) => link.position > from && link.position < to);
  const shown = page.backward
    ? between.slice(Math.max(between.length - page.size, 0))
    : between.slice(0, page.size);
  const edges = shown.map(({ row, link: { role, position } }): AchievementCraftsmanRow => ({
    node: row,
    role,
    position,
    get cursor() {
      return encodeCursor({ order: ORDER, values: [position] });
    },
  }));
  return toConnection(edges, between.length > shown.length, page, () => Promise.resolve(people.length));
}
