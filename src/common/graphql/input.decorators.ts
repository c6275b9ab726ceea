import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Field, GraphQLISODateTime } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsDate,
  IsEnum,
  IsOptional,
  IsString,
  MaxDate,
  MaxLength,
  MinDate,
  ValidateNested,
} from 'class-validator';

/** The most values one list of an input may hold: a longer one is an export, and its statement is too large to plan. */
export const MAX_LIST_SIZE = 200;

/** The longest text that can be a code, a global id or a level. */
const MAX_VALUE_LENGTH = 200;

/** An optional input that is itself an input, checked by its own rules. */
export function InputField(type: () => Class<unknown>, description: string): PropertyDecorator {
  return applyDecorators(
    Field(type, { nullable: true, description }),
    IsOptional(),
    ValidateNested(),
    Type(type),
  );
}

/** An optional list of inputs, each checked by its own rules; given, it is not empty. */
export function InputListField(type: () => Class<unknown>, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => [type()], { nullable: true, description }),
    IsOptional(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LIST_SIZE),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** An optional list of texts (of GraphQL type `type`); given, it is not empty. */
export function TextListField(type: () => [object], description: string): PropertyDecorator {
  return applyDecorators(
    Field(type, { nullable: true, description }),
    IsOptional(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LIST_SIZE),
    IsString({ each: true }),
    MaxLength(MAX_VALUE_LENGTH, { each: true }),
  );
}

/** An optional list of enum values; given, it has at least `minimum` of them. */
export function EnumListField(
  values: Record<string, string>,
  description: string,
  maximum = Object.keys(values).length,
  minimum = 1,
): PropertyDecorator {
  return applyDecorators(
    Field(() => [values], { nullable: true, description }),
    IsOptional(),
    ArrayMinSize(minimum),
    ArrayMaxSize(maximum),
    IsEnum(values, { each: true }),
  );
}

/** Moments outside these years are typing errors, and some of them PostgreSQL cannot hold. */
const FIRST_MOMENT = new Date('0001-01-01T00:00:00Z');
const LAST_MOMENT = new Date('9999-12-31T23:59:59Z');

/** An optional moment. */
export function MomentField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => GraphQLISODateTime, { nullable: true, description }),
    IsOptional(),
    // Where it comes as a text, outside GraphQL.
    Type(() => Date),
    IsDate({ message: '$property must be a moment such as 2023-07-28T08:00:00Z' }),
    MinDate(FIRST_MOMENT),
    MaxDate(LAST_MOMENT),
  );
}
