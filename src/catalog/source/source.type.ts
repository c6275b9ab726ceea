import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

/** How a fact was published. */
export enum SourceKind {
  OFFICIAL_LIST = 'OFFICIAL_LIST',
  NEWS = 'NEWS',
  REPOST = 'REPOST',
}

registerEnumType(SourceKind, {
  name: 'SourceKind',
  description: 'How the fact was published.',
  valuesMap: {
    OFFICIAL_LIST: { description: 'A published award list.' },
    NEWS: { description: "A page at its publisher's own address." },
    REPOST: { description: 'A re-posted copy; its address is left out because it is not fit to link.' },
  },
});

@ObjectType({ description: 'The public page or list from which the facts of a record come.' })
export class Source {
  @Field(() => SourceKind, { description: 'How the fact was published.' })
  kind: SourceKind;

  @Field(() => String, { nullable: true, description: 'Who published it; null when unknown.' })
  publisher: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Title of the page or list, as published; null when unknown.',
  })
  title: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Date of publication, ISO 8601, to what is known: 2023, 2023-07 or 2023-07-28; null when unknown.',
  })
  date: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The publisher's own address; null for a re-posted copy or when unknown.",
  })
  url: string | null;
}
