import { Field, Int, ObjectType } from '@nestjs/graphql';
import { shortListCost } from '../../common/graphql/complexity.js';
import { Entity, Node } from '../../common/graphql/entity.interface.js';
import { connectionType, edgeType, type Edge } from '../../common/pagination/connection.type.js';
import { AwardGrant } from '../award/award.type.js';
import { Craftsman } from '../craftsman/craftsman.type.js';
import { Industry } from '../industry/industry.type.js';
import { Organisation } from '../organisation/organisation.type.js';
import { Region } from '../region/region.type.js';
import { Source } from '../source/source.type.js';
import { Studio } from '../studio/studio.type.js';
import { Recognition } from './achievement.enums.js';

@ObjectType({
  implements: () => [Node, Entity],
  description: "A workers' innovation achievement, as a public source reports it. `name` is its title.",
})
export class Achievement extends Entity {
  @Field(() => Recognition, { description: 'Standing with the awards named. Only AWARDED is a win.' })
  recognition: Recognition;

  @Field(() => Industry, { description: 'Industry, classified by this project and not by the source.' })
  industry: Industry;

  @Field(() => Region, { nullable: true, description: 'Region; null when unknown.' })
  region: Region | null;

  @Field(() => Int, { nullable: true, description: 'Year; null when unknown.' })
  year: number | null;

  @Field(() => Organisation, {
    nullable: true,
    description: 'Lead unit: the first one named; null when none is.',
  })
  organisation: Organisation | null;

  @Field(() => [Organisation], {
    complexity: shortListCost,
    description: "Further units, in the source's order.",
  })
  partnerOrganisations: Organisation[];

  @Field(() => Studio, { nullable: true, description: 'Innovation studio; null when none is named.' })
  studio: Studio | null;

  @Field({
    description: 'True when the source cut its list of people off, so that `craftsmen` is not complete.',
  })
  peoplePartial: boolean;

  @Field(() => [AwardGrant], {
    complexity: shortListCost,
    description: 'What it has from awards; look at the recognition of each, for not every one is a win.',
  })
  grants: AwardGrant[];

  @Field(() => String, {
    nullable: true,
    description: "The award list's own number, of its first grant; null when unknown.",
  })
  listCode: string | null;

  @Field(() => [String], {
    description: "Short facts on its effect, in English, in the project's own wording.",
  })
  figures: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Conference or exhibition at which the source says it was shown; null when the source says nothing.',
  })
  exhibitedAt: string | null;

  @Field(() => Source, { description: 'Where these facts were published.' })
  source: Source;
}

export const AchievementEdge = edgeType('Achievement', () => Achievement);
export const AchievementConnection = connectionType('Achievement', () => AchievementEdge);

@ObjectType('AchievementCraftsmanEdge', { description: 'A person in the list of an achievement.' })
export class AchievementCraftsmanEdge implements Edge<Craftsman> {
  @Field(() => String, { description: 'Opaque place of this person in the list.' })
  cursor: string;

  @Field(() => Craftsman, { description: 'The person.' })
  node: Craftsman;

  @Field(() => String, {
    nullable: true,
    description: 'Role in the achievement, as the source words it; null when unknown.',
  })
  role: string | null;

  @Field(() => Int, { description: "Place in the source's list, from 1." })
  position: number;
}

export const AchievementCraftsmanConnection = connectionType<Craftsman, AchievementCraftsmanEdge>(
  'AchievementCraftsman',
  () => AchievementCraftsmanEdge,
);
