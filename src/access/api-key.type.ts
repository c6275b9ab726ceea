import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionType, edgeType } from '../common/pagination/connection.type.js';
import { type Actor } from './actor.js';
import { type ApiKeyRow, ApiKeyStatus } from './api-key.js';
import { Scope } from './scopes.js';

registerEnumType(ApiKeyStatus, {
  name: 'ApiKeyStatus',
  description: 'How a key stands.',
  valuesMap: {
    ACTIVE: { description: 'It works.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was ended before its time.' },
  },
});

@ObjectType({ description: 'A key that was given out. The key itself is nowhere to be read again.' })
export class ApiKey implements ApiKeyRow {
  @Field(() => ID, {
    description: 'The part of the key that is no secret: what stands between its first two underscores.',
  })
  id: string;

  @Field({ description: 'What it is called in lists, histories and logs.' })
  name: string;

  @Field(() => [Scope], { description: 'What it allows.' })
  scopes: Scope[];

  @Field(() => ApiKeyStatus, { description: 'How it stands now.' })
  status: ApiKeyStatus;

  @Field({
    description: 'Name of the key with which it was made; “operator” for one made at the machine itself.',
  })
  createdBy: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'From when on it works no more.' })
  expiresAt: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null when never.',
  })
  lastUsedAt: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was revoked; null when it was not.',
  })
  revokedAt: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the key that it takes the place of; null when of none.',
  })
  rotatedFrom: string | null;
}

export const ApiKeyEdge = edgeType('ApiKey', () => ApiKey);

export const ApiKeyConnection = connectionType('ApiKey', () => ApiKeyEdge);

const SECRET = 'The key: to be sent as “Authorization: Bearer KEY”. It is shown now and never again.';

@ObjectType({ description: 'The key that was made.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'What is known of it from now on.' })
  apiKey: ApiKey;

  @Field({ description: SECRET })
  secret: string;
}

@ObjectType({ description: 'The key that takes the place of another one.' })
export class RotateApiKeyPayload {
  @Field(() => ApiKey, { description: 'What is known of it from now on.' })
  apiKey: ApiKey;

  @Field({ description: SECRET })
  secret: string;
}

@ObjectType({ description: 'The key that was revoked.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { description: 'What is known of it.' })
  apiKey: ApiKey;
}

@ObjectType({ description: 'Who asks.' })
export class Viewer {
  @Field({ description: 'Name of the key that was sent; “anonymous” without one.' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'Id of the key that was sent; null without one.' })
  keyId: string | null;

  @Field(() => [Scope], { description: 'What the viewer may do.' })
  scopes: Scope[];

  static of({ name, keyId, scopes }: Actor): Viewer {
    return { name, keyId, scopes: [...scopes] };
  }
}
