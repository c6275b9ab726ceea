import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogLists } from '../../catalog/catalog.lists.js';
import { AppError } from '../../common/errors/app-error.js';
import { type Translations } from '../../common/graphql/text.type.js';
import { translateFilter } from '../../database/query/filter.js';
import { Parameters } from '../../database/query/parameters.js';
import { Reader } from '../../database/query/reader.js';
import { toRecordFilter } from '../achievement-filter.js';
import { PostgresEngine } from '../engines/postgres/postgres.engine.js';
import { FacetLabels } from '../facets/facet-labels.js';
import { FACETS } from '../facets/facet.definitions.js';
import { relax } from '../relaxation.js';
import { type Facet } from '../search.enums.js';
import { type RecordSet } from '../search.port.js';
import { SearchService } from '../search.service.js';
import { MAX_BUCKETS, StatOrder, type StatsArgs } from './stats.types.js';

/** The value of one dimension; null where none is known. */
export interface CountedKey {
  readonly dimension: Facet;
  readonly key: string | null;
  readonly names: Translations | null;
}

/** One count, with the value of each dimension. */
export interface Bucket {
  readonly values: readonly CountedKey[];
  readonly count: number;
}

/** Counts achievements by what they have in common: always by PostgreSQL, exact at commit. */
@Injectable()
export class StatsService {
  constructor(
    private readonly lists: CatalogLists,
    private readonly searches: SearchService,
    private readonly engine: PostgresEngine,
    private readonly labels: FacetLabels,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * @throws AppError BAD_USER_INPUT for a filter or query that is not allowed, QUERY_TOO_COMPLEX for too many buckets
   */
  async count({ filter, q, by, orderBy }: StatsArgs): Promise<Bucket[]> {
    this.lists.putSurvivors(filter);
    translateFilter(filter, this.lists.achievements.filter, new Parameters());
    const set = await this.toSet({
      plan: await this.searches.plan(q ?? null),
      filter: toRecordFilter(filter),
    });
    const cells = await this.engine.crossTab(set, {
      fields: by.map((facet) => FACETS[facet].field),
      order: orderBy ?? StatOrder.COUNT,
      limit: MAX_BUCKETS + 1,
    });
    if (cells.length > MAX_BUCKETS) {
      throw new AppError(
        'QUERY_TOO_COMPLEX',
        `These dimensions make more than ${MAX_BUCKETS} buckets. Narrow the filter, or count by one dimension.`,
        { limitName: 'maxBuckets', limit: MAX_BUCKETS },
      );
    }
    const names = await Promise.all(
      by.map((facet, place) => this.namesOf(facet, new Set(cells.flatMap(({ keys }) => keys[place] ?? [])))),
    );
    return cells.map(({ keys, count }) => ({
      count,
      values: by.map((dimension, place) => {
        const key = keys[place] ?? null;
        return { dimension, key, names: key === null ? null : (names[place]?.get(key) ?? null) };
      }),
    }));
  }

  /** What a search finds: as in every search, the weakest terms are left out when nothing has them all. */
  private async toSet(set: RecordSet): Promise<RecordSet> {
    const { plan, filter } = set;
    if (plan === null || plan.must.length < 2 || (await this.engine.count([set]))[0] !== 0) return set;
    const relaxed = await relax(this.engine, plan, filter);
    return relaxed === null ? set : { plan: relaxed.plan, filter };
  }

  private async namesOf(facet: Facet, keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Translations>> {
    const list = [...keys];
    const names = await this.labels.of(FACETS[facet], list, new Reader(this.dataSource));
    return new Map(list.map((key, place) => [key, names[place] as Translations]));
  }
}
