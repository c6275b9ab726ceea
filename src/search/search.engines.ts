import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../common/errors/app-error.js';
import { type Logger } from 'pino';
import { type QueryPlan } from '../common/text/text.types.js';
import { type Place } from './search.cursor.js';
import { Backend } from './search.enums.js';
import {
  EngineUnavailable,
  type EngineRequest,
  type IndexedEngine,
  type RecordFilter,
  type SearchEngine,
} from './search.port.js';
import { type PostgresEngine } from './engines/postgres/postgres.engine.js';

/** An answer, and which engine gave it. */
export interface Answered<T> {
  readonly value: T;
  readonly backend: Backend;
  /** Whether another engine should have given it. */
  readonly degraded: boolean;
  readonly lagSeconds: number;
}

/** What decides which engine answers. */
export interface Question {
  readonly filters: readonly RecordFilter[];
  readonly plan: QueryPlan | null;
  /** The engine that wrote the cursor of the request; null without one. */
  readonly begunBy: Backend | null;
  /** Whether no other engine can go on from that cursor, because they order the result differently. */
  readonly bound: boolean;
}

/** What an engine is asked; when it fails on one engine, it is asked of the next. */
type Work<T> = (engine: SearchEngine, backend: Backend) => Promise<T>;

/** How long a list by relevance waits for the engine that began it, and how often that is tried, in milliseconds. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 200;

/**
 * Chooses the engine that answers: the indexed one where there is one and it can, PostgreSQL otherwise, so that
 * there is always an answer.
 */
export class SearchEngines {
  constructor(
    private readonly postgres: PostgresEngine,
    private readonly indexed: IndexedEngine | null,
    private readonly logger: Logger,
  ) {}

  /** Asks the right engine; when that one fails, PostgreSQL. */
  async ask<T>({ filters, plan, begunBy, bound }: Question, work: Work<T>): Promise<Answered<T>> {
    const { indexed } = this;
    const usable = indexed?.usable() ?? false;
    // Which synonyms an index has is known only while it is there.
    const able = indexed !== null && filters.every((each) => indexed.supports(each, usable ? plan : null));
    if (able && begunBy !== Backend.POSTGRESQL) {
      const patience = bound && begunBy === Backend.MEILISEARCH ? PATIENCE_MS : 0;
      const answer = await this.askIndexed(indexed, work, patience);
      if (answer) {
        const { value } = answer;
        return { value, backend: Backend.MEILISEARCH, degraded: false, lagSeconds: indexed.lagSeconds() };
      }
    }
    const value = await work(this.postgres, Backend.POSTGRESQL);
    // A list that PostgreSQL began is its own as long as the index could have answered too.
    const degraded = able && !(begunBy === Backend.POSTGRESQL && usable);
    return { value, backend: Backend.POSTGRESQL, degraded, lagSeconds: 0 };
  }

  /** Asks the indexed engine, and again for as long as there is patience; null when it does not answer. */
  private async askIndexed<T>(
    indexed: IndexedEngine,
    work: Work<T>,
    patience: number,
  ): Promise<{ value: T } | null> {
    const deadline = performance.now() + patience;
    for (;;) {
      if (indexed.usable()) {
        try {
          return { value: await work(indexed, Backend.MEILISEARCH) };
        } catch (error) {
          if (!(error instanceof EngineUnavailable)) throw error;
          this.logger.warn({ reason: reasonOf(error) }, 'the search index did not answer');
        }
      }
      if (!indexed.mayReturn() || performance.now() >= deadline) return null;
      await setTimeout(PAUSE_MS);
    }
  }

  /**
   * The request as another engine goes on with it.
   *
   * @throws AppError BAD_CURSOR when the two order the result differently
   */
  takeOver(request: EngineRequest, place: Place): EngineRequest {
    if (!isRanked(request)) return { ...request, after: this.postgres.placeOf(request.sort, place) };
    throw new AppError(
      'BAD_CURSOR',
      'The search index that began this list cannot be reached now, and its order by relevance cannot be continued without it. Leave “after” out to start again, or choose another order.',
      { argument: 'after' },
    );
  }
}

/** Whether the order is by relevance, which each engine reckons in its own way. */
export function isRanked({ plan, sort }: Pick<EngineRequest, 'plan' | 'sort'>): boolean {
  return plan !== null && sort.length === 0;
}

/** Why an engine cannot answer, in one line: what many requests are told at once needs no stack each. */
function reasonOf({ cause }: EngineUnavailable): string {
  return cause instanceof Error ? cause.message : String(cause);
}
