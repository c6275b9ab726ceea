import { type QueryPlan } from '../common/text/text.types.js';
import { type FilterField, type PublicRecord, type SortField } from '../record/record.fields.js';

/** The fields that are filtered by their values. */
export type ValueField = Exclude<FilterField, 'year' | 'updatedAt'>;

/**
 * A condition on a record. Two-valued: a record without a value fails `anyOf`, `allOf` and `range`, and so passes
 * their `not`. `all` of nothing holds, `any` of nothing does not.
 */
export type RecordFilter =
  | { readonly kind: 'all' | 'any'; readonly of: readonly RecordFilter[] }
  | { readonly kind: 'not'; readonly of: RecordFilter }
  | {
      /** A single-valued field has one of the values, or a list field holds one (`anyOf`) or every one (`allOf`) of them. */
      readonly kind: 'anyOf' | 'allOf';
      readonly field: ValueField;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'range';
      readonly field: 'year';
      readonly gte: number | null;
      readonly lte: number | null;
    }
  | { readonly kind: 'since'; readonly field: 'updatedAt'; readonly moment: Date }
  /** Found anywhere inside the Chinese or English title, letter case ignored. */
  | { readonly kind: 'titleContains'; readonly text: string }
  /** In a collection as it is now; no index knows of them. */
  | { readonly kind: 'inCollection'; readonly slug: string };

/** The condition that every record fulfils. */
export const EVERY_RECORD: RecordFilter = { kind: 'all', of: [] };

/** The fields by whose values records can be counted. */
export const FACET_FIELDS = [
  'industry',
  'region',
  'recognition',
  'award',
  'awardLevel',
  'year',
  'organisation',
  'studio',
  'craftsman',
  'sourceKind',
] as const satisfies readonly FilterField[];
export type FacetField = (typeof FACET_FIELDS)[number];

/** A set of records: those that fulfil the filter and in which the query is found. */
export interface RecordSet {
  /** Null browses: every record that fulfils the filter. */
  readonly plan: QueryPlan | null;
  readonly filter: RecordFilter;
}

/** Counts to take of one field's values. The filter is the facet's own: the request's without that of the field itself. */
export interface FacetRequest {
  readonly field: FacetField;
  readonly filter: RecordFilter;
}

/** One key of an explicit order; records without a value come last in both directions. */
export interface SortKey {
  readonly field: SortField;
  readonly direction: 'ASC' | 'DESC';
}

/** A place in an engine's result, as that engine wrote it into a cursor; only the same engine can read it. */
export type EnginePosition = readonly (string | number)[];

/** A place in an explicit order that means the same to every engine. */
export interface OrderedPlace {
  readonly code: string;
  /** The record's values of the order's keys when it was listed; null for a year that is unknown. */
  readonly values: readonly (string | number | null)[];
}

export interface EngineRequest extends RecordSet {
  /** The order asked for; empty means by relevance, and by code when there is no query. The code always decides last. */
  readonly sort: readonly SortKey[];
  /** Records to give; 0 for counts alone. */
  readonly size: number;
  /** Records after this place; null for the first ones. */
  readonly after: EnginePosition | null;
  /** Whether the exact total is asked for. */
  readonly total: boolean;
  readonly facets: readonly FacetRequest[];
}

export interface EngineHit {
  readonly record: PublicRecord;
  /** From 0 to 1, higher is better; comparable within one result only. 1 for every record when there is no query. */
  readonly score: number;
  readonly position: EnginePosition;
}

/** The exact counts of one facet. */
export interface FacetCounts {
  readonly field: FacetField;
  /** Records by value; a record with several values counts for each. Values that no record has are left out. */
  readonly values: ReadonlyMap<string, number>;
  /** Records without a value. */
  readonly missing: number;
}

export interface EngineResult {
  readonly hits: readonly EngineHit[];
  /** Whether records follow. */
  readonly more: boolean;
  /** Exact; null unless it was asked for. */
  readonly total: number | null;
  /** One for each facet asked for, in that order. */
  readonly facets: readonly FacetCounts[];
}

/**
 * What answers searches: PostgreSQL or Meilisearch. All counts are exact. Two engines that hold the same records
 * give the same members, counts, order and pages when there is no query; with one, ranking may differ.
 */
export interface SearchEngine {
  /** @throws EngineUnavailable when the engine cannot answer now */
  search(request: EngineRequest): Promise<EngineResult>;
  /** The exact number of records in each set. */
  count(sets: readonly RecordSet[]): Promise<number[]>;
  /**
   * Names what the engine holds now: while the name stays the same, so does the answer to a request that it was read
   * before. Null while no name can be given, as when the engine cannot be reached.
   */
  state(): Promise<string | null>;
  /** Whether the engine can answer a request with this filter and query; another engine answers it otherwise. */
  supports(filter: RecordFilter, plan?: QueryPlan | null): boolean;
}

/** An engine with an index of its own, which follows the catalogue at a short distance. */
export interface IndexedEngine extends SearchEngine {
  /** Whether its index is whole and recent, and it has been answering. */
  usable(): boolean;
  /** Whether it is usable, or has only just stopped answering while its index was whole and recent: worth a short wait. */
  mayReturn(): boolean;
  /** Age in seconds of the oldest change that its index may not show yet; 0 for none. */
  lagSeconds(): number;
}

/** The engine cannot answer now; another one shall. */
export class EngineUnavailable extends Error {
  constructor(cause: unknown) {
    super('The search engine cannot answer now.', { cause });
    this.name = 'EngineUnavailable';
  }
}
