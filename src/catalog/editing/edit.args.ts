import { applyDecorators } from '@nestjs/common';
import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { type VersionedCode } from './versions.js';

const MAX_REASON_LENGTH = 1_000;
const MAX_KEY_LENGTH = 200;

/** More than any record will have, and less than the database's greatest number. */
const MAX_VERSION = 1_000_000_000;

/** More than blanks, and no control characters. */
const SPOKEN = /^(?=.*\S)[^\p{Cc}\p{Cs}]*$/u;

const Spoken = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(MAX_REASON_LENGTH),
    Matches(SPOKEN, { message: '$property must say something, without control characters' }),
  );

function ReasonField(): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description: `Why, for the history, which is public: at most ${MAX_REASON_LENGTH} characters.`,
    }),
    IsOptional(),
    Spoken(),
  );
}

function RequiredReasonField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => String, { description: `${description} At most ${MAX_REASON_LENGTH} characters.` }),
    Spoken(),
  );
}

const CodeField = (): PropertyDecorator =>
  applyDecorators(
    Field({ description: 'Permanent code of the record.' }),
    IsString(),
    Matches(/^[\w-]{1,60}$/),
  );

const IfVersionField = (): PropertyDecorator =>
  applyDecorators(
    Field(() => Int, {
      description:
        'The `version` that you read. When it is another one by now, nothing is written and CONFLICT tells both.',
    }),
    IsInt(),
    Min(1),
    Max(MAX_VERSION),
  );

const Key = (): PropertyDecorator =>
  applyDecorators(IsString(), IsNotEmpty(), MaxLength(MAX_KEY_LENGTH), Matches(/^[\x21-\x7e]+$/));

const KEY_MEANING = `A text of your own, 1 to ${MAX_KEY_LENGTH} visible ASCII characters such as a UUID, different for each request of your key. Sent again with the same arguments, the request is not carried out again and has the same answer.`;

@ArgsType()
export class CreateArgs {
  @Field(() => String, { description: KEY_MEANING })
  @Key()
  idempotencyKey: string;

  @ReasonField()
  reason?: string | null;
}

/** The argument by which a request can be sent again without being carried out again. */
@ArgsType()
export class RepeatableArgs {
  @Field(() => String, { nullable: true, description: KEY_MEANING })
  @IsOptional()
  @Key()
  idempotencyKey?: string | null;
}

@ArgsType()
class VersionedArgs extends RepeatableArgs implements VersionedCode {
  @CodeField()
  code: string;

  @IfVersionField()
  ifVersion: number;
}

@ArgsType()
export class UpdateArgs extends VersionedArgs {
  @ReasonField()
  reason?: string | null;
}

@ArgsType()
export class WithdrawArgs extends VersionedArgs {
  @RequiredReasonField('Why, in words for the public: the code answers with it from now on.')
  reason: string;
}

@ArgsType()
export class RestoreArgs extends RepeatableArgs {
  @CodeField()
  code: string;

  @ReasonField()
  reason?: string | null;
}

@ArgsType()
export class PutBackArgs extends UpdateArgs {
  @Field(() => Int, { description: 'The version whose content it shall have again.' })
  @IsInt()
  @Min(1)
  @Max(MAX_VERSION)
  version: number;
}

@InputType('VersionedCodeInput', { description: 'A record, in the version that you read.' })
class VersionedCodeInput implements VersionedCode {
  @CodeField()
  code: string;

  @IfVersionField()
  ifVersion: number;
}

@ArgsType()
export class MergeArgs extends RepeatableArgs {
  @Field(() => VersionedCodeInput, {
    description: 'The record that stays. What it says of itself is not changed.',
  })
  @ValidateNested()
  @Type(() => VersionedCodeInput)
  survivor: VersionedCodeInput;

  @Field(() => VersionedCodeInput, {
    description: 'The record that becomes one with it, and whose code answers with it from then on.',
  })
  @ValidateNested()
  @Type(() => VersionedCodeInput)
  duplicate: VersionedCodeInput;

  @RequiredReasonField('Why the two are one, for the history, which is public.')
  reason: string;
}

@ArgsType()
export class UndoMergeArgs extends RepeatableArgs {
  @ReasonField()
  reason?: string | null;
}
