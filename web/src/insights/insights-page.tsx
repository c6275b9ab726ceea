import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { keepFormer, useAnswer } from '../api/client.js';
import { InsightsDocument, SearchFacetsDocument } from '../api/generated/operations.js';
import {
  browsePath,
  filterOf,
  insightsPath,
  LIST_FACETS,
  withoutFacet,
  type BrowseState,
} from '../browse/browse-state.js';
import { Chips } from '../browse/chips.js';
import { conditionsOf } from '../browse/chosen-labels.js';
import { EmptyResult } from '../browse/empty-result.js';
import { useBrowseState } from '../browse/use-browse-state.js';
import { useTitle } from '../layout/use-title.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Charts } from './charts.js';
import { barsOf } from './figures.js';
import { RecognitionChoice } from './recognition-choice.js';
import { useTexts } from './use-texts.js';
import './insights.css';

/** What is asked for a state; the two requests of the page have it in common. */
function askedFor(state: BrowseState): {
  readonly q: string | null;
  readonly filter: ReturnType<typeof filterOf>;
} {
  return { q: state.q || null, filter: filterOf(state) };
}

/** Charts of what is chosen. The choice stands in the address, as on the first page. */
export function Component(): ReactNode {
  const texts = useTexts();
  const { t, lang, preferred } = useLanguage();
  const [state, change] = useBrowseState(insightsPath);
  const asked = askedFor(state);
  // Tells how what is chosen is called.
  const facets = useAnswer(
    SearchFacetsDocument,
    { ...asked, facets: [...LIST_FACETS], lang: preferred },
    { placeholderData: keepFormer },
  );
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    InsightsDocument,
    { ...asked, anyRecognition: filterOf(withoutFacet(state, 'RECOGNITION')), lang: preferred },
    { placeholderData: keepFormer },
  );
  useTitle(t.insights.title);
  const total = data && (data.total[0]?.count ?? 0);
  const counted = total === undefined ? t.site.loading : texts.counted(formatCount(total, lang));
  const conditions = conditionsOf(state, facets.data, t).map(({ label }) => label);
  const selection = [
    conditions.length === 0 ? texts.all : conditions.join(' · '),
    `${counted} · ${t.site.name}`,
  ];
  return (
    <div className="insights">
      <h1>{t.insights.title}</h1>
      <p className="insights-intro">{texts.intro}</p>
      <Chips state={state} change={change} facets={facets.data} />
      <div className="insights-head">
        <p role="status">{error && !data ? t.insights.title : counted}</p>
        <Link to={browsePath(state)}>{texts.seeResults}</Link>
      </div>
      {error && !data && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data?.search.relaxed && (
        <p className="notice">{t.results.relaxed(data.search.relaxed.dropped.join(' · '))}</p>
      )}
      {data && <RecognitionChoice bars={barsOf(data.recognitions)} state={state} change={change} />}
      {total === 0 && <EmptyResult state={state} change={change} facets={facets.data} />}
      {data && total !== undefined && total > 0 && (
        <div data-stale={isPlaceholderData || undefined}>
          <Charts found={data} state={state} selection={selection} />
        </div>
      )}
    </div>
  );
}
