import { ArgsType, Field } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString } from 'class-validator';
import { CitationStyle } from './citation.styles.js';

@ArgsType()
export class CitationArgs {
  @Field(() => CitationStyle, {
    defaultValue: CitationStyle.GBT7714,
    description: 'How it is to be written.',
  })
  @IsEnum(CitationStyle)
  style: CitationStyle;

  @Field(() => String, {
    nullable: true,
    description: 'Day on which it was looked up, such as 2026-11-21; today, in UTC, when left out.',
  })
  @IsOptional()
  @IsString()
  accessed?: string | null;
}
