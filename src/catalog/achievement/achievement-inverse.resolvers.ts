import { type Type } from '@nestjs/common';
import { Args, ArgsType, Context, Field, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { COUNT_COST, pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { type BaseRow } from '../../database/query/row.js';
import { Award } from '../award/award.type.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import { type AchievementRow } from '../catalog.rows.js';
import { Craftsman } from '../craftsman/craftsman.type.js';
import { Industry } from '../industry/industry.type.js';
import { Organisation } from '../organisation/organisation.type.js';
import { Region } from '../region/region.type.js';
import { Studio } from '../studio/studio.type.js';
import { OrganisationRole } from './achievement.enums.js';
import { AchievementListArgs } from './achievement.input.js';
import { type AchievementScope } from './achievement.list.js';
import { AchievementConnection } from './achievement.type.js';

/** Makes the resolver of `<type>.achievements`. */
function achievementsOf(
  type: () => Type<object>,
  scope: AchievementScope,
  description: string,
): Type<object> {
  @Resolver(type)
  class AchievementsOf {
    constructor(readonly lists: CatalogLists) {}

    @ResolveField(() => AchievementConnection, { complexity: pageCost, description })
    achievements(
      @Parent() { code }: BaseRow,
      @Args() args: AchievementListArgs,
      @Context() { reader }: CatalogContext,
    ): Promise<Connection<AchievementRow>> {
      return reader.page(this.lists.achievements, toListRequest(args, scope), code);
    }
  }
  return AchievementsOf;
}

/** Makes the resolver of `<type>.achievementCount`. */
function achievementCountOf(type: () => Type<object>, scope: AchievementScope): Type<object> {
  @Resolver(type)
  class AchievementCountOf {
    constructor(readonly lists: CatalogLists) {}

    @ResolveField(() => Int, { complexity: COUNT_COST })
    achievementCount(@Parent() { code }: BaseRow, @Context() { reader }: CatalogContext): Promise<number> {
      return reader.count(this.lists.achievements, { filter: null, scope }, code);
    }
  }
  return AchievementCountOf;
}

@ArgsType()
class OrganisationAchievementListArgs extends AchievementListArgs {
  @Field(() => OrganisationRole, {
    nullable: true,
    description: 'Only those in which the unit has this part.',
  })
  @IsOptional()
  @IsEnum(OrganisationRole)
  role?: OrganisationRole | null;
}

@Resolver(() => Organisation)
class OrganisationAchievementsResolver {
  constructor(private readonly lists: CatalogLists) {}

  @ResolveField(() => AchievementConnection, {
    complexity: pageCost,
    description: 'Achievements that name this unit, as lead or partner.',
  })
  achievements(
    @Parent() { code }: BaseRow,
    @Args() args: OrganisationAchievementListArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<AchievementRow>> {
    const scope: AchievementScope = args.role ? `organisation:${args.role}` : 'organisation';
    return reader.page(this.lists.achievements, toListRequest(args, scope), code);
  }
}

@Resolver(() => Award)
class AwardedCountResolver {
  constructor(private readonly lists: CatalogLists) {}

  @ResolveField(() => Int, { complexity: COUNT_COST })
  awardedCount(@Parent() { code }: BaseRow, @Context() { reader }: CatalogContext): Promise<number> {
    return reader.count(this.lists.achievements, { filter: null, scope: 'award:AWARDED' }, code);
  }
}

/** The ways back: from every record that an achievement names to the achievements that name it. */
export const ACHIEVEMENT_INVERSE_RESOLVERS: Type<object>[] = [
  achievementsOf(() => Industry, 'industry', 'Achievements of this industry.'),
  achievementsOf(() => Region, 'region', 'Achievements of this region.'),
  achievementsOf(() => Craftsman, 'craftsman', 'Achievements that name this person.'),
  achievementsOf(() => Studio, 'studio', 'Achievements that name this studio.'),
  achievementsOf(
    () => Award,
    'award',
    'Achievements that name this award, won or not; filter by `awardWon` to keep only wins.',
  ),
  OrganisationAchievementsResolver,
  achievementCountOf(() => Industry, 'industry'),
  achievementCountOf(() => Region, 'region'),
  achievementCountOf(() => Award, 'award'),
  AwardedCountResolver,
];
