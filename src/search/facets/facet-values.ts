import { type AchievementFilter } from '../../catalog/achievement/achievement.input.js';
import { Lang, type Translations } from '../../common/graphql/text.type.js';
import { type Reader } from '../../database/query/reader.js';
import { selectedValues } from '../achievement-filter.js';
import { FacetOrder } from '../search.enums.js';
import { type FacetCounts } from '../search.port.js';
import { BY_LABEL, type FacetLabels } from './facet-labels.js';
import { type FacetDefinition } from './facet.definitions.js';

/** One value of a facet, with how it is called. */
export interface CountedValue {
  readonly key: string;
  readonly count: number;
  readonly selected: boolean;
  readonly label: Translations;
}

/** The values that a filter chooses within a facet: listed ones, or a range of years. */
export interface Selection {
  readonly isEmpty: boolean;
  readonly keys: readonly string[];
  readonly has: (key: string) => boolean;
}

export function selectionOf(
  { field, filter: name }: FacetDefinition,
  filter: AchievementFilter | null | undefined,
): Selection {
  if (field !== 'year') {
    const keys = selectedValues(filter, name);
    const chosen = new Set(keys);
    return { isEmpty: keys.length === 0, keys, has: (key) => chosen.has(key) };
  }
  const { gte, lte } = filter?.year ?? {};
  if (gte == null && lte == null) return { isEmpty: true, keys: [], has: () => false };
  return {
    isEmpty: false,
    keys: gte != null && gte === lte ? [String(gte)] : [],
    has: (key) => Number(key) >= (gte ?? 0) && Number(key) <= (lte ?? Number.MAX_SAFE_INTEGER),
  };
}

/** First values that were worked out a moment ago. */
interface Shown {
  /** How many, and in which order. */
  readonly asked: string;
  readonly until: number;
  readonly values: Promise<CountedValue[]>;
}

/** How long their labels may be told without looking, in milliseconds. */
const SHOWN_FOR_MS = 1_000;

/**
 * First values by the counts that they are of: where the same counts are given again, as those of answers that are
 * kept, they need not be ordered again, nor their labels read.
 */
const SHOWN = new WeakMap<FacetCounts, Shown>();

/** The values of one facet as they are shown: ordered, labelled, the chosen ones among them in any case. */
export class FacetValues {
  constructor(
    private readonly definition: FacetDefinition,
    private readonly counts: FacetCounts,
    private readonly selection: Selection,
    private readonly labels: FacetLabels,
    private readonly reader: Reader,
  ) {}

  /** The first values in an order, and after them the chosen ones that are not among those. */
  top(first: number, order: FacetOrder): Promise<CountedValue[]> {
    if (!this.selection.isEmpty) return this.findTop(first, order);
    const asked = `${first} ${order}`;
    const now = performance.now();
    const known = SHOWN.get(this.counts);
    if (known?.asked === asked && now < known.until) return known.values;
    const values = this.findTop(first, order);
    SHOWN.set(this.counts, { asked, until: now + SHOWN_FOR_MS, values });
    values.catch(() => SHOWN.delete(this.counts));
    return values;
  }

  private async findTop(first: number, order: FacetOrder): Promise<CountedValue[]> {
    const entries = [...this.counts.values];
    const candidates = order === FacetOrder.COUNT ? leading(entries, first) : entries;
    const listed = (await this.labelled(candidates)).sort(comparing(order, this.definition)).slice(0, first);
    const shown = new Set(listed.map(({ key }) => key));
    const chosen = this.selection.keys
      .filter((key) => !shown.has(key))
      .map((key): [string, number] => [key, this.counts.values.get(key) ?? 0]);
    return [...listed, ...(await this.labelled(chosen))];
  }

  /**
   * Every value, chosen ones included, most records first.
   *
   * @param isMeant which keys to give; all when left out
   */
  async all(isMeant: (key: string) => boolean = () => true): Promise<CountedValue[]> {
    const chosen = this.selection.keys
      .filter((key) => !this.counts.values.has(key))
      .map((key): [string, number] => [key, 0]);
    const listed = await this.labelled([...this.counts.values, ...chosen].filter(([key]) => isMeant(key)));
    return listed.sort(comparing(FacetOrder.COUNT, this.definition));
  }

  private async labelled(entries: readonly [string, number][]): Promise<CountedValue[]> {
    const labels = await this.labels.of(
      this.definition,
      entries.map(([key]) => key),
      this.reader,
    );
    return entries.map(([key, count], index) => ({
      key,
      count,
      selected: this.selection.has(key),
      label: labels[index] as Translations,
    }));
  }
}

/** The values that can be among the first ones by count: as many, and all that have as many records as the last of them. */
function leading(entries: readonly [string, number][], first: number): [string, number][] {
  if (first === 0) return [];
  const sorted = [...entries].sort(([, one], [, other]) => other - one);
  const least = sorted[Math.min(first, sorted.length) - 1]?.[1] ?? 0;
  return sorted.filter(([, count]) => count >= least);
}

/** How two values are ordered: the key decides last, so that the order is total. */
export function comparing(
  order: FacetOrder,
  { field }: FacetDefinition,
): (one: CountedValue, other: CountedValue) => number {
  const byLabel = (one: CountedValue, other: CountedValue): number =>
    (field === 'year' ? -1 : 1) * BY_LABEL.compare(one.label[Lang.ZH], other.label[Lang.ZH]) ||
    (one.key < other.key ? -1 : 1);
  return order === FacetOrder.LABEL
    ? byLabel
    : (one, other) => other.count - one.count || byLabel(one, other);
}
