import { AppError } from '../common/errors/app-error.js';
import { type Logger } from 'pino';
import { type QueryPlan } from '../common/text/text.types.js';
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
}

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
  async ask<T>(
    question: Question,
    work: (engine: SearchEngine, backend: Backend) => Promise<T>,
  ): Promise<Answered<T>> {
    const { indexed } = this;
    const wanted =
      indexed !== null &&
      question.begunBy !== Backend.POSTGRESQL &&
      question.filters.every((filter) => indexed.supports(filter, question.plan));
    if (wanted && indexed.usable()) {
      try {
        const value = await work(indexed, Backend.MEILISEARCH);
        return { value, backend: Backend.MEILISEARCH, degraded: false, lagSeconds: indexed.lagSeconds() };
      } catch (error) {
        if (!(error instanceof EngineUnavailable)) throw error;
        this.logger.warn({ err: error.cause }, 'the search index did not answer; PostgreSQL does');
      }
    }
    const value = await work(this.postgres, Backend.POSTGRESQL);
    return { value, backend: Backend.POSTGRESQL, degraded: wanted, lagSeconds: 0 };
  }

  /**
   * The place in PostgreSQL's order of the record at which another engine's page ended.
   *
   * @throws AppError BAD_CURSOR when the two engines order the result differently, or the record is gone
   */
  async takeOver(request: EngineRequest, code: string): Promise<EngineRequest> {
    const ranked = request.plan !== null && request.sort.length === 0;
    const after = ranked ? null : await this.postgres.placeOf(request, code);
    if (after) return { ...request, after };
    throw new AppError(
      'BAD_CURSOR',
      'The search index that began this list cannot be reached now, and its order by relevance cannot be continued without it. Leave “after” out to start again, or choose another order.',
      { argument: 'after' },
    );
  }
}
