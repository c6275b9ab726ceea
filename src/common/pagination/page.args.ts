import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageArguments } from './page-request.js';

@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many records from the start (or after \`after\`): 0 to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when neither \`first\` nor \`last\` is given.`,
  })
  @IsOptional()
  @IsInt()
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only records after this cursor.' })
  @IsOptional()
  @IsString()
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many records from the end (or before \`before\`): 0 to ${MAX_PAGE_SIZE}. Not together with \`first\`.`,
  })
  @IsOptional()
  @IsInt()
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only records before this cursor.' })
  @IsOptional()
  @IsString()
  before?: string | null;
}
