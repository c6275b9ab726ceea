import { type AchievementFilter } from '../../catalog/achievement/achievement.input.js';
import { type Reader } from '../../database/query/reader.js';
import { type FacetCounts } from '../search.port.js';
import { type FacetResult, type IntRangeStats } from '../search.types.js';
import { type FacetLabels } from './facet-labels.js';
import { FacetValues, selectionOf } from './facet-values.js';
import { FACETS, type FacetDefinition } from './facet.definitions.js';

/** A facet as its resolvers read it. */
export interface FacetSource extends FacetResult {
  readonly definition: FacetDefinition;
  readonly values: FacetValues;
}

const DEFINITIONS = Object.values(FACETS);

/** Puts the counts of a facet into the shape in which they are served. */
export function toFacetResult(
  counts: FacetCounts,
  filter: AchievementFilter | null,
  labels: FacetLabels,
  reader: Reader,
): FacetSource {
  const definition = DEFINITIONS.find(({ field }) => field === counts.field) as FacetDefinition;
  return {
    definition,
    facet: definition.facet,
    missingCount: counts.missing,
    valueCount: counts.values.size,
    range: counts.field === 'year' ? rangeOf(counts) : null,
    values: new FacetValues(definition, counts, selectionOf(definition, filter), labels, reader),
  };
}

function rangeOf({ values }: FacetCounts): IntRangeStats | null {
  const years = [...values.keys()].map(Number);
  return years.length === 0 ? null : { min: Math.min(...years), max: Math.max(...years) };
}
