import { type ReactNode } from 'react';
import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { type BrowseState } from './browse-state.js';
import { conditionsOf } from './chosen-labels.js';

interface EmptyResultProps {
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
  readonly facets: SearchFacetsQuery | undefined;
}

/** What is shown when nothing fits: each condition that could be let go. */
export function EmptyResult({ state, change, facets }: EmptyResultProps): ReactNode {
  const { t } = useLanguage();
  const conditions = conditionsOf(state, facets, t);
  return (
    <div className="notice">
      <p className="notice-title">{conditions.length === 0 ? t.results.emptyCatalogue : t.results.empty}</p>
      {conditions.length > 0 && (
        <>
          <p>{t.results.emptyHint}</p>
          <ul className="relax">
            {conditions.map(({ key, label, without }) => (
              <li key={key}>
                <button type="button" onClick={() => change(without)}>
                  {t.chips.remove(label)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
