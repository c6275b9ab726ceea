import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { pageCost, shortPageCost } from '../../common/graphql/complexity.js';
import { DirectField } from '../../common/graphql/direct-field.js';
import { LangArgs } from '../../common/graphql/lang.args.js';
import { Text } from '../../common/graphql/text.type.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { PageArgs } from '../../common/pagination/page.args.js';
import { AwardGrant } from '../award/award.type.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import {
  ACHIEVEMENT_CRAFTSMEN,
  ACHIEVEMENT_GRANTS,
  ACHIEVEMENT_ORGANISATIONS,
  ACHIEVEMENT_ROW,
  STUDIO_ROW,
  type AchievementRow,
  type AwardRow,
  type CraftsmanLink,
  type CraftsmanRow,
  type GrantLink,
  type IndustryRow,
  type OrganisationLink,
  type OrganisationRow,
  type RegionRow,
  type StudioRow,
} from '../catalog.rows.js';
import { nameOf } from '../entity.resolver.js';
import { Industry } from '../industry/industry.type.js';
import { Organisation } from '../organisation/organisation.type.js';
import { ReferenceData } from '../reference-data.js';
import { Region } from '../region/region.type.js';
import { RecordLookup } from '../record-lookup.js';
import { Studio } from '../studio/studio.type.js';
import { toCraftsmanConnection, type AchievementCraftsmanRow } from './achievement-craftsmen.js';
import { OrganisationRole } from './achievement.enums.js';
import { AchievementListArgs } from './achievement.input.js';
import { Achievement, AchievementConnection, AchievementCraftsmanConnection } from './achievement.type.js';

@Resolver(() => Achievement)
export class AchievementResolver {
  constructor(
    private readonly lists: CatalogLists,
    private readonly reference: ReferenceData,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Achievement, {
    nullable: true,
    description:
      'The achievement with this code; null when there never was one, and the error GONE when it was withdrawn. The code of a record that was merged into another one gives that other one.',
  })
  achievement(
    @Args('code', { description: 'Permanent code, such as WIA-0001.' }) code: string,
    @Context() { reader }: CatalogContext,
  ): Promise<AchievementRow | null> {
    return this.lookup.find(reader, ACHIEVEMENT_ROW, code);
  }

  @Query(() => AchievementConnection, {
    complexity: pageCost,
    description: 'Achievements, filtered, ordered and paged.',
  })
  achievements(
    @Args() args: AchievementListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<AchievementRow>> {
    return reader.page(this.lists.achievements, toListRequest(args));
  }

  @DirectField()
  @ResolveField(() => Text, { description: 'Title.' })
  title(achievement: AchievementRow, @Args() wanted: LangArgs): Text {
    return nameOf(achievement, wanted);
  }

  @ResolveField(() => Industry)
  industry(
    { industryCode }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): IndustryRow | Promise<IndustryRow | null> | null {
    return this.reference.industry(industryCode, reader);
  }

  @ResolveField(() => Region, { nullable: true })
  region(
    { regionCode }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): RegionRow | Promise<RegionRow | null> | null {
    return this.reference.region(regionCode, reader);
  }

  @ResolveField(() => Organisation, { nullable: true })
  async organisation(
    { code }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): Promise<OrganisationRow | undefined> {
    const units = await reader.linked<OrganisationRow, OrganisationLink>(ACHIEVEMENT_ORGANISATIONS, code);
    return units.find(({ link }) => link.role === OrganisationRole.LEAD)?.row;
  }

  @ResolveField(() => [Organisation])
  async partnerOrganisations(
    { code }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): Promise<OrganisationRow[]> {
    const units = await reader.linked<OrganisationRow, OrganisationLink>(ACHIEVEMENT_ORGANISATIONS, code);
    return units.filter(({ link }) => link.role === OrganisationRole.PARTNER).map(({ row }) => row);
  }

  @ResolveField(() => Studio, { nullable: true })
  studio(
    { studioCode }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): Promise<StudioRow | null> | null {
    return studioCode === null ? null : reader.find<StudioRow>(STUDIO_ROW, studioCode);
  }

  @DirectField()
  @ResolveField(() => AchievementCraftsmanConnection, {
    complexity: shortPageCost,
    description: "The people named, in the source's order, with their roles.",
  })
  async craftsmen(
    { code }: AchievementRow,
    @Args() args: PageArgs,
    { reader }: CatalogContext,
  ): Promise<Connection<CraftsmanRow, AchievementCraftsmanRow>> {
    return toCraftsmanConnection(
      await reader.linked<CraftsmanRow, CraftsmanLink>(ACHIEVEMENT_CRAFTSMEN, code),
      args,
    );
  }

  @ResolveField(() => [AwardGrant])
  async grants({ code }: AchievementRow, _args: unknown, { reader }: CatalogContext): Promise<AwardGrant[]> {
    const grants = await reader.linked<AwardRow, GrantLink>(ACHIEVEMENT_GRANTS, code);
    return grants.map(({ row, link }) => ({ ...link, award: row }) as unknown as AwardGrant);
  }

  @ResolveField(() => String, { nullable: true })
  async listCode(
    { code }: AchievementRow,
    _args: unknown,
    { reader }: CatalogContext,
  ): Promise<string | null> {
    const [first] = await reader.linked<AwardRow, GrantLink>(ACHIEVEMENT_GRANTS, code);
    return first?.link.listCode ?? null;
  }
}
