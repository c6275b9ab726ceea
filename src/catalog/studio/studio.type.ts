import { Field, ObjectType } from '@nestjs/graphql';
import { Entity, Node } from '../../common/graphql/entity.interface.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { Industry } from '../industry/industry.type.js';
import { Organisation } from '../organisation/organisation.type.js';
import { Region } from '../region/region.type.js';

@ObjectType({
  implements: () => [Node, Entity],
  description: 'An innovation studio: a named team around one or more craftsmen.',
})
export class Studio extends Entity {
  @Field(() => Organisation, { nullable: true, description: 'Unit that runs it; null when unknown.' })
  organisation: Organisation | null;

  @Field(() => Region, { nullable: true, description: 'Region; null when unknown.' })
  region: Region | null;

  @Field(() => Industry, { nullable: true, description: 'Industry; null when unknown.' })
  industry: Industry | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the page that reports it; null when unknown.',
  })
  sourceUrl: string | null;
}

export const StudioEdge = edgeType('Studio', () => Studio);
export const StudioConnection = connectionType('Studio', () => StudioEdge);
