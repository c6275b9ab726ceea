import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { pageCost, shortListCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import {
  STUDIO_LEADERS,
  STUDIO_ROW,
  type CraftsmanRow,
  type IndustryRow,
  type RegionRow,
  type StudioRow,
} from '../catalog.rows.js';
import { CraftsmanListArgs } from '../craftsman/craftsman.input.js';
import { Craftsman, CraftsmanConnection } from '../craftsman/craftsman.type.js';
import { Industry } from '../industry/industry.type.js';
import { ReferenceData } from '../reference-data.js';
import { Region } from '../region/region.type.js';
import { RecordLookup } from '../record-lookup.js';
import { StudioListArgs } from './studio.input.js';
import { Studio, StudioConnection } from './studio.type.js';

@Resolver(() => Studio)
export class StudioResolver {
  constructor(
    private readonly lists: CatalogLists,
    private readonly reference: ReferenceData,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Studio, {
    nullable: true,
    description:
      'The studio with this code; null when there never was one, and the error GONE when it was withdrawn. The code of a record that was merged into another one gives that other one.',
  })
  studio(
    @Args('code', { description: 'Permanent code, such as STU-0001.' }) code: string,
    @Context() { reader }: CatalogContext,
  ): Promise<StudioRow | null> {
    return this.lookup.find(reader, STUDIO_ROW, code);
  }

  @Query(() => StudioConnection, {
    complexity: pageCost,
    description: 'Studios, filtered, ordered and paged.',
  })
  studios(
    @Args() args: StudioListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<StudioRow>> {
    return reader.page(this.lists.studios, toListRequest(args));
  }

  @ResolveField(() => Craftsman, { nullable: true, description: 'First leader named; null when unknown.' })
  async leader(
    studio: StudioRow,
    _args: unknown,
    context: CatalogContext,
  ): Promise<CraftsmanRow | undefined> {
    const [first] = await this.leaders(studio, _args, context);
    return first;
  }

  @ResolveField(() => [Craftsman], {
    complexity: shortListCost,
    description: "All leaders, in the source's order.",
  })
  async leaders({ code }: StudioRow, _args: unknown, { reader }: CatalogContext): Promise<CraftsmanRow[]> {
    const leaders = await reader.linked<CraftsmanRow, object>(STUDIO_LEADERS, code);
    return leaders.map(({ row }) => row);
  }

  @ResolveField(() => CraftsmanConnection, { complexity: pageCost, description: 'Its leaders and members.' })
  craftsmen(
    @Parent() { code }: StudioRow,
    @Args() args: CraftsmanListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<CraftsmanRow>> {
    return reader.page(this.lists.craftsmen, toListRequest(args, 'studio'), code);
  }

  @ResolveField(() => Region, { nullable: true })
  region(
    { regionCode }: StudioRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): RegionRow | Promise<RegionRow | null> | null {
    return this.reference.region(regionCode, reader);
  }

  @ResolveField(() => Industry, { nullable: true })
  industry(
    { industryCode }: StudioRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): IndustryRow | Promise<IndustryRow | null> | null {
    return this.reference.industry(industryCode, reader);
  }
}
