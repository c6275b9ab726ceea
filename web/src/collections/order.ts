import { type ItemPartsFragment } from '../api/generated/operations.js';
import { type Section, type WholeCollection } from './collection.js';

/** A line of the editor: the head of a section, or an item in it. */
export type Line =
  | { readonly kind: 'section'; readonly id: string; readonly section: Section }
  | { readonly kind: 'item'; readonly id: string; readonly item: ItemPartsFragment };

/** Where an item is put, as the service takes it. */
export interface Place {
  readonly before?: string;
  readonly after?: string;
  readonly section?: string | null;
}

/** How a section is called among the lines; no code of an item begins so. */
const SECTION = 'section:';

/** Everything in the order in which it is shown: items before all sections, then each section with its items. */
export function linesOf({ sections, items }: Pick<WholeCollection, 'sections' | 'items'>): Line[] {
  const lineOf = (item: ItemPartsFragment): Line => ({ kind: 'item', id: item.code, item });
  return [
    ...items.filter((item) => item.section === null).map(lineOf),
    ...sections.flatMap((section): Line[] => [
      { kind: 'section', id: SECTION + section.id, section },
      ...items.filter((item) => item.section?.id === section.id).map(lineOf),
    ]),
  ];
}

/** The lines with one moved to the place of another. */
export function moveLine(lines: readonly Line[], id: string, overId: string): Line[] {
  const from = lines.findIndex((line) => line.id === id);
  const to = lines.findIndex((line) => line.id === overId);
  const moved = lines[from];
  if (!moved || to < 0) return [...lines];
  const rest = lines.filter((line) => line.id !== id);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** Where an item stands among the lines, in the words of the service. */
export function placeAmong(lines: readonly Line[], id: string): Place {
  const index = lines.findIndex((line) => line.id === id);
  const [before, after] = [lines[index - 1], lines[index + 1]];
  if (before?.kind === 'item') return { after: before.id };
  if (after?.kind === 'item') return { before: after.id };
  return { section: before?.kind === 'section' ? before.section.id : null };
}

/** The lines with some items, in their order, put before another one, or at the end of a section (null: before all sections). */
export function putLines(
  lines: readonly Line[],
  ids: ReadonlySet<string>,
  { before, section = null }: { readonly before?: string; readonly section?: string | null },
): Line[] {
  const moved = lines.filter(({ id }) => ids.has(id));
  const rest = lines.filter(({ id }) => !ids.has(id));
  const head = section === null ? -1 : rest.findIndex(({ id }) => id === SECTION + section);
  const next = rest.findIndex(({ kind }, index) => index > head && kind === 'section');
  const end = next < 0 ? rest.length : next;
  const at = before === undefined ? end : rest.findIndex(({ id }) => id === before);
  return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
}

/** A collection with something else said of some items; null takes them out. */
export function withItems(
  collection: WholeCollection,
  codes: readonly string[],
  said: Partial<Pick<ItemPartsFragment, 'labels' | 'notes'>> | null,
): WholeCollection {
  const items = collection.items.flatMap((item) => {
    if (!codes.includes(item.code)) return [item];
    return said ? [{ ...item, ...said }] : [];
  });
  return { ...collection, items, itemCount: items.length };
}

/** A collection whose items stand as the lines do. */
export function arrangedAs(collection: WholeCollection, lines: readonly Line[]): WholeCollection {
  let section: Section | null = null;
  const items: ItemPartsFragment[] = [];
  for (const line of lines) {
    if (line.kind === 'section') section = line.section;
    else items.push({ ...line.item, section: section && { id: section.id } });
  }
  return { ...collection, items };
}
