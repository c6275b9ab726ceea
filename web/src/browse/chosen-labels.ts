import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { type Texts } from '../texts/zh.js';
import { LIST_FACETS, type BrowseState, toggle, type ListFacet, type Years } from './browse-state.js';

/** One condition that was chosen: how it is called, and the state without it. */
export interface Condition {
  readonly key: string;
  readonly label: string;
  readonly without: BrowseState;
}

/** A range of years in words. */
export function yearsLabel({ from, to }: Years, { facets }: Texts): string {
  if (from !== null && to !== null) return facets.between(from, to);
  return from === null ? facets.until(to ?? 0) : facets.since(from);
}

/** How a chosen value is called; by its key until its name is known. */
function labelOf(facets: SearchFacetsQuery | undefined, facet: ListFacet, key: string): string {
  const values = facets?.lists.facets.find((each) => each.facet === facet)?.values;
  return values?.find((value) => value.key === key)?.label.value ?? key;
}

/** Every condition of a state, the text first. */
export function conditionsOf(
  state: BrowseState,
  facets: SearchFacetsQuery | undefined,
  t: Texts,
): readonly Condition[] {
  const { q, years } = state;
  return [
    ...(q === '' ? [] : [{ key: 'q', label: t.chips.text(q), without: { ...state, q: '', sort: null } }]),
    ...LIST_FACETS.flatMap((facet) =>
      state.chosen[facet].map((value) => ({
        key: `${facet} ${value}`,
        label: labelOf(facets, facet, value),
        without: toggle(state, facet, value),
      })),
    ),
    ...(years.from === null && years.to === null
      ? []
      : [
          {
            key: 'years',
            label: yearsLabel(years, t),
            without: { ...state, years: { from: null, to: null } },
          },
        ]),
  ];
}
