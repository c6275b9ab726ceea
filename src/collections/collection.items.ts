import { ACHIEVEMENT_ROW, type AchievementRow } from '../catalog/catalog.rows.js';
import { type RecordLookup } from '../catalog/record-lookup.js';
import { AppError } from '../common/errors/app-error.js';
import { toConnection, type Connection, type Edge } from '../common/pagination/connection.type.js';
import { decodeCursor, encodeCursor } from '../common/pagination/cursor.js';
import { type PageRequest } from '../common/pagination/page-request.js';
import { type Reader } from '../database/query/reader.js';
import { type CollectionRow } from './collection.lists.js';
import { type ItemState, type SectionState } from './collection.state.js';

/** Why an item has no record any more. */
export interface Tombstone {
  readonly reason: string;
  readonly retiredAt: Date;
}

/** An item as it is served. What is told of its record is read for the whole page, when a client asks for it. */
export interface ItemSource {
  readonly code: string;
  readonly position: number;
  readonly section: SectionState | null;
  readonly labels: ItemState['label'];
  readonly notes: ItemState['note'];
  readonly findAchievement: () => Promise<AchievementRow | null>;
  readonly findTombstone: () => Promise<Tombstone | null>;
}

type Found = AchievementRow | AppError | null;

/** One page of the items of a collection, in its order. */
export function itemsPage(
  { code: slug, state: { items, sections } }: CollectionRow,
  page: PageRequest,
  reader: Reader,
  lookup: RecordLookup,
): Connection<ItemSource, Edge<ItemSource>> {
  const order = `CollectionItem.${slug}`;
  const from = page.after === null ? 0 : placeOf(page.after, 'after', order, items) + 1;
  const to = page.before === null ? items.length : placeOf(page.before, 'before', order, items);
  const between = items.slice(from, Math.max(to, from));
  const shown = page.backward
    ? between.slice(Math.max(between.length - page.size, 0))
    : between.slice(0, page.size);
  const first = page.backward ? from + between.length - shown.length : from;

  let found: Promise<Found[]> | undefined;
  const records = (): Promise<Found[]> =>
    (found ??= lookup.findMany<AchievementRow>(
      reader,
      shown.map(({ code }) => ({ spec: ACHIEVEMENT_ROW, code })),
    ));
  const bySection = new Map(sections.map((section) => [section.id, section]));
  const edges = shown.map((item, index): Edge<ItemSource> => ({
    node: {
      code: item.code,
      position: first + index + 1,
      section: item.section === null ? null : (bySection.get(item.section) ?? null),
      labels: item.label,
      notes: item.note,
      findAchievement: async () => presentOf((await records())[index]),
      findTombstone: async () => tombstoneOf((await records())[index]),
    },
    get cursor() {
      return encodeCursor({ order, values: [item.code, first + index] });
    },
  }));
  return toConnection(edges, between.length > shown.length, page, () => Promise.resolve(items.length));
}

/** Where the item of a cursor stands now; where it stood, when it was taken out since. */
function placeOf(
  cursor: string,
  argument: 'after' | 'before',
  order: string,
  items: readonly ItemState[],
): number {
  const [code, former] = decodeCursor(cursor, order, argument);
  if (typeof code !== 'string' || !Number.isSafeInteger(former)) {
    throw new AppError('BAD_CURSOR', `The cursor in “${argument}” does not fit this list.`, { argument });
  }
  const index = items.findIndex((item) => item.code === code);
  if (index >= 0) return index;
  return argument === 'after' ? Number(former) - 1 : Number(former);
}

function presentOf(found: Found | undefined): AchievementRow | null {
  return found instanceof AppError || found === undefined ? null : found;
}

function tombstoneOf(found: Found | undefined): Tombstone | null {
  if (!(found instanceof AppError)) return null;
  const { reason, retiredAt } = found.details as { reason: string; retiredAt: string };
  return { reason, retiredAt: new Date(retiredAt) };
}
