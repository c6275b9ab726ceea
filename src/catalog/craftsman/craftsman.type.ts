import { Field, ObjectType } from '@nestjs/graphql';
import { Entity, Node } from '../../common/graphql/entity.interface.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { Organisation } from '../organisation/organisation.type.js';
import { Region } from '../region/region.type.js';
import { Studio } from '../studio/studio.type.js';
import { AffiliationBasis } from './craftsman.enums.js';

@ObjectType({
  implements: () => [Node, Entity],
  description:
    'A person: a name together with a unit. Namesakes in different units are different people, and a person reported without a unit is not taken for anyone else.',
})
export class Craftsman extends Entity {
  @Field(() => Organisation, {
    nullable: true,
    description:
      'Unit with which the person is listed; null when none is named. Ask for `organisationBasis` too: with LEAD_UNIT the source does not say that it is the person’s own.',
  })
  organisation: Organisation | null;

  @Field(() => AffiliationBasis, {
    nullable: true,
    description: 'How the unit is known; null when it is unknown.',
  })
  organisationBasis: AffiliationBasis | null;

  @Field(() => String, {
    nullable: true,
    description: 'Trade or position, as the source words it; null when unknown.',
  })
  trade: string | null;

  @Field(() => [String], { description: 'Honours, as the source words them.' })
  honours: string[];

  @Field(() => Region, { nullable: true, description: 'Region; null when unknown.' })
  region: Region | null;

  @Field(() => Studio, {
    nullable: true,
    description: 'Innovation studio of which the person is part; null when unknown.',
  })
  studio: Studio | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the page that reports the person; null when unknown.',
  })
  sourceUrl: string | null;
}

export const CraftsmanEdge = edgeType('Craftsman', () => Craftsman);
export const CraftsmanConnection = connectionType('Craftsman', () => CraftsmanEdge);
