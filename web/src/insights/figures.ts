import { type BucketPartsFragment } from '../api/generated/operations.js';
import { filterOf, type BrowseState, type ListFacet } from '../browse/browse-state.js';
import { histogramOf } from '../browse/year-histogram.js';

/** What achievements are counted by. */
export type Dimension = ListFacet | 'YEAR';

/** A value of a dimension; where none is known, neither has it a key nor a name. */
export interface Value {
  readonly key: string | null;
  readonly name: BucketPartsFragment['values'][number]['label'];
}

/** How many achievements have a value. */
export interface Bar {
  readonly value: Value;
  readonly count: number;
}

/** How many achievements have each pair of a row's value and a column's. */
export interface Grid {
  readonly columns: readonly Value[];
  readonly rows: readonly { readonly value: Value; readonly counts: readonly number[] }[];
}

type Buckets = readonly BucketPartsFragment[];

const UNKNOWN: Value = { key: null, name: null };

const isKnown = ({ key }: Value): boolean => key !== null;

function valueAt({ values }: BucketPartsFragment, place: number): Value {
  const value = values[place];
  return value ? { key: value.key, name: value.label } : UNKNOWN;
}

function unknownLast<T>(items: readonly T[], valueOf: (item: T) => Value): readonly T[] {
  return [
    ...items.filter((item) => isKnown(valueOf(item))),
    ...items.filter((item) => !isKnown(valueOf(item))),
  ];
}

function yearValue(year: number): Value {
  return { key: String(year), name: { value: String(year), lang: 'ZH' } };
}

/** One bar for each value as it was served; what is unknown comes last. */
export function barsOf(buckets: Buckets): readonly Bar[] {
  const bars = buckets.map((bucket) => ({ value: valueAt(bucket, 0), count: bucket.count }));
  return unknownLast(bars, ({ value }) => value);
}

/** Every year from the first to the last, those without achievements too; what is unknown comes last. */
export function yearBarsOf(buckets: Buckets): readonly Bar[] {
  const bars = barsOf(buckets);
  const known = bars.flatMap(({ value: { key }, count }) => (key === null ? [] : [{ key, count }]));
  return [
    ...histogramOf(known, { from: null, to: null }).map(({ year, count }) => ({
      value: yearValue(year),
      count,
    })),
    ...bars.filter(({ value }) => !isKnown(value)),
  ];
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [value.key, value])).values()];
}

/** The table of two dimensions: its columns as they are given, its rows with the most achievements first. */
function gridOf(buckets: Buckets, columns: readonly Value[]): Grid {
  const rows = distinct(buckets.map((bucket) => valueAt(bucket, 0))).map((value) => {
    const own = buckets.filter((bucket) => valueAt(bucket, 0).key === value.key);
    const counts = columns.map(({ key }) => own.find((bucket) => valueAt(bucket, 1).key === key)?.count ?? 0);
    return { value, counts, sum: counts.reduce((sum, count) => sum + count, 0) };
  });
  rows.sort((one, other) => other.sum - one.sum);
  return { columns, rows: unknownLast(rows, ({ value }) => value) };
}

/** The table of a dimension by years: every year, the last one next to the names, for it may be wider than its place. */
export function yearGridOf(buckets: Buckets): Grid {
  const years = distinct(buckets.map((bucket) => valueAt(bucket, 1)));
  const bars = yearBarsOf(years.map(({ key, name }) => ({ count: 0, values: [{ key, label: name }] })));
  return gridOf(
    buckets,
    unknownLast(bars.map(({ value }) => value).reverse(), (value) => value),
  );
}

/** The table of a dimension by recognition: what was won first, each apart from the others. */
export function recognitionGridOf(buckets: Buckets): Grid {
  const order = ['AWARDED', 'NOMINATED', 'REPORTED'];
  const columns = [...distinct(buckets.map((bucket) => valueAt(bucket, 1)))];
  columns.sort((one, other) => order.indexOf(one.key ?? '') - order.indexOf(other.key ?? ''));
  return gridOf(buckets, columns);
}

/** The state that shows the achievements of a value alone; null where no address tells exactly these. */
export function narrowed(state: BrowseState, dimension: Dimension, { key }: Value): BrowseState | null {
  if (key === null) return null;
  if (dimension === 'YEAR') return { ...state, years: { from: Number(key), to: Number(key) } };
  const chosen = state.chosen[dimension];
  // An achievement with several values may have this one beside a chosen one, which would no longer be asked for.
  if (chosen.length > 0 && !chosen.includes(key)) return null;
  return { ...state, chosen: { ...state.chosen, [dimension]: [key] } };
}

/** Where the same counts are served as a file. */
export function csvPath(state: BrowseState, by: readonly Dimension[]): string {
  const parameters = new URLSearchParams({ by: by.join(',') });
  const filter = filterOf(state);
  if (filter) parameters.set('filter', JSON.stringify(filter));
  if (state.q !== '') parameters.set('q', state.q);
  if (by.includes('YEAR')) parameters.set('orderBy', 'KEY');
  return `/v1/stats.csv?${parameters.toString()}`;
}
