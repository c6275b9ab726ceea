import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogInfoService } from './catalog-info.service.js';
import { CatalogCounts, CatalogInfo } from './catalog-info.type.js';

@Resolver(() => CatalogInfo)
export class CatalogInfoResolver {
  constructor(private readonly info: CatalogInfoService) {}

  @Query(() => CatalogInfo, { description: 'What this catalogue is, holds and allows.' })
  catalogInfo(): Promise<Omit<CatalogInfo, 'counts'>> {
    return this.info.get();
  }

  @ResolveField(() => CatalogCounts)
  counts(): Promise<CatalogCounts> {
    return this.info.counts();
  }
}
