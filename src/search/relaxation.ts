import { type Piece, type QueryPlan } from '../common/text/text.types.js';
import { type RecordFilter, type SearchEngine } from './search.port.js';

/** A query in which something is found, and what was left out to get there. */
export interface Relaxed {
  readonly plan: QueryPlan;
  readonly dropped: readonly Piece[];
}

/** The terms of a query, the first to be given up first: those that most records have, of equals the last one typed. */
function weakestFirst(pieces: readonly Piece[], records: ReadonlyMap<Piece, number>): Piece[] {
  const of = (piece: Piece): number => records.get(piece) ?? 0;
  return [...pieces].reverse().sort((one, other) => of(other) - of(one));
}

/**
 * Gives up terms of a query that finds nothing: first those that no record has, then the one without which
 * something is found; while no single one is enough, the weakest, and so on with the rest.
 *
 * @returns null when no record has any of the terms
 */
export async function relax(
  engine: SearchEngine,
  plan: QueryPlan,
  filter: RecordFilter,
): Promise<Relaxed | null> {
  const count = (sets: readonly (readonly Piece[])[]): Promise<number[]> =>
    engine.count(sets.map((must) => ({ plan: { ...plan, must }, filter })));
  const alone = await count(plan.must.map((piece) => [piece]));
  const records = new Map(plan.must.map((piece, index) => [piece, alone[index] ?? 0]));
  let kept = plan.must.filter((piece) => records.get(piece));
  if (kept.length === 0) return null;
  const isEnough = kept.length === 1 || (kept.length < plan.must.length && (await count([kept]))[0] !== 0);
  while (!isEnough && kept.length > 1) {
    const candidates = weakestFirst(kept, records);
    const without = candidates.map((piece) => kept.filter((other) => other !== piece));
    // One term alone is found, as is known already.
    const totals = kept.length === 2 ? [1] : await count(without);
    const found = totals.findIndex((total) => total > 0);
    kept = without[Math.max(found, 0)] as Piece[];
    if (found >= 0) break;
  }
  return {
    plan: { ...plan, must: kept },
    dropped: plan.must.filter((piece) => !kept.includes(piece)),
  };
}
