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

@ObjectType({ description: 'What came of adding a synonym.' })
export class AddSynonymPayload {
  @Field({ description: 'The synonym; searches know it within a second.' })
  synonym: Synonym;
}

@ObjectType({ description: 'What came of removing a synonym.' })
export class RemoveSynonymPayload {
  @Field({ description: 'The synonym as it was; searches forget it within a second.' })
  synonym: Synonym;
}
