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
} from '../../search.port.js';
import { both, canFilterBy, toExpression } from './filter.js';
import { Guard } from './guard.js';
import { openSearchHttp } from './http-client.js';
import { orderKeys, readPosition, toSort, upTo, writePosition, type Place } from './position.js';
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

  /** Ends the background work and the connections. */
  async stop(): Promise<void> {
    this.guard.stop();
    await this.http.close();
  }

  async search(request: EngineRequest): Promise<EngineResult> {
    const keys = orderKeys(request);
    const place = request.after === null ? null : readPosition(request.after, keys);
    const filters = [
      ...new Set([request.filter, ...request.facets.map((each) => each.filter)].map(toExpression)),
    ];
    const fieldsOf = (filter: string): FacetField[] =>
      request.facets.filter((each) => toExpression(each.filter) === filter).map(({ field }) => field);
    // The record before the page comes along: it tells whether the place is still what it was.
    const offset = place ? place.offset - 1 : 0;
    const wanted = request.size === 0 ? 0 : request.size + 1;
    const answers = await this.ask(
      filters.map((filter, index) => ({
        ...this.query(request, filter),
        facets: fieldsOf(filter).map(valueAttribute),
        ...(index === 0
          ? this.page(request, offset, place && wanted > 0 ? wanted + 1 : wanted)
          : { limit: 0 }),
      })),
    );
    const found = answers[0]?.hits ?? [];
    const page =
      place === null || wanted === 0
        ? { offset, hits: found }
        : found[0]?.code === place.code
          ? { offset: place.offset, hits: found.slice(1) }
          : await this.resume(request, place, wanted);
    const scored = keys.length === 0;
    return {
      hits: page.hits.slice(0, request.size).map(({ record, _rankingScore = 1 }, index) => ({
        record,
        score: scored ? _rankingScore : 1,
        position: writePosition(record, page.offset + index + 1, keys),
      })),
      more: page.hits.length > request.size,
      total: request.total ? (answers[0]?.estimatedTotalHits ?? 0) : null,
      facets: request.facets.map(({ field, filter }) =>
        toFacetCounts(field, answers[filters.indexOf(toExpression(filter))]),
      ),
    };
  }

  async count(sets: readonly RecordSet[]): Promise<number[]> {
    if (sets.length === 0) return [];
    const answers = await this.ask(
      sets.map((set) => ({ ...this.query(set, toExpression(set.filter)), limit: 0 })),
    );
    return answers.map(({ estimatedTotalHits = 0 }) => estimatedTotalHits);
  }

  /** The page behind a place whose offset is no longer right, because records came, went or moved. */
  private async resume(
    request: EngineRequest,
    place: Place,
    wanted: number,
  ): Promise<{ offset: number; hits: Hit[] }> {
    const offset = await this.find(request, place);
    const query = {
      ...this.query(request, toExpression(request.filter)),
      ...this.page(request, offset, wanted),
    };
    const [answer] = await this.ask([query]);
    return { offset, hits: answer?.hits ?? [] };
  }

  /** The offset of the record behind a place. */
  private async find(request: EngineRequest, place: Place): Promise<number> {
    const keys = orderKeys(request);
    const filter = toExpression(request.filter);
    if (keys.length > 0) {
      const before = both(filter, upTo(keys, place));
      const [answer] = await this.ask([{ ...this.query(request, before), limit: 0 }]);
      return answer?.estimatedTotalHits ?? 0;
    }
    const start = Math.max(place.offset - WINDOW, 0);
    const query = { ...this.query(request, filter), offset: start, limit: 2 * WINDOW };
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

  private page(request: EngineRequest, offset: number, limit: number): Partial<MultiSearchQuery> {
    const sort = toSort(orderKeys(request));
    return {
      offset,
      limit,
      attributesToRetrieve: ['code', 'record'],
      ...(sort.length > 0 ? { sort } : { showRankingScore: true }),
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
