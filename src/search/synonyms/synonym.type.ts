import { Field, GraphQLISODateTime, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A term, and another one that a search for it also finds.' })
export class Synonym {
  @Field({ description: 'What is looked for.' })
  term: string;

  @Field({ description: 'What is found too.' })
  expansion: string;

  @Field({ description: 'Whether a search for the expansion also finds the term.' })
  bothWays: boolean;

  @Field(() => String, { nullable: true, description: 'What other curators should know of it.' })
  note: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was added.' })
  createdAt: Date;
}
