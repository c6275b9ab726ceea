import { type AchievementFilter, type Facet, type SearchSort } from '../api/generated/operations.js';

/** The facets whose values are chosen from a list, in the order in which they are shown. */
export const LIST_FACETS = [
  'RECOGNITION',
  'INDUSTRY',
  'REGION',
  'AWARD',
  'AWARD_LEVEL',
  'ORGANISATION',
  'STUDIO',
  'SOURCE_KIND',
] as const satisfies readonly Facet[];

/** A facet whose values are chosen from a list. */
export type ListFacet = (typeof LIST_FACETS)[number];

/** The orders that a reader can choose; the first one holds when there is a text, the second when there is none. */
export const SORTS = [
  'RELEVANCE',
  'YEAR_DESC',
  'YEAR_ASC',
  'TITLE_ASC',
  'UPDATED_DESC',
  'CODE_ASC',
] as const satisfies readonly SearchSort[];

/** An order that a reader can choose. */
export type Sort = (typeof SORTS)[number];

/** A range of years; null where it is open. */
export interface Years {
  readonly from: number | null;
  readonly to: number | null;
}

/** Everything that decides what the search shows: all of it stands in the address. */
export interface BrowseState {
  readonly q: string;
  readonly chosen: Readonly<Record<ListFacet, readonly string[]>>;
  readonly years: Years;
  /** Null for the usual one. */
  readonly sort: Sort | null;
}

/** How each facet is called in the address, and in the filter. */
const PARAMETERS: Readonly<Record<ListFacet, string>> = {
  RECOGNITION: 'recognition',
  INDUSTRY: 'industry',
  REGION: 'region',
  AWARD: 'award',
  AWARD_LEVEL: 'awardLevel',
  ORGANISATION: 'organisation',
  STUDIO: 'studio',
  SOURCE_KIND: 'sourceKind',
};

/** The values that the service knows of facets that have no codes; others in an address are left aside. */
const ALLOWED: Partial<Record<ListFacet, readonly string[]>> = {
  RECOGNITION: ['AWARDED', 'NOMINATED', 'REPORTED'],
  SOURCE_KIND: ['OFFICIAL_LIST', 'NEWS', 'REPOST'],
};

/** As many values as the service takes for one filter. */
const MAX_VALUES = 200;

/** As long as the service takes a text. */
const MAX_TEXT = 500;

/** The state of a page that nothing was chosen on. */
export const NOTHING_CHOSEN: BrowseState = readState(new URLSearchParams());

function yearOf(text: string | null): number | null {
  return text !== null && /^\d{4}$/.test(text) ? Number(text) : null;
}

function valuesOf(parameters: URLSearchParams, facet: ListFacet): string[] {
  const values = [...new Set(parameters.getAll(PARAMETERS[facet]))].filter((value) => value !== '');
  const allowed = ALLOWED[facet];
  return (allowed ? values.filter((value) => allowed.includes(value)) : values).slice(0, MAX_VALUES);
}

/** The state that an address tells; what it tells wrongly is left aside. */
export function readState(parameters: URLSearchParams): BrowseState {
  const sort = parameters.get('sort');
  const chosen = Object.fromEntries(LIST_FACETS.map((facet) => [facet, valuesOf(parameters, facet)]));
  return {
    q: (parameters.get('q') ?? '').trim().slice(0, MAX_TEXT),
    chosen: chosen as Record<ListFacet, string[]>,
    years: { from: yearOf(parameters.get('from')), to: yearOf(parameters.get('to')) },
    sort: SORTS.find((each) => each === sort) ?? null,
  };
}

/** The address of a state, without its question mark: the same text for the same state. */
export function writeState({ q, chosen, years, sort }: BrowseState): string {
  const parameters = new URLSearchParams();
  if (q !== '') parameters.set('q', q);
  for (const facet of LIST_FACETS) {
    for (const value of [...chosen[facet]].sort()) parameters.append(PARAMETERS[facet], value);
  }
  if (years.from !== null) parameters.set('from', String(years.from));
  if (years.to !== null) parameters.set('to', String(years.to));
  if (sort !== null) parameters.set('sort', sort);
  return parameters.toString();
}

function pathWith(path: string, state: Partial<BrowseState>): string {
  const query = writeState({ ...NOTHING_CHOSEN, ...state });
  return query === '' ? path : `${path}?${query}`;
}

/** The path of the page that shows a state. */
export function browsePath(state: Partial<BrowseState>): string {
  return pathWith('/', state);
}

/** The path of the charts of a state, in which no order matters. */
export function insightsPath(state: Partial<BrowseState>): string {
  return pathWith('/insights', { ...state, sort: null });
}

/** The path of the page that shows the achievements with one value of a facet. */
export function pathOf(facet: ListFacet, value: string): string {
  return browsePath({ chosen: { ...NOTHING_CHOSEN.chosen, [facet]: [value] } });
}

/** The state with a value chosen, or no longer. */
export function toggle(state: BrowseState, facet: ListFacet, value: string): BrowseState {
  const values = state.chosen[facet];
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return { ...state, chosen: { ...state.chosen, [facet]: next } };
}

/** The state without the values of a facet. */
export function withoutFacet(state: BrowseState, facet: ListFacet): BrowseState {
  return { ...state, chosen: { ...state.chosen, [facet]: [] } };
}

/** How many conditions are chosen, the text left out. */
export function countChosen({ chosen, years }: BrowseState): number {
  const values = LIST_FACETS.reduce((sum, facet) => sum + chosen[facet].length, 0);
  return values + (years.from === null && years.to === null ? 0 : 1);
}

/** Whether a state shows the whole catalogue. */
export function isWhole(state: BrowseState): boolean {
  return state.q === '' && countChosen(state) === 0;
}

/** The order in which a state is shown. */
export function sortOf({ q, sort }: BrowseState): Sort {
  if (sort === 'RELEVANCE' && q === '') return 'YEAR_DESC';
  return sort ?? (q === '' ? 'YEAR_DESC' : 'RELEVANCE');
}

/** The filter of a state, as the service takes it; undefined for none. */
export function filterOf({ chosen, years }: BrowseState): AchievementFilter | undefined {
  const conditions: Record<string, unknown> = {};
  for (const facet of LIST_FACETS) {
    if (chosen[facet].length > 0) conditions[PARAMETERS[facet]] = { anyOf: chosen[facet] };
  }
  if (years.from !== null || years.to !== null) conditions.year = { gte: years.from, lte: years.to };
  return Object.keys(conditions).length === 0 ? undefined : conditions;
}
