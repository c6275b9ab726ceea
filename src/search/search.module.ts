import { type DynamicModule, Module } from '@nestjs/common';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { type MeilisearchConfig } from '../config/config.js';
import { LOGGER } from '../config/logger.module.js';
import { HealthChecks } from '../monitoring/health-checks.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OutboxStore } from '../outbox/outbox.store.js';
import { PostgresEngine } from './engines/postgres/postgres.engine.js';
import { FacetLabels } from './facets/facet-labels.js';
import { FacetValueSearch } from './facets/facet-value-search.js';
import { FacetResultResolver, FacetValueResolver } from './facets/facet.resolvers.js';
import { createSearchIndex, type SearchIndex } from './indexing/search-index.js';
import { KeptAnswers } from './kept-answers.js';
import { SearchEngines } from './search.engines.js';
import { SearchIndexRunner } from './search-index.runner.js';
import { SearchMembers } from './search.members.js';
import { SearchMetrics } from './search.metrics.js';
import { SearchResolver } from './search.resolver.js';
import { SearchService } from './search.service.js';
import { StatsController } from './stats/stats.controller.js';
import { StatsResolver } from './stats/stats.resolver.js';
import { StatsService } from './stats/stats.service.js';
import { SuggestResolver } from './suggest/suggest.resolver.js';
import { SuggestService } from './suggest/suggest.service.js';
import { SYNONYM_PROVIDERS } from './synonyms/synonym.providers.js';
import { SynonymService } from './synonyms/synonym.service.js';

/** Token of the search index; null where PostgreSQL answers every search. */
const SEARCH_INDEX = Symbol('SEARCH_INDEX');

/** Faceted search, on the search index where there is one and on PostgreSQL everywhere. */
@Module({})
export class SearchModule {
  /**
   * @param settings where the search index is; null where PostgreSQL answers every search
   * @param memoryMegabytes for answers that are kept; 0 for none
   */
  static forRoot(settings: MeilisearchConfig | null, memoryMegabytes: number): DynamicModule {
    return {
      module: SearchModule,
      imports: [CatalogModule, OutboxModule],
      providers: [
        {
          provide: SEARCH_INDEX,
          inject: [DataSource, LOGGER],
          useFactory: (dataSource: DataSource, logger: Logger) =>
            settings === null ? null : createSearchIndex(dataSource, settings, logger),
        },
        {
          provide: SearchIndexRunner,
          inject: [SEARCH_INDEX, OutboxStore, HealthChecks, LOGGER],
          useFactory: (index: SearchIndex | null, store: OutboxStore, checks: HealthChecks, logger: Logger) =>
            new SearchIndexRunner(index, store, checks, logger),
        },
        {
          provide: PostgresEngine,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new PostgresEngine(dataSource),
        },
        {
          provide: SearchEngines,
          inject: [PostgresEngine, SEARCH_INDEX, LOGGER],
          useFactory: (postgres: PostgresEngine, index: SearchIndex | null, logger: Logger) =>
            new SearchEngines(postgres, index?.engine ?? null, logger),
        },
        {
          provide: SearchMembers,
          inject: [PostgresEngine, SynonymService],
          useFactory: (postgres: PostgresEngine, synonyms: SynonymService) =>
            new SearchMembers(postgres, synonyms),
        },
        { provide: KeptAnswers, useValue: new KeptAnswers(memoryMegabytes) },
        SearchMetrics,
        SearchService,
        FacetLabels,
        FacetValueSearch,
        SuggestService,
        SearchResolver,
        FacetResultResolver,
        FacetValueResolver,
        SuggestResolver,
        StatsService,
        StatsResolver,
        ...SYNONYM_PROVIDERS,
      ],
      exports: [SearchMembers, SearchService],
      controllers: [StatsController],
    };
  }
}
