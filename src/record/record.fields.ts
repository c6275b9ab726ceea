import { type NodeType } from '../common/graphql/global-id.js';

/** What a field is to a search: its text is looked in, in this order of weight (1 is the heaviest). */
export interface SearchRole {
  readonly rank: number;
  /** Whether pinyin, in full and by initials, finds it too. */
  readonly pinyin: boolean;
  /** Whether it holds names of people, some of which are read otherwise than the same characters elsewhere. */
  readonly personal?: true;
}

/** One field of the public record of an achievement. */
export interface RecordField {
  /** Meaning, for data dictionaries and settings. */
  readonly doc: string;
  readonly type: 'text' | 'texts' | 'integer' | 'boolean' | 'moment';
  readonly search?: SearchRole;
  /** Whether lists can be filtered by it, by its values or as a range. */
  readonly filter?: true;
  /** Whether lists can be ordered by it. */
  readonly sort?: true;
  /** Whether it may be without a value, so that a facet counts those that are. */
  readonly optional?: true;
  /** The kind of record whose codes it holds, when it is not the record's own. */
  readonly refersTo?: NodeType;
  /** Whether it only serves the service itself: exports leave it out. */
  readonly internal?: true;
}

/**
 * The public record of an achievement, THE list of its fields: the projection in PostgreSQL, the documents of the
 * search index and the columns of exports are these. Texts that go together (the codes and names of its
 * people, say) stand in lists of the same order.
 */
export const RECORD_FIELDS = {
  code: {
    doc: 'Permanent code.',
    type: 'text',
    search: { rank: 10, pinyin: false },
    filter: true,
    sort: true,
  },
  title: { doc: 'Chinese title.', type: 'text', search: { rank: 1, pinyin: true } },
  titleEn: { doc: 'English title.', type: 'text', optional: true, search: { rank: 2, pinyin: false } },
  titleOrder: {
    doc: 'The title in pinyin, by which titles are ordered.',
    type: 'text',
    sort: true,
    internal: true,
  },
  industry: { doc: 'Code of the industry.', type: 'text', filter: true, refersTo: 'Industry' },
  industryNames: {
    doc: 'Chinese and English name of the industry.',
    type: 'texts',
    search: { rank: 7, pinyin: false },
  },
  region: {
    doc: 'Code of the region where the work was done.',
    type: 'text',
    optional: true,
    filter: true,
    refersTo: 'Region',
  },
  regionNames: {
    doc: 'Chinese and English name of the region.',
    type: 'texts',
    search: { rank: 8, pinyin: false },
  },
  year: {
    doc: 'Year of the award, or of the report.',
    type: 'integer',
    optional: true,
    filter: true,
    sort: true,
  },
  recognition: {
    doc: 'AWARDED, NOMINATED or REPORTED; only the first is a win.',
    type: 'text',
    filter: true,
  },
  organisation: {
    doc: 'Codes of the units, lead first.',
    type: 'texts',
    optional: true,
    filter: true,
    refersTo: 'Organisation',
  },
  organisationNames: {
    doc: 'Names of the units, lead first.',
    type: 'texts',
    search: { rank: 5, pinyin: true },
  },
  organisationRoles: { doc: 'LEAD or PARTNER for each unit.', type: 'texts' },
  studio: {
    doc: 'Code of the innovation studio.',
    type: 'text',
    optional: true,
    filter: true,
    refersTo: 'Studio',
  },
  studioName: {
    doc: 'Name of the innovation studio.',
    type: 'text',
    optional: true,
    search: { rank: 4, pinyin: true },
  },
  craftsman: {
    doc: "Codes of the people, in the source's order.",
    type: 'texts',
    optional: true,
    filter: true,
    refersTo: 'Craftsman',
  },
  craftsmanNames: {
    doc: "Names of the people, in the source's order.",
    type: 'texts',
    search: { rank: 3, pinyin: true, personal: true },
  },
  craftsmanRoles: {
    doc: 'Their roles, in the same order, as the source words them; an empty text where it says none.',
    type: 'texts',
  },
  peoplePartial: { doc: 'Whether the source names more people than are listed.', type: 'boolean' },
  award: {
    doc: 'Codes of the awards named, won or not.',
    type: 'texts',
    optional: true,
    filter: true,
    refersTo: 'Award',
  },
  awardNames: {
    doc: 'Names of the awards named, won or not.',
    type: 'texts',
    search: { rank: 6, pinyin: false },
  },
  grantRecognitions: {
    doc: 'For each of these awards, in the same order, whether it was won: AWARDED, NOMINATED or REPORTED.',
    type: 'texts',
  },
  grantYears: {
    doc: 'For each of these awards, in the same order, the year; an empty text where the source says none.',
    type: 'texts',
  },
  grantLevels: {
    doc: 'For each of these awards, in the same order, the level, as the source words it; an empty text where it says none.',
    type: 'texts',
  },
  grantListCodes: {
    doc: 'For each of these awards, in the same order, the number in its list; an empty text where the source gives none.',
    type: 'texts',
  },
  awardWon: { doc: 'Codes of the awards won.', type: 'texts', filter: true, refersTo: 'Award' },
  awardLevel: {
    doc: 'Levels of the grants, as the sources word them, won or not.',
    type: 'texts',
    optional: true,
    filter: true,
    search: { rank: 12, pinyin: false },
  },
  listCodes: { doc: 'Numbers in award lists.', type: 'texts', search: { rank: 11, pinyin: false } },
  figures: { doc: 'Figures on the effect.', type: 'texts', search: { rank: 9, pinyin: false } },
  exhibitedAt: { doc: 'Conference or exhibition at which it was shown.', type: 'text', optional: true },
  sourceKind: { doc: 'Kind of the source.', type: 'text', filter: true },
  sourcePublisher: { doc: 'Who published the source.', type: 'text', optional: true },
  sourceTitle: { doc: 'Title of the source.', type: 'text', optional: true },
  sourceDate: { doc: 'Date of the source: a year, month or day.', type: 'text', optional: true },
  sourceUrl: { doc: 'Address of the source.', type: 'text', optional: true },
  missing: {
    doc: 'Names of the fields that are unknown, as the filter `missing` has them.',
    type: 'texts',
    filter: true,
  },
  version: { doc: 'Number of the edition, raised by each edit.', type: 'integer' },
  updatedAt: {
    doc: 'When it was last changed: ISO 8601, in UTC, to the millisecond.',
    type: 'moment',
    filter: true,
    sort: true,
  },
} as const satisfies Readonly<Record<string, RecordField>>;

export type RecordFieldName = keyof typeof RECORD_FIELDS;

/** The value of a field, by its type and whether it may be missing. Lists are never missing; they may be empty. */
type ValueOf<F extends RecordField> =
  | {
      text: string;
      texts: readonly string[];
      integer: number;
      boolean: boolean;
      moment: string;
    }[F['type']]
  | (F extends { optional: true; type: 'text' | 'integer' } ? null : never);

/** The public record of one achievement. */
export type PublicRecord = { readonly [K in RecordFieldName]: ValueOf<(typeof RECORD_FIELDS)[K]> };

/** The fields that have a certain role. */
type FieldsWith<R extends keyof RecordField> = {
  [K in RecordFieldName]: (typeof RECORD_FIELDS)[K] extends Readonly<Record<R, unknown>> ? K : never;
}[RecordFieldName];

export type SearchedField = FieldsWith<'search'>;
export type FilterField = FieldsWith<'filter'>;
export type SortField = FieldsWith<'sort'>;

function namesWith<R extends keyof RecordField>(role: R): FieldsWith<R>[] {
  const fields: Readonly<Record<string, RecordField>> = RECORD_FIELDS;
  return Object.keys(fields).filter((name) => fields[name]?.[role] !== undefined) as FieldsWith<R>[];
}

/** The fields whose text is searched, heaviest first. */
export const SEARCHED_FIELDS: readonly SearchedField[] = namesWith('search').sort(
  (one, other) => RECORD_FIELDS[one].search.rank - RECORD_FIELDS[other].search.rank,
);

export const FILTER_FIELDS: readonly FilterField[] = namesWith('filter');
export const SORT_FIELDS: readonly SortField[] = namesWith('sort');

/** The texts of a searched field of a record; none when it has no value. */
export function searchedTexts(record: PublicRecord, field: SearchedField): readonly string[] {
  const value = record[field];
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Whether a searched field holds names of people. */
export function isPersonal(field: SearchedField): boolean {
  const { search }: { search: SearchRole } = RECORD_FIELDS[field];
  return search.personal ?? false;
}
