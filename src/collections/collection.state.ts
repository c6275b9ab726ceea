import { type Visibility } from './collection.enums.js';

/** The most items of a collection: an exhibit of halls, and still one document that is written in one go. */
export const MAX_ITEMS = 1_000;

/** The most sections of a collection. */
export const MAX_SECTIONS = 100;

/** A text in both languages; null where it is not there. */
export interface Bilingual {
  readonly zh: string | null;
  readonly en: string | null;
}

/** The text that says nothing. */
export const NO_TEXT: Bilingual = { zh: null, en: null };

/** A part of a collection under a title of its own. */
export interface SectionState {
  /** Its name within the collection. */
  readonly id: string;
  readonly title: Bilingual;
  readonly note: Bilingual;
}

/** An achievement in a collection, and what is said of it there. */
export interface ItemState {
  /** Code of the achievement as it was when it was added. An achievement is in a collection once. */
  readonly code: string;
  /** The section that it stands in; null before all sections. */
  readonly section: string | null;
  readonly label: Bilingual;
  readonly note: Bilingual;
}

/** All that a change of a collection can change, as one plain document. Its items stand in the one order there is. */
export interface CollectionState {
  readonly visibility: Visibility;
  readonly title: Bilingual;
  readonly note: Bilingual;
  readonly sections: readonly SectionState[];
  readonly items: readonly ItemState[];
}

/** The items in their order: those without a section first, then section by section. */
export function inOrder({ sections, items }: Pick<CollectionState, 'sections' | 'items'>): ItemState[] {
  const places = new Map(sections.map(({ id }, index) => [id, index]));
  const placeOf = ({ section }: ItemState): number => (section === null ? -1 : (places.get(section) ?? -1));
  return [...items].sort((one, other) => placeOf(one) - placeOf(other));
}
