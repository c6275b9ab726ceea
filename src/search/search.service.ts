import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { type AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { CatalogLists } from '../catalog/catalog.lists.js';
import { planQuery } from '../common/text/plan-query.js';
import { type QueryPlan } from '../common/text/text.types.js';
import { translateFilter } from '../database/query/filter.js';
import { Parameters } from '../database/query/parameters.js';
import { toRecordFilter } from './achievement-filter.js';
import { FACETS } from './facets/facet.definitions.js';
import { KeptAnswers } from './kept-answers.js';
import { relax } from './relaxation.js';
import { orderName, readCursor, writeCursor } from './search.cursor.js';
import { isRanked, SearchEngines } from './search.engines.js';
import { type Backend, type Facet } from './search.enums.js';
import {
  type EngineHit,
  type EngineRequest,
  type EngineResult,
  type SearchEngine,
  type SortKey,
} from './search.port.js';
import { SearchMetrics } from './search.metrics.js';
import { SynonymService } from './synonyms/synonym.service.js';

/** A search, checked. */
export interface SearchRequest {
  readonly q: string | null;
  readonly filter: AchievementFilter | null;
  readonly facets: readonly Facet[];
  readonly sort: readonly SortKey[];
  /** Records to give; 0 for counts alone. */
  readonly size: number;
  readonly after: string | null;
  readonly total: boolean;
}

/** What a search found. */
export interface SearchResult extends EngineResult {
  /** What was looked for in the end; null when nothing was. */
  readonly plan: QueryPlan | null;
  /** The terms that were left out because nothing has them all. */
  readonly dropped: readonly string[];
  readonly backend: Backend;
  readonly degraded: boolean;
  readonly lagSeconds: number;
  readonly tookMs: number;
  /** The cursor of a hit. */
  readonly cursorOf: (hit: EngineHit) => string;
}

/** Searches the achievements, on whichever engine can. */
@Injectable()
export class SearchService {
  constructor(
    private readonly lists: CatalogLists,
    private readonly synonyms: SynonymService,
    private readonly engines: SearchEngines,
    private readonly kept: KeptAnswers<Found>,
    private readonly metrics: SearchMetrics,
  ) {}

  /** @throws AppError BAD_USER_INPUT for a query or filter that is not allowed, BAD_CURSOR for another search's cursor */
  async search(request: SearchRequest): Promise<SearchResult> {
    const began = performance.now();
    this.check(request.filter);
    const plan = await this.plan(request.q);
    const filter = toRecordFilter(request.filter);
    const order = orderName({ ...request, filter });
    const place = request.after === null ? null : readCursor(request.after, order, request.sort);
    const asked: EngineRequest = {
      plan,
      filter,
      sort: request.sort,
      size: request.size,
      after: place?.position ?? null,
      total: request.total,
      facets: facetRequests(request.facets, request.filter),
    };
    const filters = [asked.filter, ...asked.facets.map(({ filter }) => filter)];
    const answered = await this.engines.ask(
      { filters, plan, begunBy: place?.backend ?? null, bound: isRanked(asked) },
      async (engine, backend) => {
        const other = place && place.backend !== backend ? this.engines.takeOver(asked, place) : null;
        const own = other ?? asked;
        return this.kept.answer(engine, own, () => answer(engine, own));
      },
    );
    const { value, backend, degraded, lagSeconds } = answered;
    const tookMs = performance.now() - began;
    this.metrics.record(backend, { degraded, kept: value.kept }, tookMs);
    return {
      ...value.answer,
      backend,
      degraded,
      lagSeconds,
      tookMs,
      cursorOf: (hit) => writeCursor(order, backend, hit, request.sort),
    };
  }

  /** What a query looks for, with the synonyms of the last second; null for nothing. */
  async plan(q: string | null): Promise<QueryPlan | null> {
    return q === null ? null : planQuery(q, await this.synonyms.refresh());
  }

  /** Checks a filter as lists check theirs; their SQL is not needed. */
  private check(filter: AchievementFilter | null): void {
    translateFilter(filter, this.lists.achievements.filter, new Parameters());
  }
}

function facetRequests(facets: readonly Facet[], filter: AchievementFilter | null): EngineRequest['facets'] {
  return facets.map((facet) => {
    const { field, filter: own } = FACETS[facet];
    return { field, filter: toRecordFilter(filter, own) };
  });
}

/** What an engine found, and what was looked for in the end. */
export type Found = EngineResult & Pick<SearchResult, 'plan' | 'dropped'>;

/** Asks one engine, and once more with fewer terms when nothing has them all. */
async function answer(engine: SearchEngine, request: EngineRequest): Promise<Found> {
  const { plan, filter } = request;
  const result = await engine.search(request);
  if (plan === null || plan.must.length < 2 || result.hits.length > 0 || (result.total ?? 0) > 0) {
    return { ...result, plan, dropped: [] };
  }
  const [total] = result.total === null ? await engine.count([{ plan, filter }]) : [result.total];
  const relaxed = total === 0 ? await relax(engine, plan, filter) : null;
  if (relaxed === null) return { ...result, plan, dropped: [] };
  const again = await engine.search({ ...request, plan: relaxed.plan });
  return { ...again, plan: relaxed.plan, dropped: relaxed.dropped.map(({ source }) => source) };
}
