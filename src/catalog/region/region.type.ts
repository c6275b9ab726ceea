import { Field, Int, ObjectType } from '@nestjs/graphql';
import { COUNT_COST } from '../../common/graphql/complexity.js';
import { Entity, Node } from '../../common/graphql/entity.interface.js';

@ObjectType({ implements: () => [Node, Entity], description: 'A province-level region of China.' })
export class Region extends Entity {
  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-2 code, such as CN-SD; null where the standard gives none.',
  })
  isoCode: string | null;

  @Field(() => Int, {
    description: 'Place in the list of regions, from 1, in the usual administrative order.',
  })
  position: number;

  @Field(() => Int, { complexity: COUNT_COST, description: 'Number of its achievements.' })
  achievementCount: number;
}
