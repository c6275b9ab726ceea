import { type Piece, type QueryPlan } from '../../src/common/text/text.types.js';
import {
  RECORD_FIELDS,
  SEARCHED_FIELDS,
  searchedTexts,
  type PublicRecord,
} from '../../src/record/record.fields.js';
import {
  type FacetField,
  type RecordFilter,
  type RecordSet,
  type SortKey,
} from '../../src/search/search.port.js';
import { pieceFoundIn } from './oracle-text.js';

/** The counts of a facet as a plain object, for comparison. */
export interface OracleCounts {
  readonly values: Readonly<Record<string, number>>;
  readonly missing: number;
}

/** Answers searches the plainest way: every record is looked at, one by one. */
export class Oracle {
  constructor(readonly records: readonly PublicRecord[]) {}

  /** The codes of the records of a set, in the order of codes. */
  codes({ plan, filter }: RecordSet): string[] {
    return this.records
      .filter((record) => fulfils(record, filter) && (plan === null || isFound(record, plan)))
      .map(({ code }) => code)
      .sort();
  }

  /** The codes of all records in an order; the code decides last, in the direction of the key before it. */
  ordered(sort: readonly SortKey[]): string[] {
    const keys: readonly SortKey[] = [...sort, { field: 'code', direction: sort.at(-1)?.direction ?? 'ASC' }];
    return [...this.records].sort((one, other) => compared(one, other, keys)).map(({ code }) => code);
  }

  /** The counts of one facet over a set. */
  counts(set: RecordSet, field: FacetField): OracleCounts {
    const inSet = new Set(this.codes(set));
    const values: Record<string, number> = {};
    let missing = 0;
    for (const record of this.records) {
      if (!inSet.has(record.code)) continue;
      const own = valuesOf(record, field);
      if (own.length === 0) missing += 1;
      for (const value of own) values[value] = (values[value] ?? 0) + 1;
    }
    return { values, missing };
  }
}

/** What has no value comes last in both directions. */
function compared(one: PublicRecord, other: PublicRecord, keys: readonly SortKey[]): number {
  for (const { field, direction } of keys) {
    const [a, b] = [one[field], other[field]];
    if (a === b) continue;
    if (a === null || b === null) return a === null ? 1 : -1;
    return a < b === (direction === 'ASC') ? -1 : 1;
  }
  return 0;
}

/** The distinct values of a field of a record; none when it has none. */
export function valuesOf(record: PublicRecord, field: keyof PublicRecord): string[] {
  const value = record[field];
  if (value === null) return [];
  return Array.isArray(value) ? [...new Set(value as string[])] : [String(value)];
}

/** Whether a record fulfils a condition. */
function fulfils(record: PublicRecord, filter: RecordFilter): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((each) => fulfils(record, each));
    case 'any':
      return filter.of.some((each) => fulfils(record, each));
    case 'not':
      return !fulfils(record, filter.of);
    case 'anyOf':
      return valuesOf(record, filter.field).some((value) => filter.values.includes(value));
    case 'allOf': {
      const own = valuesOf(record, filter.field);
      return own.length > 0 && filter.values.every((value) => own.includes(value));
    }
    case 'range': {
      const { year } = record;
      return year !== null && year >= (filter.gte ?? year) && year <= (filter.lte ?? year);
    }
    case 'since':
      return Date.parse(record.updatedAt) >= filter.moment.getTime();
    case 'titleContains': {
      const wanted = filter.text.toLowerCase();
      return [record.title, record.titleEn ?? ''].some((title) => title.toLowerCase().includes(wanted));
    }
    case 'inCollection':
      throw new Error(
        'What is in a collection is no part of a record; test/api/collection-filter.spec.ts looks at it.',
      );
  }
}

/** Whether every term of a query is found in a record, each in any field, and no excluded one is. */
function isFound(record: PublicRecord, plan: QueryPlan): boolean {
  const foundAnywhere = (piece: Piece): boolean =>
    SEARCHED_FIELDS.some((field) =>
      searchedTexts(record, field).some((text) =>
        pieceFoundIn(piece, text, {
          pinyin: RECORD_FIELDS[field].search.pinyin,
          pinyinName: field === 'craftsmanNames',
        }),
      ),
    );
  return plan.must.every(foundAnywhere) && !plan.mustNot.some(foundAnywhere);
}
