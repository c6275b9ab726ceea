import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ActorContext } from '../../access/actor.js';
import { RequireScope } from '../../access/require-scope.js';
import { Scope } from '../../access/scopes.js';
import { pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { PageArgs } from '../../common/pagination/page.args.js';
import { PublicAddress, type ReachedContext } from '../../config/public-address.js';
import { CitationArgs } from '../citation/citation.args.js';
import { cite } from '../citation/citation.styles.js';
import { citedSnapshot, pathOf } from './cited-snapshot.js';
import { CreateSnapshotArgs } from './snapshot.args.js';
import { checkNote } from './snapshot.note.js';
import { toSnapshotConnection } from './snapshot.page.js';
import { SnapshotEntity } from './snapshot.entity.js';
import { SnapshotService } from './snapshot.service.js';
import { CreateSnapshotPayload, Snapshot, SnapshotConnection } from './snapshot.type.js';

@Resolver(() => Snapshot)
export class SnapshotResolver {
  constructor(
    private readonly service: SnapshotService,
    private readonly address: PublicAddress,
  ) {}

  @Query(() => Snapshot, {
    nullable: true,
    description: 'The snapshot of this version; null when there is none.',
  })
  snapshot(
    @Args('version', { description: 'Its version, such as 2026.11.21-1.' }) version: string,
  ): Promise<SnapshotEntity | null> {
    return this.service.find(version);
  }

  @Query(() => SnapshotConnection, { complexity: pageCost, description: 'Every snapshot, the newest first.' })
  async snapshots(@Args() args: PageArgs): Promise<Connection<SnapshotEntity>> {
    return toSnapshotConnection(await this.service.list(), args);
  }

  @ResolveField(() => String, { description: 'Its permanent address.' })
  url(@Parent() { version }: SnapshotEntity, @Context() { reached }: ReachedContext): string {
    return `${this.address.of(reached)}${pathOf(version)}`;
  }

  @ResolveField(() => String, { description: 'How to cite it, with its permanent address.' })
  citation(
    @Parent() snapshot: SnapshotEntity,
    @Args() { style, accessed }: CitationArgs,
    @Context() { reached }: ReachedContext,
  ): string {
    return cite(citedSnapshot(snapshot, this.address.of(reached)), style, accessed);
  }

  @RequireScope(Scope.CURATE)
  @Mutation(() => CreateSnapshotPayload, {
    description:
      'Freezes the whole data as they are now, under a new version, for good. SERVICE_UNAVAILABLE when the files cannot be kept, or another snapshot is being made: send it again then, with its idempotency key. Needs the scope CURATE.',
  })
  async createSnapshot(
    @Args() { note, idempotencyKey }: CreateSnapshotArgs,
    @Context() { actor }: ActorContext,
  ): Promise<CreateSnapshotPayload> {
    return { snapshot: await this.service.create(actor, { note: checkNote(note), idempotencyKey }) };
  }
}
