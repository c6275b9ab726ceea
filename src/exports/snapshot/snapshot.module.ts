import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SnapshotController } from './snapshot.controller.js';
import { SnapshotFolder } from './snapshot.folder.js';
import { SnapshotResolver } from './snapshot.resolver.js';
import { SnapshotService } from './snapshot.service.js';

/** Releases of the whole data that stay as they are. */
@Module({})
export class SnapshotModule implements OnApplicationBootstrap {
  constructor(
    private readonly service: SnapshotService,
    private readonly dataSource: DataSource,
  ) {}

  /** @param dataDirectory folder of what the service keeps */
  static forRoot(dataDirectory: string): DynamicModule {
    return {
      module: SnapshotModule,
      providers: [
        {
          provide: SnapshotService,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) =>
            new SnapshotService(dataSource, new SnapshotFolder(dataDirectory)),
        },
        SnapshotResolver,
      ],
      controllers: [SnapshotController],
    };
  }

  /** Where only the schema is printed, there is no database. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.dataSource.isInitialized) await this.service.sweep();
  }
}
