import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { pageCost } from '../common/graphql/complexity.js';
import { type Connection } from '../common/pagination/connection.type.js';
import { PageArgs } from '../common/pagination/page.args.js';
import { toPageRequest } from '../common/pagination/page-request.js';
import type { ActorContext } from './actor.js';
import { type ApiKeyRow, type IssuedKey } from './api-key.js';
import { CreateApiKeyInput, RotateApiKeyArgs } from './api-key.input.js';
import { ApiKeyService } from './api-key.service.js';
import {
  ApiKey,
  ApiKeyConnection,
  CreateApiKeyPayload,
  RevokeApiKeyPayload,
  RotateApiKeyPayload,
  Viewer,
} from './api-key.type.js';
import { Authenticator } from './authenticator.js';
import { RequireScope } from './require-scope.js';
import { Scope } from './scopes.js';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: ApiKeyService,
    private readonly authenticator: Authenticator,
  ) {}

  @Query(() => Viewer, { description: 'Who asks, and what they may do.' })
  viewer(@Context() { actor }: ActorContext): Viewer {
    return Viewer.of(actor);
  }

  @RequireScope(Scope.KEYS)
  @Query(() => ApiKeyConnection, {
    complexity: pageCost,
    description: 'Every key that was ever given out, the newest first. Needs the scope KEYS.',
  })
  apiKeys(@Args() args: PageArgs): Promise<Connection<ApiKeyRow>> {
    return this.keys.list(toPageRequest(args));
  }

  @RequireScope(Scope.KEYS)
  @Mutation(() => CreateApiKeyPayload, {
    description:
      'Makes a key and shows it, this once. Needs the scope KEYS, and every scope that the key shall have.',
  })
  createApiKey(
    @Args('input', { description: 'The key to be made.' }) input: CreateApiKeyInput,
    @Context() { actor }: ActorContext,
  ): Promise<IssuedKey> {
    return this.dataSource.transaction((tx) => this.keys.create(tx, actor, input));
  }

  @RequireScope(Scope.KEYS)
  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Makes a key of the same name and scopes that takes the place of another one, which goes on working for the overlap. Needs the scope KEYS, and every scope of the key.',
  })
  async rotateApiKey(
    @Args() { id, overlapHours }: RotateApiKeyArgs,
    @Context() { actor }: ActorContext,
  ): Promise<IssuedKey> {
    const issued = await this.dataSource.transaction((tx) => this.keys.rotate(tx, actor, id, overlapHours));
    this.authenticator.forget(id);
    return issued;
  }

  @RequireScope(Scope.KEYS)
  @Mutation(() => RevokeApiKeyPayload, {
    description:
      'Ends a key for good: at once here, and within a second at every other instance of the service. Needs the scope KEYS, and every scope of the key.',
  })
  async revokeApiKey(
    @Args('id', { type: () => ID, description: 'Id of the key.' }) id: string,
    @Context() { actor }: ActorContext,
  ): Promise<RevokeApiKeyPayload> {
    const apiKey = await this.dataSource.transaction((tx) => this.keys.revoke(tx, actor, id));
    this.authenticator.forget(id);
    return { apiKey };
  }
}
