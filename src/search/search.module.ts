import { type DynamicModule, Module } from '@nestjs/common';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { LOGGER } from '../config/logger.module.js';
import { PostgresEngine } from './engines/postgres/postgres.engine.js';
import { FacetLabels } from './facets/facet-labels.js';
import { FacetValueSearch } from './facets/facet-value-search.js';
import { FacetResultResolver, FacetValueResolver } from './facets/facet.resolvers.js';
import { SearchEngines } from './search.engines.js';
import { SearchMetrics } from './search.metrics.js';
import { type IndexedEngine } from './search.port.js';
import { SearchResolver } from './search.resolver.js';
import { SearchService } from './search.service.js';
import { SuggestResolver } from './suggest/suggest.resolver.js';
import { SuggestService } from './suggest/suggest.service.js';
import { SYNONYM_PROVIDERS } from './synonyms/synonym.providers.js';

/** Faceted search, on the search index where there is one and on PostgreSQL everywhere. */
@Module({})
export class SearchModule {
  /** @param indexed the engine with an index of its own; null where PostgreSQL answers every search */
  static forRoot(indexed: IndexedEngine | null): DynamicModule {
    return {
      module: SearchModule,
      imports: [CatalogModule],
      providers: [
        {
          provide: SearchEngines,
          inject: [DataSource, LOGGER],
          useFactory: (dataSource: DataSource, logger: Logger) =>
            new SearchEngines(new PostgresEngine(dataSource), indexed, logger),
        },
        SearchMetrics,
        SearchService,
        FacetLabels,
        FacetValueSearch,
        SuggestService,
        SearchResolver,
        FacetResultResolver,
        FacetValueResolver,
        SuggestResolver,
        ...SYNONYM_PROVIDERS,
      ],
    };
  }
}
