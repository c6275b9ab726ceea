import { type PublicRecord } from '../../src/record/record.fields.js';
import { type RecordFilter, type ValueField } from '../../src/search/search.port.js';
import { valuesOf } from './oracle.js';

export { seeded } from '../support/seeded.js';

const VALUE_FIELDS: readonly ValueField[] = [
  'code',
  'industry',
  'region',
  'recognition',
  'organisation',
  'studio',
  'craftsman',
  'award',
  'awardWon',
  'awardLevel',
  'sourceKind',
  'missing',
];

/** Makes filters of values that the records have, nested and negated at random. */
export class RandomFilters {
  constructor(
    private readonly records: readonly PublicRecord[],
    private readonly random: () => number,
  ) {}

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  /** A filter nested up to `depth` levels. */
  next(depth = 3): RecordFilter {
    const kind = this.random();
    if (depth > 1 && kind < 0.25) return { kind: 'all', of: this.some(depth) };
    if (depth > 1 && kind < 0.4) return { kind: 'any', of: this.some(depth) };
    if (depth > 1 && kind < 0.5) return { kind: 'not', of: this.next(depth - 1) };
    if (kind < 0.6) return this.range();
    if (kind < 0.65) {
      return { kind: 'since', field: 'updatedAt', moment: new Date(this.pick(this.records).updatedAt) };
    }
    return this.values();
  }

  /** A text of two signs from inside a title, Chinese or English. */
  titleContains(): RecordFilter {
    const { title, titleEn } = this.pick(this.records);
    const signs = Array.from(this.pick([title, titleEn ?? title]));
    const start = Math.floor(this.random() * Math.max(1, signs.length - 1));
    return { kind: 'titleContains', text: signs.slice(start, start + 2).join('') };
  }

  private some(depth: number): RecordFilter[] {
    return Array.from({ length: Math.floor(this.random() * 4) }, () => this.next(depth - 1));
  }

  private range(): RecordFilter {
    const year = this.pick(this.records).year ?? 2020;
    const [gte, lte] = this.pick([
      [year, null],
      [null, year],
      [year, year],
      [year - 2, year + 2],
    ]) as [number | null, number | null];
    return { kind: 'range', field: 'year', gte, lte };
  }

  private values(): RecordFilter {
    const field = this.pick(VALUE_FIELDS);
    const several = Array.from({ length: 1 + Math.floor(this.random() * 4) }, () => this.pick(this.records));
    const together = valuesOf(this.pick(this.records), field).slice(0, 2);
    if (this.random() < 0.2 && together.length > 0) return { kind: 'allOf', field, values: together };
    const values = [...new Set(several.flatMap((record) => valuesOf(record, field)))];
    return { kind: 'anyOf', field, values: values.length > 0 ? values : ['no such value'] };
  }
}
