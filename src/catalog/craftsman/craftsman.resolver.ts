import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import {
  CRAFTSMAN_ROW,
  STUDIO_ROW,
  type CraftsmanRow,
  type RegionRow,
  type StudioRow,
} from '../catalog.rows.js';
import { ReferenceData } from '../reference-data.js';
import { Region } from '../region/region.type.js';
import { RecordLookup } from '../record-lookup.js';
import { Studio } from '../studio/studio.type.js';
import { CraftsmanListArgs } from './craftsman.input.js';
import { Craftsman, CraftsmanConnection } from './craftsman.type.js';

@Resolver(() => Craftsman)
export class CraftsmanResolver {
  constructor(
    private readonly lists: CatalogLists,
    private readonly reference: ReferenceData,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Craftsman, {
    nullable: true,
    description:
      'The craftsman with this code; null when there never was one, and the error GONE when withdrawn. The code of a record that was merged into another one gives that other one.',
  })
  craftsman(
    @Args('code', { description: 'Permanent code, such as CRF-00001.' }) code: string,
    @Context() { reader }: CatalogContext,
  ): Promise<CraftsmanRow | null> {
    return this.lookup.find(reader, CRAFTSMAN_ROW, code);
  }

  @Query(() => CraftsmanConnection, {
    complexity: pageCost,
    description: 'Craftsmen, filtered, ordered and paged.',
  })
  craftsmen(
    @Args() args: CraftsmanListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<CraftsmanRow>> {
    return reader.page(this.lists.craftsmen, toListRequest(args));
  }

  @ResolveField(() => Region, { nullable: true })
  region(
    { regionCode }: CraftsmanRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): RegionRow | Promise<RegionRow | null> | null {
    return this.reference.region(regionCode, reader);
  }

  @ResolveField(() => Studio, { nullable: true })
  studio(
    { studioCode }: CraftsmanRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): Promise<StudioRow | null> | null {
    return studioCode === null ? null : reader.find<StudioRow>(STUDIO_ROW, studioCode);
  }
}
