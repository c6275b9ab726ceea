import { useState, type ReactNode } from 'react';
import { type SearchFacetsQuery } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { FacetFinder } from './facet-finder.js';
import { FacetValues, type FacetProps } from './facet-values.js';

/** A facet with no more values than these shows them all, as the service is asked for so many. */
const SHORT = 15;

/** How many values a longer facet shows before it is opened, beside those that are chosen. */
const MOST_FREQUENT = 8;

interface FacetListProps extends FacetProps {
  readonly found: SearchFacetsQuery['lists']['facets'][number];
}

/** One facet with its most frequent values; the others are found by opening it. */
export function FacetList({ facet, found, state, change }: FacetListProps): ReactNode {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  if (found.valueCount === 0 && found.values.length === 0) return null;
  const label = t.facets.labels[facet];
  const isLong = found.valueCount > SHORT;
  const values = found.values.filter(({ selected }, index) => !isLong || selected || index < MOST_FREQUENT);
  return (
    <fieldset className="facet">
      <legend>{label}</legend>
      {open ? (
        <FacetFinder facet={facet} state={state} change={change} count={found.valueCount} />
      ) : (
        <FacetValues facet={facet} state={state} change={change} values={values} />
      )}
      {(isLong || open) && (
        <button
          type="button"
          className="facet-more"
          aria-expanded={open}
          aria-label={`${label}: ${open ? t.facets.fewer : t.facets.all(found.valueCount)}`}
          onClick={() => setOpen(!open)}
        >
          {open ? t.facets.fewer : t.facets.all(found.valueCount)}
        </button>
      )}
      {found.missingCount > 0 && <p className="facet-missing">{t.facets.unknown(found.missingCount)}</p>}
    </fieldset>
  );
}
