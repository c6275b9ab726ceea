import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Field, ID, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEnum,
  IsInt,
  IsNotEmpty,
  IsNotEmptyObject,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** The years in which an achievement can lie. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** The most entries of one list: longer than any real one, and bounded, so that a record stays a record. */
export const MAX_ENTRIES = 200;

/** The most characters of a code or global id. */
export const MAX_CODE_LENGTH = 60;
const MAX_ADDRESS_LENGTH = 2_000;

/** What may be unknown: null. */
const Nullable = (): PropertyDecorator => ValidateIf((_, value) => value !== null);

/** What PostgreSQL and a page can show: no control characters, and no half of a character. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

const Printable = (each: boolean): PropertyDecorator =>
  Matches(PRINTABLE, { each, message: '$property must not have control characters' });

/** A text that must be there. */
export function RequiredTextField(description: string, maxLength: number): PropertyDecorator {
  return applyDecorators(
    Field(() => String, { description: `${description} 1 to ${maxLength} characters.` }),
    IsString(),
    IsNotEmpty(),
    MaxLength(maxLength),
    Printable(false),
  );
}

/** A text that may be unknown. */
export function OptionalTextField(description: string, maxLength: number): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description: `${description} 1 to ${maxLength} characters; null when unknown.`,
    }),
    Nullable(),
    IsString(),
    IsNotEmpty({ message: '$property must not be the empty text; what is unknown is null' }),
    MaxLength(maxLength),
    Printable(false),
  );
}

/** A list of different texts, in their order; empty when none is known. */
export function TextsField(description: string, maxLength: number): PropertyDecorator {
  return applyDecorators(
    Field(() => [String], {
      nullable: true,
      description: `${description} At most ${MAX_ENTRIES}, of 1 to ${maxLength} characters each, all different.`,
    }),
    IsArray(),
    ArrayMaxSize(MAX_ENTRIES),
    IsString({ each: true }),
    IsNotEmpty({ each: true }),
    MaxLength(maxLength, { each: true }),
    Printable(true),
    ArrayUnique(),
  );
}

/** A record that must be named, by its code or global id. */
export function RequiredCodeField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { description: `${description} A code or global id.` }),
    IsString(),
    IsNotEmpty(),
    MaxLength(MAX_CODE_LENGTH),
    Printable(false),
  );
}

/** A record that may be named, by its code or global id. */
export function OptionalCodeField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { nullable: true, description: `${description} A code or global id; null for none.` }),
    Nullable(),
    IsString(),
    IsNotEmpty(),
    MaxLength(MAX_CODE_LENGTH),
    Printable(false),
  );
}

/** Different records, by their codes or global ids, in their order. */
export function CodesField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => [ID], {
      nullable: true,
      description: `${description} At most ${MAX_ENTRIES} codes or global ids, all different.`,
    }),
    IsArray(),
    ArrayMaxSize(MAX_ENTRIES),
    IsString({ each: true }),
    IsNotEmpty({ each: true }),
    MaxLength(MAX_CODE_LENGTH, { each: true }),
    Printable(true),
    ArrayUnique(),
  );
}

/** A list of inputs of their own, in their order. */
export function EntriesField(
  type: () => Class<unknown>,
  description: string,
  ...rules: PropertyDecorator[]
): PropertyDecorator {
  return applyDecorators(
    Field(() => [type()], { nullable: true, description: `${description} At most ${MAX_ENTRIES}.` }),
    IsArray(),
    ArrayMaxSize(MAX_ENTRIES),
    ...rules,
    Type(type),
    ValidateNested({ each: true }),
  );
}

/** An input of its own that must be there. */
export function PartField(type: () => Class<unknown>, description: string): PropertyDecorator {
  return applyDecorators(Field(type, { description }), ValidateNested(), Type(type), IsNotEmptyObject());
}

/** One of the values of an enum. */
export function RequiredEnumField(values: Record<string, string>, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => values, { description }),
    IsEnum(values),
  );
}

/** One of the values of an enum, or unknown. */
export function OptionalEnumField(values: Record<string, string>, description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => values, { nullable: true, description: `${description} Null when unknown.` }),
    Nullable(),
    IsEnum(values),
  );
}

/** A year that may be unknown. */
export function YearField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => Int, {
      nullable: true,
      description: `${description} From ${FIRST_YEAR} to ${LAST_YEAR}; null when unknown.`,
    }),
    Nullable(),
    IsInt(),
    Min(FIRST_YEAR),
    Max(LAST_YEAR),
  );
}

/** Whether something is so; false unless said. */
export function FlagField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => Boolean, { nullable: true, description: `${description} False unless said.` }),
    IsBoolean(),
  );
}

/** A web address that may be unknown. */
export function AddressField(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description: `${description} It starts with http:// or https://; null when unknown.`,
    }),
    Nullable(),
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true },
      { message: '$property must be a web address' },
    ),
    Matches(/^https?:/, { message: '$property must start with http:// or https://' }),
    // The database takes a scheme in small letters only.
    MaxLength(MAX_ADDRESS_LENGTH),
    Printable(false),
  );
}
