import { type FacetResult, type SearchConnection } from './search.types.js';
import { type FacetCounts } from './search.port.js';
import { toEdge } from './search-edges.js';
import { type SearchRequest, type SearchResult } from './search.service.js';

/** Puts what a search found into the shape in which it is served. */
export function toSearchConnection(
  request: SearchRequest,
  result: SearchResult,
  toFacet: (counts: FacetCounts) => FacetResult,
): SearchConnection {
  const edges = result.hits.map((hit) => toEdge(hit, result));
  const { plan, dropped, backend, degraded, lagSeconds, tookMs } = result;
  return {
    edges,
    pageInfo: {
      hasNextPage: result.more,
      hasPreviousPage: request.after !== null,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    totalCount: Promise.resolve(result.total ?? 0),
    facets: result.facets.map(toFacet),
    relaxed: dropped.length
      ? { dropped: [...dropped], kept: plan?.must.map(({ source }) => source) ?? [] }
      : null,
    engine: { backend, degraded, indexLagSeconds: lagSeconds, tookMs },
  };
}
