import { type DynamicModule, Module } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { type Logger } from 'pino';
import { AccessModule } from './access/access.module.js';
import { ApiModule } from './api/api.module.js';
import { CollectionsModule } from './collections/collections.module.js';
import { type Config } from './config/config.js';
import { ExportsModule } from './exports/exports.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { LoggerModule } from './config/logger.module.js';
import { PublicAddressModule } from './config/public-address.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ChangesModule } from './exports/changes/changes.module.js';
import { CitationModule } from './exports/citation/citation.module.js';
import { OaiModule } from './exports/oai/oai.module.js';
import { PermalinkModule } from './exports/permalink/permalink.module.js';
import { PackageModule } from './exports/package/package.module.js';
import { SnapshotModule } from './exports/snapshot/snapshot.module.js';
import { HealthModule } from './health/health.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { SearchModule } from './search/search.module.js';

/** The whole service, over a data source that is connected and migrated. */
@Module({})
export class AppModule {
  static forRoot(
    dataSource: DataSource,
    logger: Logger,
    {
      meilisearch,
      searchMemoryMegabytes,
      quotas,
      publicUrl,
      dataDirectory,
      snapshotBucket,
    }: Pick<
      Config,
      'meilisearch' | 'searchMemoryMegabytes' | 'quotas' | 'publicUrl' | 'dataDirectory' | 'snapshotBucket'
    >,
  ): DynamicModule {
    const search = SearchModule.forRoot(meilisearch, searchMemoryMegabytes);
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(logger),
        PublicAddressModule.forRoot(publicUrl),
        MonitoringModule,
        DatabaseModule.forRoot(dataSource),
        OutboxModule,
        AccessModule.forRoot(quotas),
        CatalogModule,
        search,
        CollectionsModule.forRoot(search),
        IngestModule,
        ExportsModule.forRoot(search),
        ChangesModule,
        CitationModule,
        OaiModule,
        PermalinkModule,
        PackageModule,
        SnapshotModule.forRoot({ dataDirectory, snapshotBucket }),
        HealthModule,
        ApiModule,
      ],
    };
  }
}
