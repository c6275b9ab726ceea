import { useState, type ReactNode } from 'react';
import { FacetValuesDocument } from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { useSettled } from '../ui/use-settled.js';
import { filterOf } from './browse-state.js';
import { FacetValues, type FacetProps } from './facet-values.js';

/** Values that are asked for at a time. */
const PAGE_SIZE = 20;

/** How long the hand rests before values are looked for, in milliseconds. */
const RESTING_MS = 200;

interface FacetFinderProps extends FacetProps {
  /** How many values there are in all. */
  readonly count: number;
}

/** All values of a long facet, to be searched and paged through. */
export function FacetFinder({ facet, state, change, count }: FacetFinderProps): ReactNode {
  const { t, preferred } = useLanguage();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), RESTING_MS);
  const found = useAnswerPages(
    FacetValuesDocument,
    {
      facet,
      q: q || null,
      within: { q: state.q || null, filter: filterOf(state) },
      first: PAGE_SIZE,
      lang: preferred,
    },
    ({ facetValues }) => facetValues,
  );
  const values = found.data?.pages.flatMap((page) => page.facetValues.edges.map(({ node }) => node));
  const label = t.facets.find(t.facets.labels[facet], count);
  return (
    <>
      <input
        type="search"
        className="facet-find"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      <div className="facet-all" aria-live="polite">
        {values?.length === 0 && <p className="muted">{t.facets.none}</p>}
        {values && <FacetValues facet={facet} state={state} change={change} values={values} />}
        {found.hasNextPage && (
          <button type="button" className="facet-more" onClick={() => void found.fetchNextPage()}>
            {t.facets.more}
          </button>
        )}
      </div>
    </>
  );
}
