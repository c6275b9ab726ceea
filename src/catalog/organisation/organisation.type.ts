import { Field, ObjectType } from '@nestjs/graphql';
import { Entity, Node } from '../../common/graphql/entity.interface.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { Region } from '../region/region.type.js';

@ObjectType({
  implements: () => [Node, Entity],
  description:
    'A unit (company, institute, hospital …) under the name by which a source gives it. The full and the short form of a name stay two units.',
})
export class Organisation extends Entity {
  @Field(() => Region, {
    nullable: true,
    description:
      'The one region of the innovation studios that it runs, as their sources give it; null when they name none or several. The region of an achievement says where the work was, not where its unit is.',
  })
  region: Region | null;
}

export const OrganisationEdge = edgeType('Organisation', () => Organisation);
export const OrganisationConnection = connectionType('Organisation', () => OrganisationEdge);
