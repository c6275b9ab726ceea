import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { MAX_LIST_SIZE, TextListField } from './input.decorators.js';

/** The longest text to look for: longer than any title of the catalogue. */
const MAX_TEXT_LENGTH = 200;

const MAX_YEAR = 9999;

@InputType({
  description: `Codes or global ids to include or leave out. Conditions add up. Each list holds 1 to ${MAX_LIST_SIZE} values; leave a list out for no restriction.`,
})
export class CodeSet {
  @TextListField(() => [ID], 'The record has one of these.')
  anyOf?: string[] | null;

  @TextListField(() => [ID], 'The record has none of these; records without a value stay in.')
  noneOf?: string[] | null;
}

@InputType({
  description: `Codes or global ids of records that can be linked many times over. Conditions add up. Each list holds 1 to ${MAX_LIST_SIZE} values.`,
})
export class LinkedCodeSet extends CodeSet {
  @TextListField(() => [ID], 'The record is linked to every one of these.')
  allOf?: string[] | null;
}

@InputType({ description: 'Exact texts to include or leave out. Conditions add up.' })
export class TextSet {
  @TextListField(() => [String], 'The record has one of these texts.')
  anyOf?: string[] | null;

  @TextListField(() => [String], 'The record has none of these; records without a text stay in.')
  noneOf?: string[] | null;
}

@InputType({ description: 'A range of years, both ends included. Records without a year are left out.' })
export class IntRange {
  @Field(() => Int, { nullable: true, description: 'At least this.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_YEAR)
  gte?: number | null;

  @Field(() => Int, { nullable: true, description: 'At most this.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_YEAR)
  lte?: number | null;
}

@InputType({ description: 'A text to find inside another.' })
export class TextMatch {
  @Field({ description: `Found anywhere inside, letter case ignored: 1 to ${MAX_TEXT_LENGTH} characters.` })
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_TEXT_LENGTH)
  contains: string;
}
