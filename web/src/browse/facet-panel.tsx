import { useRef, type ReactNode } from 'react';
import { type UseQueryResult } from '@tanstack/react-query';
import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { useMedia } from '../ui/use-media.js';
import { countChosen, LIST_FACETS, type BrowseState, type ListFacet } from './browse-state.js';
import { FacetList } from './facet-list.js';
import { YearFacet } from './year-facet.js';

/** What each part of the panel knows. */
export interface FacetPanelProps {
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
  readonly facets: UseQueryResult<SearchFacetsQuery>;
}

/** Where the years stand among the other facets. */
const YEARS_AFTER: ListFacet = 'INDUSTRY';

function Facets({ state, change, facets: { data, error, refetch } }: FacetPanelProps): ReactNode {
  if (error && !data) return <ErrorNotice error={error} retry={() => void refetch()} />;
  return LIST_FACETS.map((facet) => {
    const found = data?.lists.facets.find((each) => each.facet === facet);
    return (
      <div key={facet}>
        {found && <FacetList facet={facet} found={found} state={state} change={change} />}
        {facet === YEARS_AFTER && data?.years.facets[0] && (
          <YearFacet found={data.years.facets[0]} state={state} change={change} />
        )}
      </div>
    );
  });
}

/** The facets: beside the results where there is room, else in a dialog of their own. */
export function FacetPanel(props: FacetPanelProps): ReactNode {
  const { t } = useLanguage();
  const narrow = useMedia('(max-width: 56rem)');
  const dialog = useRef<HTMLDialogElement>(null);
  if (!narrow) {
    return (
      <aside className="facets" aria-labelledby="facets-title">
        <h2 id="facets-title" className="hidden">
          {t.facets.title}
        </h2>
        <Facets {...props} />
      </aside>
    );
  }
  return (
    <>
      <button type="button" className="facets-open" onClick={() => dialog.current?.showModal()}>
        {t.facets.open(countChosen(props.state))}
      </button>
      <dialog ref={dialog} className="facets-dialog" aria-labelledby="facets-title">
        <div className="facets-dialog-head">
          <h2 id="facets-title">{t.facets.title}</h2>
          <button type="button" className="primary" onClick={() => dialog.current?.close()}>
            {t.facets.close}
          </button>
        </div>
        <Facets {...props} />
      </dialog>
    </>
  );
}
