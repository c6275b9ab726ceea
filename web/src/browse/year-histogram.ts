import { type Years } from './browse-state.js';

/** A year and how many achievements it has. */
export interface YearCount {
  readonly year: number;
  readonly count: number;
}

/** Where the two thumbs stand. */
export interface Draft {
  readonly low: number;
  readonly high: number;
}

/** Every year from the first to the last, those without achievements too, and those that were chosen. */
export function histogramOf(
  values: readonly { readonly key: string; readonly count: number }[],
  { from, to }: Years,
): readonly YearCount[] {
  const counts = new Map(values.map(({ key, count }) => [Number(key), count]));
  if (counts.size === 0) return [];
  const ends = [...counts.keys(), from, to].filter((year) => year !== null);
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    year: first + index,
    count: counts.get(first + index) ?? 0,
  }));
}

/** Where the thumbs stand for a range. */
export function draftOf({ from, to }: Years, first: number, last: number): Draft {
  return { low: from ?? first, high: to ?? last };
}

/** The range that thumbs mean: at its end, a thumb asks for nothing, so that unknown years stay in. */
export function yearsOf({ low, high }: Draft, first: number, last: number): Years {
  return { from: low <= first ? null : low, to: high >= last ? null : high };
}
