import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import {
  ORGANISATION_ROW,
  type CraftsmanRow,
  type OrganisationRow,
  type RegionRow,
  type StudioRow,
} from '../catalog.rows.js';
import { CraftsmanListArgs } from '../craftsman/craftsman.input.js';
import { CraftsmanConnection } from '../craftsman/craftsman.type.js';
import { ReferenceData } from '../reference-data.js';
import { Region } from '../region/region.type.js';
import { RecordLookup } from '../record-lookup.js';
import { StudioListArgs } from '../studio/studio.input.js';
import { StudioConnection } from '../studio/studio.type.js';
import { OrganisationListArgs } from './organisation.input.js';
import { Organisation, OrganisationConnection } from './organisation.type.js';

@Resolver(() => Organisation)
export class OrganisationResolver {
  constructor(
    private readonly lists: CatalogLists,
    private readonly reference: ReferenceData,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Organisation, {
    nullable: true,
    description:
      'The unit with this code; null when there never was one, and the error GONE when it was withdrawn. The code of a record that was merged into another one gives that other one.',
  })
  organisation(
    @Args('code', { description: 'Permanent code, such as ORG-00001.' }) code: string,
    @Context() { reader }: CatalogContext,
  ): Promise<OrganisationRow | null> {
    return this.lookup.find(reader, ORGANISATION_ROW, code);
  }

  @Query(() => OrganisationConnection, {
    complexity: pageCost,
    description: 'Units, filtered, ordered and paged.',
  })
  organisations(
    @Args() args: OrganisationListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<OrganisationRow>> {
    return reader.page(this.lists.organisations, toListRequest(args));
  }

  @ResolveField(() => Region, { nullable: true })
  region(
    { regionCode }: OrganisationRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): RegionRow | Promise<RegionRow | null> | null {
    return this.reference.region(regionCode, reader);
  }

  @ResolveField(() => StudioConnection, { complexity: pageCost, description: 'Studios that it runs.' })
  studios(
    @Parent() { code }: OrganisationRow,
    @Args() args: StudioListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<StudioRow>> {
    return reader.page(this.lists.studios, toListRequest(args, 'organisation'), code);
  }

  @ResolveField(() => CraftsmanConnection, {
    complexity: pageCost,
    description:
      'Craftsmen who are listed with it; see `organisationBasis` for whether it is their own unit.',
  })
  craftsmen(
    @Parent() { code }: OrganisationRow,
    @Args() args: CraftsmanListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<CraftsmanRow>> {
    return reader.page(this.lists.craftsmen, toListRequest(args, 'organisation'), code);
  }
}
