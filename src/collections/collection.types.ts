import { Field, GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { Achievement } from '../catalog/achievement/achievement.type.js';
import { JSON_VALUE } from '../common/graphql/json.scalar.js';
import { connectionType, edgeType } from '../common/pagination/connection.type.js';
import { CollectionChangeKind, ShareStatus, Visibility } from './collection.enums.js';
import { type Bilingual } from './collection.state.js';

@ObjectType({
  description: 'A text in both languages, as it was written; see the field beside it for the one to show.',
})
export class BilingualText implements Bilingual {
  @Field(() => String, { nullable: true, description: 'In Chinese; null when it was not written.' })
  zh: string | null;

  @Field(() => String, { nullable: true, description: 'In English; null when it was not written.' })
  en: string | null;
}

@ObjectType({ description: 'A part of a collection under a title of its own.' })
export class CollectionSection {
  @Field(() => ID, { description: 'Its name within the collection, such as s1.' })
  id: string;
}

@ObjectType({ description: 'Why an achievement in a collection has no record any more.' })
export class Tombstone {
  @Field({ description: 'Why it was withdrawn, in words for the public.' })
  reason: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was withdrawn.' })
  retiredAt: Date;
}

@ObjectType({ description: 'An achievement in a collection, with what is said of it there.' })
export class CollectionItem {
  @Field(() => ID, {
    description: 'Code of the achievement as it was added; mutations name the item by it.',
  })
  code: string;

  @Field(() => Int, { description: 'Its place in the whole collection, from 1.' })
  position: number;

  @Field(() => Achievement, {
    nullable: true,
    description:
      'The record as it is today; of one that was merged into another, that other one. Null when it was withdrawn: see `tombstone`.',
  })
  achievement: Achievement | null;

  @Field(() => Tombstone, {
    nullable: true,
    description: 'Why there is no record any more; null while there is one.',
  })
  tombstone: Tombstone | null;

  @Field(() => CollectionSection, {
    nullable: true,
    description: 'The section that it stands in; null before all sections.',
  })
  section: CollectionSection | null;
}

@ObjectType({
  description: 'A selection of achievements for an exhibit, in the order in which they are shown.',
})
export class Collection {
  @Field(() => ID, {
    name: 'slug',
    description: 'Permanent name, for addresses; never given to another one.',
  })
  code: string;

  @Field(() => Int, { description: 'Starts at 1 and grows by one with every change.' })
  version: number;

  @Field(() => Visibility, { description: 'Who can see it.' })
  visibility: Visibility;

  @Field({ description: 'Who made it: the name of the key.' })
  owner: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it last changed.' })
  updatedAt: Date;
}

@ObjectType({ description: 'The step of a collection from one version to the next.' })
export class CollectionChange {
  @Field(() => Int, { description: 'The version that came of it.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  at: Date;

  @Field({ description: 'Who made it: the name of the key.' })
  author: string;

  @Field(() => CollectionChangeKind, { description: 'What was done.' })
  kind: CollectionChangeKind;

  @Field(() => Int, {
    description: 'The version that first had this content; an earlier one when it was put back.',
  })
  contentOf: number;

  @Field(() => JSON_VALUE, {
    name: 'content',
    description: 'What the collection was then: its title, note, visibility, sections and items.',
  })
  state: unknown;
}

@ObjectType({ description: 'A link by which a collection is shared; its secret is kept nowhere.' })
export class CollectionShare {
  @Field(() => ID, { description: 'Its number.' })
  id: string;

  @Field({ description: 'Who made it: the name of the key.' })
  createdBy: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'From when on it opens nothing.' })
  expiresAt: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When a curator ended it; null when none did.',
  })
  revokedAt: Date | null;

  @Field(() => ShareStatus, { description: 'How it stands.' })
  status: ShareStatus;
}

export const CollectionEdge = edgeType('Collection', () => Collection);
export const CollectionConnection = connectionType('Collection', () => CollectionEdge);
export const CollectionItemEdge = edgeType('CollectionItem', () => CollectionItem);
export const CollectionItemConnection = connectionType('CollectionItem', () => CollectionItemEdge);
export const CollectionChangeEdge = edgeType('CollectionChange', () => CollectionChange);
export const CollectionChangeConnection = connectionType('CollectionChange', () => CollectionChangeEdge);
