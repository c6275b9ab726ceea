import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { type SynonymInput } from './synonym.rules.js';

@InputType({ description: 'A term, and another one that a search for it shall also find.' })
export class AddSynonymInput implements SynonymInput {
  @Field({ description: 'What is looked for: 1 to 50 characters.' })
  @IsString()
  term: string;

  @Field({ description: 'What shall be found too: 1 to 50 characters.' })
  @IsString()
  expansion: string;

  @Field({
    defaultValue: false,
    description: 'Whether a search for the expansion shall also find the term.',
  })
  @IsBoolean()
  bothWays: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What other curators should know of it: at most 200 characters.',
  })
  @IsOptional()
  @IsString()
  note?: string | null;
}

@ArgsType()
export class RemoveSynonymArgs {
  @Field({ description: 'What is looked for.' })
  @IsString()
  term: string;

  @Field({ description: 'What is found too.' })
  @IsString()
  expansion: string;
}
