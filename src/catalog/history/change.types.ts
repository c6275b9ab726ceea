import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity } from '../../common/graphql/entity.interface.js';
import { JSON_VALUE } from '../../common/graphql/json.scalar.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { ChangeKind } from '../../history/change-kind.js';

registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What was done.',
  valuesMap: {
    CREATE: { description: 'A record was added.' },
    UPDATE: { description: 'A record was changed.' },
    WITHDRAW: { description: 'A record was withdrawn.' },
    RESTORE: { description: 'A withdrawn record was brought back.' },
    MERGE: { description: 'Two records that are one were merged.' },
    PUT_BACK: { description: 'A record was put back to an earlier version.' },
    IMPORT: { description: 'A file was imported.' },
    REVERT: { description: 'A merge or an import was undone.' },
  },
});

@ObjectType({
  description: 'Everything that one request changed: who, when and why. It never changes again.',
})
export class ChangeSet {
  @Field(() => ID, { description: 'Its number; later change sets have greater ones.' })
  id: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was done.' })
  at: Date;

  @Field({ description: 'Who did it: the name of the key.' })
  author: string;

  @Field(() => ChangeKind, { description: 'What was done.' })
  kind: ChangeKind;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words of who did it; null when nothing was said.',
  })
  reason: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The change set that this one undid; null when it undid none.',
  })
  reverts: string | null;
}

@ObjectType({ description: 'A field before and after a change.' })
export class FieldChange {
  @Field({ description: 'Name of the field, as the inputs have it.' })
  field: string;

  @Field(() => JSON_VALUE, { nullable: true, description: 'What stood there before.' })
  before: unknown;

  @Field(() => JSON_VALUE, { nullable: true, description: 'What stood there afterwards.' })
  after: unknown;
}

@ObjectType({ description: 'The step of one record from one version to the next.' })
export class Change {
  @Field({ description: 'Code of the record.' })
  code: string;

  @Field(() => Entity, {
    nullable: true,
    description: 'The record as it is today; null when it is withdrawn or merged into another one.',
  })
  record: Entity | null;

  @Field(() => Int, { description: 'The version that came of it.' })
  version: number;

  @Field(() => ChangeSet, { description: 'Who, when and why, and what else was changed together with it.' })
  changeSet: ChangeSet;

  @Field(() => [FieldChange], {
    complexity: 0,
    description:
      'The fields that it changed; all known ones where the record was added, withdrawn or restored.',
  })
  fields: FieldChange[];
}

export const ChangeEdge = edgeType('Change', () => Change);
export const ChangeConnection = connectionType('Change', () => ChangeEdge);
