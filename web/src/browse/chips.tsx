import { type ReactNode } from 'react';
import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { NOTHING_CHOSEN, type BrowseState } from './browse-state.js';
import { conditionsOf } from './chosen-labels.js';

interface ChipsProps {
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
  readonly facets: SearchFacetsQuery | undefined;
}

/** What is chosen; each goes with one click, and all with another. */
export function Chips({ state, change, facets }: ChipsProps): ReactNode {
  const { t } = useLanguage();
  const conditions = conditionsOf(state, facets, t);
  if (conditions.length === 0) return null;
  return (
    <ul className="chips" aria-label={t.chips.title}>
      {conditions.map(({ key, label, without }) => (
        <li key={key}>
          <button type="button" aria-label={t.chips.remove(label)} onClick={() => change(without)}>
            {label}
            <span aria-hidden="true"> ×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="chips-clear" onClick={() => change(NOTHING_CHOSEN)}>
          {t.chips.clear}
        </button>
      </li>
    </ul>
  );
}
