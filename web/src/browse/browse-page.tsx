import { type ReactNode } from 'react';
import { keepFormer, useAnswer } from '../api/client.js';
import { SearchFacetsDocument } from '../api/generated/operations.js';
import { useTitle } from '../layout/use-title.js';
import { SearchBox } from '../search/search-box.js';
import { useLanguage } from '../texts/language.js';
import { filterOf, isWhole, LIST_FACETS } from './browse-state.js';
import { Chips } from './chips.js';
import { FacetPanel } from './facet-panel.js';
import { OpeningIndustries, OpeningWords } from './opening.js';
import { Results } from './results.js';
import { useBrowseState } from './use-browse-state.js';

/** The first page: search and browse. All that is chosen stands in the address. */
export function BrowsePage(): ReactNode {
  const { t, preferred } = useLanguage();
  const [state, change] = useBrowseState();
  const facets = useAnswer(
    SearchFacetsDocument,
    { q: state.q || null, filter: filterOf(state), facets: [...LIST_FACETS], lang: preferred },
    { placeholderData: keepFormer },
  );
  useTitle(state.q === '' ? null : state.q);
  const whole = isWhole(state);
  return (
    <div className={whole ? 'browse browse-whole' : 'browse'}>
      {whole ? <OpeningWords /> : <h1 className="hidden">{t.results.title}</h1>}
      <div className="browse-search">
        <SearchBox q={state.q} onSearch={(q) => change({ ...state, q, sort: null })} />
      </div>
      {whole && <OpeningIndustries />}
      <div className="browse-columns">
        <FacetPanel state={state} change={change} facets={facets} />
        <section className="browse-results" aria-labelledby="results-title">
          <Chips state={state} change={change} facets={facets.data} />
          <Results state={state} change={change} facets={facets.data} />
        </section>
      </div>
    </div>
  );
}
