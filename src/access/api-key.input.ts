import { ArgsType, Field, GraphQLISODateTime, ID, InputType, Int } from '@nestjs/graphql';
import { IsDate, IsEnum, IsInt, IsOptional, IsString } from 'class-validator';
import {
  type ApiKeyRequest,
  DEFAULT_LIFETIME_DAYS,
  DEFAULT_OVERLAP_HOURS,
  MAX_LIFETIME_DAYS,
  MAX_NAME_LENGTH,
  MAX_OVERLAP_HOURS,
} from './api-key.rules.js';
import { Scope } from './scopes.js';

@InputType({ description: 'A key to be made.' })
export class CreateApiKeyInput implements ApiKeyRequest {
  @Field({
    description: `Whose key it is, for lists, histories and logs: 1 to ${MAX_NAME_LENGTH} characters, and not the name of another key that works.`,
  })
  @IsString()
  name: string;

  @Field(() => [Scope], {
    description: 'What it shall allow: nothing that your own key lacks. READ comes with every key.',
  })
  @IsEnum(Scope, { each: true })
  scopes: Scope[];

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: `From when on it shall work no more: within ${MAX_LIFETIME_DAYS} days; in ${DEFAULT_LIFETIME_DAYS} days when left out.`,
  })
  @IsOptional()
  @IsDate()
  expiresAt?: Date | null;
}

@ArgsType()
export class RotateApiKeyArgs {
  @Field(() => ID, { description: 'Id of the key that is to be replaced.' })
  @IsString()
  id: string;

  @Field(() => Int, {
    defaultValue: DEFAULT_OVERLAP_HOURS,
    description: `For how many hours the replaced key goes on working, unless its time ends before: 0 to ${MAX_OVERLAP_HOURS}.`,
  })
  @IsInt()
  overlapHours: number;
}
