import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../../config/logger.module.js';
import { SnapshotController } from './snapshot.controller.js';
import { SnapshotResolver } from './snapshot.resolver.js';
import { SnapshotService } from './snapshot.service.js';
import { openStore, type StoreSettings } from './store/open-store.js';
import { StoreFailure } from './store/snapshot.store.js';

/** The start does not wait longer for a store that hangs, in milliseconds. */
const SWEEP_LIMIT_MS = 10_000;

/** Releases of the whole data that stay as they are. */
@Module({})
export class SnapshotModule implements OnApplicationBootstrap {
  constructor(
    private readonly service: SnapshotService,
    private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  static forRoot(settings: StoreSettings): DynamicModule {
    return {
      module: SnapshotModule,
      providers: [
        {
          provide: SnapshotService,
          inject: [DataSource],
          useFactory: async (dataSource: DataSource) =>
            new SnapshotService(dataSource, await openStore(settings)),
        },
        SnapshotResolver,
      ],
      controllers: [SnapshotController],
    };
  }

  /** Where only the schema is printed, there is no database. The service does without a store that fails. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.dataSource.isInitialized) return;
    try {
      await this.service.sweep(AbortSignal.timeout(SWEEP_LIMIT_MS));
    } catch (err) {
      if (!(err instanceof StoreFailure)) throw err;
      this.logger.warn({ err }, 'the store of the snapshots could not be looked through');
    }
  }
}
