import { Field, Int, ObjectType } from '@nestjs/graphql';
import { COUNT_COST } from '../../common/graphql/complexity.js';
import { Entity, Node } from '../../common/graphql/entity.interface.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { Recognition } from '../achievement/achievement.enums.js';

@ObjectType({
  implements: () => [Node, Entity],
  description: 'A prize, competition or exhibition, under the name by which a source gives it.',
})
export class Award extends Entity {
  @Field(() => Int, {
    complexity: COUNT_COST,
    description: 'Number of achievements that name it, won or not. See `awardedCount` for wins.',
  })
  achievementCount: number;

  @Field(() => Int, { complexity: COUNT_COST, description: 'Number of achievements that won it.' })
  awardedCount: number;
}

@ObjectType({
  description: 'What an achievement has from one award. Only a recognition of AWARDED is a win.',
})
export class AwardGrant {
  @Field(() => Award, { description: 'The award.' })
  award: Award;

  @Field(() => Recognition, {
    description: 'Whether the award was won, or the achievement was only nominated or shown there.',
  })
  recognition: Recognition;

  @Field(() => String, {
    nullable: true,
    description: 'Level, as the source words it (一等奖 …); null when unknown.',
  })
  level: string | null;

  @Field(() => Int, { nullable: true, description: 'Year of the award; null when unknown.' })
  year: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The award list's own number, such as J-223-1-01; null when unknown.",
  })
  listCode: string | null;
}

export const AwardEdge = edgeType('Award', () => Award);
export const AwardConnection = connectionType('Award', () => AwardEdge);
