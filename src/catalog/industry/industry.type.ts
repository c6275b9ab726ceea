import { Field, Int, ObjectType } from '@nestjs/graphql';
import { COUNT_COST } from '../../common/graphql/complexity.js';
import { Entity, Node } from '../../common/graphql/entity.interface.js';

@ObjectType({
  implements: () => [Node, Entity],
  description: 'A field of industry. The seven that the conference showed come first.',
})
export class Industry extends Entity {
  @Field(() => Int, { description: 'Place in the list of industries, from 1.' })
  position: number;

  @Field({ description: 'Whether it is one of the seven fields that the conference of July 2023 showed.' })
  shownAtConference: boolean;

  @Field(() => Int, { complexity: COUNT_COST, description: 'Number of its achievements.' })
  achievementCount: number;
}
