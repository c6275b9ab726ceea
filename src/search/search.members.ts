import { type AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { planQuery } from '../common/text/plan-query.js';
import { type Parameters } from '../database/query/parameters.js';
import { toRecordFilter } from './achievement-filter.js';
import { type PostgresEngine } from './engines/postgres/postgres.engine.js';
import { relax } from './relaxation.js';
import { type SynonymService } from './synonyms/synonym.service.js';

/** Every achievement that a search finds, as a condition. */
export interface Members {
  /** Writes the SQL condition that the achievement with the code `code`, an expression, is one of them. */
  readonly condition: (code: string, parameters: Parameters) => string;
  /** The terms that were left out because nothing has them all. */
  readonly dropped: readonly string[];
}

/** Tells which achievements a search finds, all of them and in no order: by PostgreSQL, which is exact. */
export class SearchMembers {
  constructor(
    private readonly engine: PostgresEngine,
    private readonly synonyms: SynonymService,
  ) {}

  /**
   * What a search finds. As in every search, the weakest terms are left out when no record has all.
   *
   * @param filter checked before, where lists check theirs
   * @throws AppError BAD_USER_INPUT for a query that is not allowed
   */
  async find(q: string, filter: AchievementFilter | null): Promise<Members> {
    const plan = planQuery(q, await this.synonyms.refresh());
    const set = { plan, filter: toRecordFilter(filter) };
    const [total] = plan === null || plan.must.length < 2 ? [null] : await this.engine.count([set]);
    const relaxed = total === 0 && plan !== null ? await relax(this.engine, plan, set.filter) : null;
    const condition = await this.engine.members({ ...set, plan: relaxed?.plan ?? plan });
    return { condition, dropped: relaxed?.dropped.map(({ source }) => source) ?? [] };
  }
}
