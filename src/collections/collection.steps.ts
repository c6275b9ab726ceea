import { EditProblemCode, refused } from '../catalog/editing/edits.js';
import { type Visibility } from './collection.enums.js';
import {
  inOrder,
  MAX_ITEMS,
  MAX_SECTIONS,
  NO_TEXT,
  type Bilingual,
  type CollectionState,
  type ItemState,
  type SectionState,
} from './collection.state.js';

/** What a change makes of a collection. Pure; it throws EditRefused where it cannot be done. */
export type Step = (state: CollectionState) => CollectionState;

/** Parts of a text in both languages: what is left out stays. */
export type BilingualPatch = Partial<Bilingual>;

/** A change of what a collection says of itself. */
export interface CollectionPatch {
  readonly title?: BilingualPatch | null | undefined;
  readonly note?: BilingualPatch | null | undefined;
  readonly visibility?: Visibility | null | undefined;
}

/** A change of what is said of a section. */
export type SectionPatch = Pick<CollectionPatch, 'title' | 'note'>;

/** A change of what is said of an item. */
export interface ItemPatch {
  readonly label?: BilingualPatch | null | undefined;
  readonly note?: BilingualPatch | null | undefined;
}

/** A place among others: right before or right behind one of them. */
export interface Neighbour {
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
}

/** Where items shall stand: at a neighbour, or at the end of a section (null: of those before all sections). */
export interface ItemPlace extends Neighbour {
  readonly section?: string | null | undefined;
}

/** Changes what the collection says of itself. */
export function describe({ title, note, visibility }: CollectionPatch): Step {
  return (state) => ({
    ...state,
    title: titled(patched(state.title, title), ['input', 'title']),
    note: patched(state.note, note),
    visibility: visibility ?? state.visibility,
  });
}

/** Adds achievements at the end of a section, in this order; those that are in the collection already stay where they are. */
export function addItems(codes: readonly string[], section: string | null): Step {
  return (state) => {
    checkSection(state, section);
    const known = new Set(state.items.map(({ code }) => code));
    const added = [...new Set(codes)].filter((code) => !known.has(code));
    const total = state.items.length + added.length;
    if (total > MAX_ITEMS) {
      throw refused(
        EditProblemCode.INVALID,
        ['codes'],
        `A collection holds at most ${MAX_ITEMS} achievements; with these it would hold ${total}. Nothing was added.`,
      );
    }
    return arranged(state, [
      ...state.items,
      ...added.map((code): ItemState => ({ code, section, label: NO_TEXT, note: NO_TEXT })),
    ]);
  };
}

/** Takes achievements out. */
export function removeItems(codes: readonly string[]): Step {
  return (state) => {
    itemsOf(state, codes);
    return { ...state, items: state.items.filter(({ code }) => !codes.includes(code)) };
  };
}

/** Moves achievements to a place, where they stand in the order in which they are named. */
export function moveItems(codes: readonly string[], place: ItemPlace): Step {
  return (state) => {
    const moved = itemsOf(state, [...new Set(codes)]);
    const rest = state.items.filter(({ code }) => !codes.includes(code));
    const { before, after, section } = place;
    const neighbour = before ?? after;
    if (neighbour == null) {
      checkSection(state, section ?? null);
      return arranged(state, [...rest, ...moved.map((item) => ({ ...item, section: section ?? null }))]);
    }
    const index = indexIn(rest, neighbour, before != null ? 'before' : 'after', codes);
    const target = rest[index] as ItemState;
    const at = before != null ? index : index + 1;
    const placed = moved.map((item) => ({ ...item, section: target.section }));
    return arranged(state, [...rest.slice(0, at), ...placed, ...rest.slice(at)]);
  };
}

/** Changes what is said of an achievement here. */
export function describeItem(code: string, { label, note }: ItemPatch): Step {
  return (state) => {
    itemsOf(state, [code]);
    const items = state.items.map((item) =>
      item.code === code
        ? { ...item, label: patched(item.label, label), note: patched(item.note, note) }
        : item,
    );
    return { ...state, items };
  };
}

/** Adds a section at the end. */
export function addSection({ title, note }: SectionPatch): Step {
  return (state) => {
    if (state.sections.length >= MAX_SECTIONS) {
      throw refused(EditProblemCode.INVALID, ['input'], `A collection has at most ${MAX_SECTIONS} sections.`);
    }
    const numbers = state.sections.map(({ id }) => Number(id.slice(1)));
    const section: SectionState = {
      id: `s${Math.max(0, ...numbers) + 1}`,
      title: titled(patched(NO_TEXT, title), ['input', 'title']),
      note: patched(NO_TEXT, note),
    };
    return { ...state, sections: [...state.sections, section] };
  };
}

/** Changes what is said of a section. */
export function describeSection(id: string, { title, note }: SectionPatch): Step {
  return (state) => {
    checkSection(state, id);
    const sections = state.sections.map((section) =>
      section.id === id
        ? {
            ...section,
            title: titled(patched(section.title, title), ['input', 'title']),
            note: patched(section.note, note),
          }
        : section,
    );
    return { ...state, sections };
  };
}

/** Moves a section with its items. */
export function moveSection(id: string, { before, after }: Neighbour): Step {
  return (state) => {
    checkSection(state, id);
    const named = state.sections.map((section) => ({ code: section.id, section }));
    const moved = named.filter(({ code }) => code === id);
    const rest = named.filter(({ code }) => code !== id);
    const neighbour = before ?? after;
    const index =
      neighbour == null
        ? rest.length
        : indexIn(rest, neighbour, before != null ? 'before' : 'after', [id]) + (before != null ? 0 : 1);
    const sections = [...rest.slice(0, index), ...moved, ...rest.slice(index)].map(({ section }) => section);
    return arranged({ ...state, sections }, state.items);
  };
}

/** Removes a section; its items stay in the collection, before all sections. */
export function removeSection(id: string): Step {
  return (state) => {
    checkSection(state, id);
    const sections = state.sections.filter((section) => section.id !== id);
    const items = state.items.map((item) => (item.section === id ? { ...item, section: null } : item));
    return arranged({ ...state, sections }, items);
  };
}

function arranged(state: CollectionState, items: readonly ItemState[]): CollectionState {
  return { ...state, items: inOrder({ sections: state.sections, items }) };
}

function patched(text: Bilingual, patch: BilingualPatch | null | undefined): Bilingual {
  if (patch === undefined) return text;
  if (patch === null) return NO_TEXT;
  return {
    zh: patch.zh === undefined ? text.zh : said(patch.zh),
    en: patch.en === undefined ? text.en : said(patch.en),
  };
}

/** A text without blanks around it; null when nothing is left. */
function said(text: string | null): string | null {
  return text?.trim() ? text.trim() : null;
}

function titled(title: Bilingual, path: readonly string[]): Bilingual {
  if (title.zh !== null || title.en !== null) return title;
  throw refused(EditProblemCode.INVALID, path, 'A title is needed, in Chinese or in English.');
}

function itemsOf(state: CollectionState, codes: readonly string[]): ItemState[] {
  const items = new Map(state.items.map((item) => [item.code, item]));
  return codes.map((code) => {
    const item = items.get(code);
    if (item) return item;
    throw refused(EditProblemCode.NOT_FOUND, ['codes'], `“${code.slice(0, 60)}” is not in this collection.`);
  });
}

function indexIn(
  list: readonly { readonly code: string }[],
  neighbour: string,
  argument: string,
  moved: readonly string[],
): number {
  const index = list.findIndex(({ code }) => code === neighbour);
  if (index >= 0) return index;
  const shown = `“${neighbour.slice(0, 60)}”`;
  throw moved.includes(neighbour)
    ? refused(EditProblemCode.INVALID, [argument], `${shown} is itself to be moved.`)
    : refused(EditProblemCode.NOT_FOUND, [argument], `${shown} is not in this collection.`);
}

function checkSection({ sections }: CollectionState, id: string | null): void {
  if (id === null || sections.some((section) => section.id === id)) return;
  const allowed = sections.map((section) => section.id).join(', ') || 'none, since there are none';
  throw refused(
    EditProblemCode.NOT_FOUND,
    ['section'],
    `There is no section “${id.slice(0, 60)}” in this collection. Allowed: ${allowed}.`,
  );
}
