import { type ReactNode } from 'react';
import { type ValuePartsFragment } from '../api/generated/operations.js';
import { Name } from '../ui/name.js';
import { toggle, type BrowseState, type ListFacet } from './browse-state.js';

/** A facet, and what is chosen. */
export interface FacetProps {
  readonly facet: ListFacet;
  readonly state: BrowseState;
  readonly change: (next: BrowseState) => void;
}

interface FacetValuesProps extends FacetProps {
  readonly values: readonly ValuePartsFragment[];
}

/** Values to choose from, each with the number of achievements that it would show. */
export function FacetValues({ facet, state, change, values }: FacetValuesProps): ReactNode {
  return (
    <ul className="facet-values">
      {values.map((value) => (
        <li key={value.key}>
          <label>
            <input
              type="checkbox"
              checked={state.chosen[facet].includes(value.key)}
              onChange={() => change(toggle(state, facet, value.key))}
            />
            <span className="facet-value-name">
              <Name text={value.label} />
            </span>
            <span className="facet-value-count">{value.count}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
