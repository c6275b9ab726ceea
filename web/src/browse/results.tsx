import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { SearchPageDocument, type SearchFacetsQuery } from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { AddButton } from '../collections/add-button.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { MoreButton } from '../ui/more-button.js';
import { useKeptPlace } from '../ui/use-kept-place.js';
import { filterOf, insightsPath, sortOf, SORTS, type BrowseState } from './browse-state.js';
import { EmptyResult } from './empty-result.js';
import { ResultCard } from './result-card.js';

/** Achievements that are asked for at a time. */
const PAGE_SIZE = 24;

interface ResultsProps {
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
  readonly facets: SearchFacetsQuery | undefined;
}

function SortChoice({ state, change }: Omit<ResultsProps, 'facets'>): ReactNode {
  const { t } = useLanguage();
  const offered = SORTS.filter((sort) => sort !== 'RELEVANCE' || state.q !== '');
  return (
    <label className="sort">
      {t.sort.label}
      <select
        value={sortOf(state)}
        onChange={({ target }) => {
          const sort = offered.find((each) => each === target.value) ?? null;
          change({ ...state, sort: sort === sortOf({ ...state, sort: null }) ? null : sort });
        }}
      >
        {offered.map((sort) => (
          <option key={sort} value={sort}>
            {t.sort.options[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was found: page after page, with a note where the answer is not the usual one. */
export function Results({ state, change, facets }: ResultsProps): ReactNode {
  const { t, lang, preferred } = useLanguage();
  const found = useAnswerPages(
    SearchPageDocument,
    {
      q: state.q || null,
      filter: filterOf(state),
      sort: [sortOf(state)],
      first: PAGE_SIZE,
      lang: preferred,
    },
    ({ search }) => search,
  );
  const place = useKeptPlace(found);
  const first = found.data?.pages[0]?.search;
  const edges = found.data?.pages.flatMap(({ search }) => search.edges) ?? [];
  const total = first && formatCount(first.totalCount, lang);
  const waiting = found.error ? t.results.title : t.site.loading;
  const heading = total === undefined ? waiting : t.results.count(total);
  return (
    <>
      <div className="results-head">
        <h2 id="results-title">
          <span role="status">{heading}</span>
        </h2>
        {first !== undefined && first.totalCount > 0 && (
          <AddButton
            addition={{
              q: state.q || null,
              filter: filterOf(state) ?? null,
              sort: [sortOf(state)],
              count: first.totalCount,
            }}
          />
        )}
        <Link to={insightsPath(state)}>{t.insights.ofResults}</Link>
        <SortChoice state={state} change={change} />
      </div>
      {first?.engine.degraded && <p className="notice">{t.results.degraded}</p>}
      {first?.relaxed && <p className="notice">{t.results.relaxed(first.relaxed.dropped.join(' · '))}</p>}
      {found.error && !found.data && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {first?.totalCount === 0 && <EmptyResult state={state} change={change} facets={facets} />}
      <ol ref={place} className="results" data-stale={found.isPlaceholderData || undefined}>
        {edges.map(({ node, highlights }) => (
          <ResultCard key={node.code} achievement={node} highlights={highlights} />
        ))}
      </ol>
      {total !== undefined && edges.length > 0 && (
        <MoreButton pages={found} shown={t.results.shown(edges.length, total)} />
      )}
    </>
  );
}
