import { type Piece, type QueryPlan } from '../common/text/text.types.js';
import { type RecordFilter, type SearchEngine } from './search.port.js';

/** A query in which something is found, and what was left out to get there. */
export interface Relaxed {
  readonly plan: QueryPlan;
  readonly dropped: readonly Piece[];
}

/** The terms of a query, the first to be given up first: the last one typed, then the shortest. */
function weakestFirst(plan: QueryPlan): Piece[] {
  const last = plan.must.at(-1) as Piece;
  const others = plan.must.slice(0, -1).sort((one, other) => one.text.length - other.text.length);
  return [last, ...others];
}

/**
 * Gives up terms of a query that finds nothing: the one without which most weight is kept and something is found;
 * when no single one is enough, the weakest, and so on with the rest.
 *
 * @returns null when nothing is found with any one term alone
 */
export async function relax(
  engine: SearchEngine,
  plan: QueryPlan,
  filter: RecordFilter,
): Promise<Relaxed | null> {
  const dropped: Piece[] = [];
  let current = plan;
  while (current.must.length > 1) {
    const candidates = weakestFirst(current);
    const without = candidates.map((piece) => ({
      ...current,
      must: current.must.filter((other) => other !== piece),
    }));
    const totals = await engine.count(without.map((each) => ({ plan: each, filter })));
    const found = totals.findIndex((total) => total > 0);
    const index = Math.max(found, 0);
    dropped.push(candidates[index] as Piece);
    current = without[index] as QueryPlan;
    if (found >= 0) return { plan: current, dropped };
  }
  return null;
}
