import { type DynamicModule, Module } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { type Logger } from 'pino';
import { ApiModule } from './api/api.module.js';
import { type MeilisearchConfig } from './config/config.js';
import { LoggerModule } from './config/logger.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { SearchModule } from './search/search.module.js';

/** The whole service, over a data source that is connected and migrated. */
@Module({})
export class AppModule {
  /** @param meilisearch where the search index is; null where PostgreSQL answers every search */
  static forRoot(
    dataSource: DataSource,
    logger: Logger,
    meilisearch: MeilisearchConfig | null,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(logger),
        MonitoringModule,
        DatabaseModule.forRoot(dataSource),
        OutboxModule,
        CatalogModule,
        SearchModule.forRoot(meilisearch),
        HealthModule,
        ApiModule,
      ],
    };
  }
}
