import { findPiece, type Found } from './find-piece.js';
import { SearchedText, type Stretch } from './searched-text.js';
import { MATCH_KINDS, type FieldMatch, type FieldText, type QueryPlan, type Run } from './text.types.js';

/** Where and how the wanted pieces of a query are found in a record: the fields in which at least one is, in their order. */
export function matchFields(plan: QueryPlan, fields: readonly FieldText[]): FieldMatch[] {
  return fields.flatMap(({ field, text, pinyin, name = false }) => {
    const searched = new SearchedText(text, { name });
    const found = plan.must.flatMap((piece) =>
      findPiece(pinyin ? piece : { ...piece, pinyin: false }, searched),
    );
    if (found.length === 0) return [];
    const kinds = MATCH_KINDS.filter((kind) => found.some((each) => each.kind === kind));
    return [{ field, kinds, runs: runsOf(text, found) }];
  });
}

/** The whole text, cut where what was found begins and ends. */
function runsOf(text: string, found: readonly Found[]): Run[] {
  const runs: Run[] = [];
  let unit = 0;
  const take = (end: number, matched: boolean): void => {
    if (end > unit) runs.push({ text: text.slice(unit, end), matched });
    unit = end;
  };
  for (const [start, end] of merged(found.map(({ stretch }) => stretch))) {
    take(start, false);
    take(end, true);
  }
  take(text.length, false);
  return runs;
}

/** The stretches in order, those that overlap or touch as one. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const [start, end] of stretches.toSorted((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}
