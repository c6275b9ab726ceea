import { type Type } from '@nestjs/common';
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JSON_VALUE } from '../../common/graphql/json.scalar.js';
import { ChangeSet } from '../history/change.types.js';
import { type BaseRow } from '../../database/query/row.js';
import { type ChangeSetRow } from '../history/change.lists.js';
import { EDITABLE } from './editable.js';
import {
  EditProblemCode,
  type ConflictingField,
  type EditedType,
  type EditProblem,
  type VersionConflict,
} from './edits.js';

registerEnumType(EditProblemCode, {
  name: 'EditErrorCode',
  description: 'Why an edit was refused.',
  valuesMap: {
    INVALID: { description: 'A value is not allowed, or values do not go together.' },
    UNKNOWN_REFERENCE: { description: 'It names a record that is not there.' },
    DUPLICATE: {
      description: 'Another record is the same: its name, and its unit where units tell namesakes apart.',
    },
    STILL_LINKED: { description: 'Other records name the one that would be withdrawn.' },
    NOT_FOUND: { description: 'There is no such record, version or change set.' },
    GONE: { description: 'The record is withdrawn, or merged into another one.' },
    CONFLICT: {
      description:
        'Others have changed it since it was read, or the idempotency key was sent with another request. Nothing was overwritten.',
    },
  },
});

@ObjectType('ConflictingField', { description: 'A field that others have changed since a record was read.' })
class ConflictingFieldType implements ConflictingField {
  @Field({ description: 'Name of the field, as the inputs have it.' })
  field: string;

  @Field(() => JSON_VALUE, { nullable: true, description: 'What you read.' })
  read: unknown;

  @Field(() => JSON_VALUE, { nullable: true, description: 'What is there now.' })
  current: unknown;

  @Field(() => JSON_VALUE, { nullable: true, description: 'What you sent, or read where you sent nothing.' })
  yours: unknown;
}

@ObjectType('VersionConflict', {
  description: 'The version that an edit was made of, beside the one that is there.',
})
class VersionConflictType implements VersionConflict {
  @Field(() => Int, { description: 'The version that you read.' })
  ifVersion: number;

  @Field(() => Int, {
    description: 'The version that is there now; send it as `ifVersion` once you have looked.',
  })
  currentVersion: number;

  @Field(() => [ConflictingFieldType], { complexity: 0, description: 'What others have changed in between.' })
  fields: ConflictingField[];
}

@ObjectType({ description: 'One reason why an edit was refused; nothing of it was written.' })
export class EditError {
  @Field(() => EditProblemCode, { description: 'The kind of reason.' })
  code: EditProblemCode;

  @Field(() => [String], {
    description: 'The argument, and within it the fields and places in lists (from 0), outermost first.',
  })
  path: readonly string[];

  @Field({ description: 'The reason in words: what is wrong and what is allowed.' })
  message: string;

  @Field(() => VersionConflictType, {
    nullable: true,
    complexity: 0,
    description: 'Of a CONFLICT with what others have written: both versions.',
  })
  conflict?: VersionConflict;
}

/** What a mutation answers with. */
export interface EditPayload {
  readonly record: BaseRow | null;
  readonly changeSet: ChangeSetRow | null;
  readonly errors: readonly EditProblem[];
}

/** Makes the GraphQL payload type `<Verb><type>Payload`. */
export function payloadType(name: string, type: EditedType, meaning: string): Type<EditPayload> {
  const { object } = EDITABLE[type];
  const field = type.charAt(0).toLowerCase() + type.slice(1);

  @ObjectType(`${name}Payload`, {
    description: `What came of \`${name.charAt(0).toLowerCase()}${name.slice(1)}\`.`,
  })
  class Payload implements EditPayload {
    @Field(object, { name: field, nullable: true, description: meaning })
    record: BaseRow | null;

    @Field(() => ChangeSet, {
      nullable: true,
      description: 'Its entry in the history; null when it was refused.',
    })
    changeSet: ChangeSetRow | null;

    @Field(() => [EditError], {
      complexity: 0,
      description: 'Why it was refused, with nothing written; empty when it was done.',
    })
    errors: readonly EditProblem[];
  }
  return Payload;
}
