import { Field, GraphQLISODateTime, ID, Int, InterfaceType } from '@nestjs/graphql';
import { type NodeType } from './global-id.js';

/** What every record that a resolver hands to GraphQL carries: its GraphQL type, for `node` and interfaces. */
export interface Typed {
  readonly __typename: NodeType;
}

@InterfaceType({
  description: 'A record with a global id, as the Relay specification has it.',
  resolveType: (value: Typed) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global id: opaque, unique across all kinds of records, permanent.' })
  id: string;
}

@InterfaceType({
  description: 'A record of the catalogue with a permanent public code.',
  implements: () => [Node],
  resolveType: (value: Typed) => value.__typename,
})
export abstract class Entity implements Node {
  id: string;

  @Field({
    description: 'Permanent public code; never given to another record, even after this one is withdrawn.',
  })
  code: string;

  @Field(() => Int, { description: 'Starts at 1 and grows by one with every edit by a curator.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When the record last changed.' })
  updatedAt: Date;
}
