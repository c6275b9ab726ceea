import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogInfoService, type PlainInfo } from './catalog-info.service.js';
import { CatalogCounts, CatalogInfo } from './catalog-info.type.js';

@Resolver(() => CatalogInfo)
export class CatalogInfoResolver {
  constructor(private readonly info: CatalogInfoService) {}

  @Query(() => CatalogInfo, { description: 'What this catalogue is, holds and allows.' })
  catalogInfo(): Promise<PlainInfo> {
    return this.info.get();
  }

  @ResolveField(() => String)
  changePosition(): Promise<string> {
    return this.info.changePosition();
  }

  @ResolveField(() => CatalogCounts)
  counts(): Promise<CatalogCounts> {
    return this.info.counts();
  }
}
