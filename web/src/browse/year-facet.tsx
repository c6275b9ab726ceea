import { useEffect, type ReactNode } from 'react';
import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { useFollowing } from '../ui/use-following.js';
import { useSettled } from '../ui/use-settled.js';
import { type BrowseState } from './browse-state.js';
import { yearsLabel } from './chosen-labels.js';
import { draftOf, histogramOf, yearsOf } from './year-histogram.js';

/** How long a thumb rests before the results follow it, in milliseconds. */
const RESTING_MS = 350;

interface YearFacetProps {
  readonly found: SearchFacetsQuery['years']['facets'][number];
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
}

/** The years as a histogram, and two thumbs that choose a range of them. */
export function YearFacet({ found, state, change }: YearFacetProps): ReactNode {
  const { t } = useLanguage();
  const histogram = histogramOf(found.values, state.years);
  const [first, last] = [histogram[0]?.year ?? 0, histogram.at(-1)?.year ?? 0];
  const { from, to } = state.years;
  const [draft, setDraft] = useFollowing(draftOf(state.years, first, last), `${from} ${to} ${first} ${last}`);
  const settled = useSettled(draft, RESTING_MS);
  useEffect(() => {
    const years = yearsOf(settled, first, last);
    const moved = settled === draft && (years.from !== from || years.to !== to);
    if (moved) change({ ...state, years });
    // Only a thumb that has come to rest changes the state.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  if (histogram.length < 2) return null;
  const most = Math.max(...histogram.map(({ count }) => count));
  const { low, high } = draft;
  const chosen = yearsOf(draft, first, last);
  return (
    <fieldset className="facet">
      <legend>
        {t.facets.labels.YEAR}
        {(chosen.from !== null || chosen.to !== null) && (
          <output className="year-chosen"> {yearsLabel(chosen, t)}</output>
        )}
      </legend>
      <div className="year-bars" role="img" aria-label={t.facets.yearsChart(first, last)}>
        {histogram.map(({ year, count }) => (
          <span
            key={year}
            title={`${year}: ${count}`}
            className={year >= low && year <= high ? 'year-bar chosen' : 'year-bar'}
            style={{ blockSize: `${count === 0 ? 0 : Math.max(4, (count / most) * 100)}%` }}
          />
        ))}
      </div>
      <div className="year-thumbs">
        <input
          type="range"
          aria-label={t.facets.from}
          min={first}
          max={last}
          value={low}
          onChange={({ target }) => setDraft({ low: Math.min(Number(target.value), high), high })}
        />
        <input
          type="range"
          aria-label={t.facets.to}
          min={first}
          max={last}
          value={high}
          onChange={({ target }) => setDraft({ low, high: Math.max(Number(target.value), low) })}
        />
      </div>
      <div className="year-ends" aria-hidden="true">
        <span>{first}</span>
        <span>{last}</span>
      </div>
      {found.missingCount > 0 && <p className="facet-missing">{t.facets.unknown(found.missingCount)}</p>}
    </fieldset>
  );
}
