import { Meilisearch, type MultiSearchQuery } from 'meilisearch';
import { type QueryPlan } from '../../../common/text/text.types.js';
import { type PublicRecord } from '../../../record/record.fields.js';
import {
  EngineUnavailable,
  type EngineRequest,
  type EngineResult,
  type FacetCounts,
  type FacetField,
  type IndexedEngine,
  type RecordFilter,
  type RecordSet,
  type SortKey,
} from '../../search.port.js';
import { both, canFilterBy, toExpression } from './filter.js';
import { Guard } from './guard.js';
import { openSearchHttp } from './http-client.js';
import {
  behind,
  orderKeys,
  readOrderedPlace,
  readRankedPlace,
  toSort,
  writePosition,
  type RankedPlace,
} from './position.js';
import { knowsSynonyms, toQuery } from './query.js';
import { valueAttribute } from './settings.js';
import { fromIndexValue } from './values.js';

/** What a request may take beyond its timeout, which ends it in nearly all cases, in milliseconds. */
const GRACE_MS = 100;

/** Records on both sides of where one was, among which it is looked for when an order by relevance has moved. */
const WINDOW = 1_000;

/** Where the index is that is searched. */
interface SearchedIndex {
  readonly url: string;
  /** Key that may search this index and nothing else. */
  readonly key: string | undefined;
  readonly uid: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** What is known of the index from outside. */
export interface IndexView {
  /** Whether it is whole, made as this service makes it, and not far behind the catalogue. */
  isCurrent(): boolean;
  /** Age in seconds of the oldest change that it may not show yet; 0 for none. */
  lagSeconds(): number;
  /** The words that have synonyms in it. */
  synonymWords(): ReadonlySet<string>;
  /** Names what it holds, as it was a moment ago; null while it does not have the whole catalogue, or that cannot be told. */
  state(): Promise<string | null>;
}

/** One hit as the engine sends it. */
interface Hit {
  readonly code: string;
  readonly record: PublicRecord;
  readonly _rankingScore?: number;
}

interface Answer {
  readonly hits: Hit[];
  readonly estimatedTotalHits?: number;
  readonly facetDistribution?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Records found, the first of which has this offset where the order is by relevance. */
interface Found {
  readonly offset: number;
  readonly hits: readonly Hit[];
}

const NOTHING_FOUND: Found = { offset: 0, hits: [] };

/** How to get a page: what to ask beside the filter, and what to do when the answer is not what the place promised. */
interface Page {
  readonly filter: string;
  readonly part: Partial<MultiSearchQuery>;
  readonly complete: (hits: Hit[]) => Promise<Found>;
}

/** Searches the index in Meilisearch: one multi-search for each request. */
export class MeilisearchEngine implements IndexedEngine {
  private readonly http = openSearchHttp();
  private readonly client: Meilisearch;
  private readonly guard: Guard;

  /** @param onMistake is told of a request that Meilisearch refused, which is a fault of this service */
  constructor(
    private readonly index: SearchedIndex,
    private readonly view: IndexView,
    onMistake: (error: unknown) => void,
  ) {
    this.client = new Meilisearch({
      host: index.url,
      ...(index.key === undefined ? {} : { apiKey: index.key }),
      timeout: index.timeoutMs,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- no other way around the cost of fetch yet; gone with it, searches are only slower
      httpClient: this.http.send,
    });
    this.guard = new Guard(
      index.timeoutMs + GRACE_MS,
      () => this.client.multiSearch({ queries: [{ indexUid: index.uid, limit: 0 }] }),
      onMistake,
    );
  }

  supports(filter: RecordFilter, plan: QueryPlan | null = null): boolean {
    return canFilterBy(filter) && (plan === null || knowsSynonyms(plan, this.view.synonymWords()));
  }

  usable(): boolean {
    return this.guard.letsThrough && this.view.isCurrent();
  }

  mayReturn(): boolean {
    return this.view.isCurrent();
  }

  lagSeconds(): number {
    return this.view.lagSeconds();
  }

  state(): Promise<string | null> {
    return this.view.state();
  }

  /** Ends the background work and the connections. */
  async stop(): Promise<void> {
    this.guard.stop();
    await this.http.close();
  }

  async search(request: EngineRequest): Promise<EngineResult> {
    const keys = orderKeys(request);
    const whole = toExpression(request.filter);
    const page = this.pageOf(request, keys, whole);
    const facets = request.facets.map(({ field, filter }) => ({ field, filter: toExpression(filter) }));
    const filters = [
      ...new Set([
        ...(page ? [page.filter] : []),
        ...(request.total ? [whole] : []),
        ...facets.map(({ filter }) => filter),
      ]),
    ];
    const answers = await this.ask(
      filters.map((filter) => ({
        ...this.query(request, filter),
        ...(filter === page?.filter ? page.part : { limit: 0 }),
        facets: facets.filter((each) => each.filter === filter).map(({ field }) => valueAttribute(field)),
      })),
    );
    const answerTo = (filter: string): Answer | undefined => answers[filters.indexOf(filter)];
    const found = page ? await page.complete(answerTo(page.filter)?.hits ?? []) : NOTHING_FOUND;
    return {
      hits: found.hits.slice(0, request.size).map(({ record, _rankingScore = 1 }, index) => ({
        record,
        score: keys.length === 0 ? _rankingScore : 1,
        position: writePosition(record, found.offset + index + 1, keys),
      })),
      more: found.hits.length > request.size,
      total: request.total ? (answerTo(whole)?.estimatedTotalHits ?? 0) : null,
      facets: facets.map(({ field, filter }) => toFacetCounts(field, answerTo(filter))),
    };
  }

  async count(sets: readonly RecordSet[]): Promise<number[]> {
    if (sets.length === 0) return [];
    const answers = await this.ask(
      sets.map((set) => ({ ...this.query(set, toExpression(set.filter)), limit: 0 })),
    );
    return answers.map(({ estimatedTotalHits = 0 }) => estimatedTotalHits);
  }

  /** How to get the page of a request whose records are those of an expression; null when no records are asked for. */
  private pageOf(request: EngineRequest, keys: readonly SortKey[], whole: string): Page | null {
    if (request.size === 0) return null;
    const sort = toSort(keys);
    const part = (offset: number, limit: number): Partial<MultiSearchQuery> => ({
      offset,
      limit,
      attributesToRetrieve: ['code', 'record'],
      ...(sort.length > 0 ? { sort } : { showRankingScore: true }),
    });
    // One more than are shown tells whether more follow.
    const limit = request.size + 1;
    if (request.after === null || sort.length > 0) {
      const filter =
        request.after === null ? whole : both(whole, behind(keys, readOrderedPlace(request.after, keys)));
      return { filter, part: part(0, limit), complete: (hits) => Promise.resolve({ offset: 0, hits }) };
    }
    const place = readRankedPlace(request.after);
    const complete = async (hits: Hit[]): Promise<Found> => {
      if (hits[0]?.code === place.code) return { offset: place.offset, hits: hits.slice(1) };
      const offset = await this.find(request, place);
      const [answer] = await this.ask([{ ...this.query(request, whole), ...part(offset, limit) }]);
      return { offset, hits: answer?.hits ?? [] };
    };
    // The record before the page comes along: it tells whether the place is still what it was.
    return { filter: whole, part: part(place.offset - 1, limit + 1), complete };
  }

  /** The offset of the record behind a place that is no longer where it was, because records came, went or moved. */
  private async find(request: EngineRequest, place: RankedPlace): Promise<number> {
    const start = Math.max(place.offset - WINDOW, 0);
    const query = { ...this.query(request, toExpression(request.filter)), offset: start, limit: 2 * WINDOW };
    const [answer] = await this.ask([{ ...query, attributesToRetrieve: ['code'] }]);
    const index = answer?.hits.findIndex(({ code }) => code === place.code) ?? -1;
    // A record that is gone left its place to the next: rather one record twice than one never.
    return index < 0 ? place.offset - 1 : start + index + 1;
  }

  /** A query for a set of records. */
  private query({ plan }: RecordSet, filter: string): MultiSearchQuery {
    if (plan !== null && !knowsSynonyms(plan, this.view.synonymWords())) {
      throw new EngineUnavailable(new Error('The index does not have these synonyms.'));
    }
    return {
      indexUid: this.index.uid,
      q: plan === null ? '' : toQuery(plan),
      matchingStrategy: 'all',
      ...(filter === '' ? {} : { filter }),
    };
  }

  private async ask(queries: MultiSearchQuery[]): Promise<Answer[]> {
    const { results } = await this.guard.run(() => this.client.multiSearch({ queries }));
    return results as unknown as Answer[];
  }
}

function toFacetCounts(field: FacetField, answer: Answer | undefined): FacetCounts {
  const values = new Map<string, number>();
  let missing = 0;
  for (const [indexed, count] of Object.entries(answer?.facetDistribution?.[valueAttribute(field)] ?? {})) {
    const value = fromIndexValue(indexed);
    if (value === null) missing = count;
    else values.set(value, count);
  }
  return { field, values, missing };
}
