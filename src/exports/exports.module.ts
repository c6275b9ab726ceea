import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogLists } from '../catalog/catalog.lists.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { SearchMembers } from '../search/search.members.js';
import { ExportController } from './export.controller.js';
import { ExportResolver } from './export.resolver.js';
import { ExportService } from './export.service.js';

/** The catalogue as files. */
@Module({})
export class ExportsModule {
  /** @param search the module that searches */
  static forRoot(search: DynamicModule): DynamicModule {
    return {
      module: ExportsModule,
      imports: [CatalogModule, search],
      providers: [
        {
          provide: ExportService,
          inject: [DataSource, CatalogLists, SearchMembers],
          useFactory: (dataSource: DataSource, lists: CatalogLists, members: SearchMembers) =>
            new ExportService(dataSource, lists, members),
        },
        ExportResolver,
      ],
      controllers: [ExportController],
    };
  }
}
