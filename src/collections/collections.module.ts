import { type DynamicModule, Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CollectionEditResolver } from './collection-edit.resolver.js';
import { CollectionDesk } from './collection.desk.js';
import { CollectionReader } from './collection.reader.js';
import { COLLECTION_RESOLVERS } from './collection.resolver.js';
import { CollectionShares } from './collection.share.js';
import { CollectionWriter } from './collection.writer.js';

/** Curators' exhibits: made, arranged, shared. */
@Module({})
export class CollectionsModule {
  /** @param search what finds the achievements that are added by a search */
  static forRoot(search: DynamicModule): DynamicModule {
    return {
      module: CollectionsModule,
      imports: [CatalogModule, search],
      providers: [
        CollectionShares,
        CollectionReader,
        CollectionWriter,
        CollectionDesk,
        CollectionEditResolver,
        ...COLLECTION_RESOLVERS,
      ],
    };
  }
}
