import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { RequireScope } from '../access/require-scope.js';
import { Scope } from '../access/scopes.js';
import {
  AddArgs,
  AddSearchArgs,
  ChangeArgs,
  CopyArgs,
  ItemArgs,
  MoveArgs,
  MoveSectionArgs,
  PutBackCollectionArgs,
  RemoveArgs,
  RequestArgs,
  RevokeShareArgs,
  SectionArgs,
  ShareArgs,
  SlugArgs,
  UndoArgs,
} from './collection.args.js';
import { CollectionDesk } from './collection.desk.js';
import {
  CollectionInput,
  CollectionItemInput,
  CollectionSectionInput,
  CopyCollectionInput,
  CreateCollectionInput,
} from './collection.input.js';
import {
  collectionPayload,
  RevokeCollectionSharePayload,
  ShareCollectionPayload,
  type CollectionPayload,
} from './collection.payloads.js';
import { type CollectionContext } from './collection.reader.js';
import { CollectionShares, type IssuedShare } from './collection.share.js';
import { MAX_ITEMS } from './collection.state.js';
import {
  addSection,
  describe,
  describeItem,
  describeSection,
  moveItems,
  moveSection,
  removeItems,
  removeSection,
} from './collection.steps.js';

const NEEDS = `Needs the scope ${Scope.CURATE}.`;

/** Declares a mutation of collections with a payload type of its own. */
function Change(name: string, description: string): MethodDecorator {
  const payload = collectionPayload(name);
  return Mutation(() => payload, { name, description: `${description} ${NEEDS}` });
}

type Answer = Promise<CollectionPayload>;

@Resolver()
@RequireScope(Scope.CURATE)
export class CollectionEditResolver {
  constructor(
    private readonly desk: CollectionDesk,
    private readonly shares: CollectionShares,
  ) {}

  @Change('createCollection', 'Makes a collection, PRIVATE unless something else is asked for.')
  create(
    @Args('input', { description: 'The collection.' }) input: CreateCollectionInput,
    @Args() { idempotencyKey }: RequestArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.create(context, input, idempotencyKey);
  }

  @Change('copyCollection', 'Makes a collection with all that another one holds, PRIVATE at first.')
  copy(
    @Args('input', { description: 'What the copy shall be called.', defaultValue: {} })
    input: CopyCollectionInput,
    @Args() { slug, idempotencyKey }: CopyArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.copy(context, slug, input, idempotencyKey);
  }

  @Change('updateCollection', 'Changes title, note or visibility.')
  update(
    @Args('input', { description: 'What shall be different.' }) input: CollectionInput,
    @Args() args: ChangeArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.change(context, args, describe(input));
  }

  @Change(
    'addToCollection',
    'Adds achievements at the end of a section. Those that are in the collection already stay where they are.',
  )
  add(@Args() args: AddArgs, @Context() context: CollectionContext): Answer {
    return this.desk.add(context, args);
  }

  @Change(
    'addSearchToCollection',
    `Adds everything that a search finds, in its order. Refused, with nothing added, when the collection would hold more than ${MAX_ITEMS}.`,
  )
  addSearch(@Args() args: AddSearchArgs, @Context() context: CollectionContext): Answer {
    return this.desk.addSearch(context, args);
  }

  @Change('removeFromCollection', 'Takes achievements out.')
  remove(@Args() args: RemoveArgs, @Context() context: CollectionContext): Answer {
    return this.desk.change(context, args, removeItems(args.codes));
  }

  @Change('moveInCollection', 'Moves achievements next to another one, or to the end of a section.')
  move(@Args() args: MoveArgs, @Context() context: CollectionContext): Answer {
    return this.desk.change(context, args, moveItems(args.codes, args));
  }

  @Change('updateCollectionItem', 'Changes label or note of an achievement in a collection.')
  updateItem(
    @Args('input', { description: 'What shall be different.' }) input: CollectionItemInput,
    @Args() args: ItemArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.change(context, args, describeItem(args.code, input));
  }

  @Change('addCollectionSection', 'Adds a section at the end.')
  addSection(
    @Args('input', { description: 'The section.' }) input: CollectionSectionInput,
    @Args() args: ChangeArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.change(context, args, addSection(input));
  }

  @Change('updateCollectionSection', 'Changes title or note of a section.')
  updateSection(
    @Args('input', { description: 'What shall be different.' }) input: CollectionSectionInput,
    @Args() args: SectionArgs,
    @Context() context: CollectionContext,
  ): Answer {
    return this.desk.change(context, args, describeSection(args.section, input));
  }

  @Change('moveCollectionSection', 'Moves a section, with what stands in it.')
  moveSection(@Args() args: MoveSectionArgs, @Context() context: CollectionContext): Answer {
    return this.desk.change(context, args, moveSection(args.section, args));
  }

  @Change('removeCollectionSection', 'Removes a section; what stands in it moves before all sections.')
  removeSection(@Args() args: SectionArgs, @Context() context: CollectionContext): Answer {
    return this.desk.change(context, args, removeSection(args.section));
  }

  @Change(
    'undoCollection',
    'Takes the last changes back, as a new version; again, it takes back those before. It is never shown to more people than now.',
  )
  undo(@Args() args: UndoArgs, @Context() context: CollectionContext): Answer {
    return this.desk.answer(context, this.desk.writer.undo(context.actor, args, args.steps));
  }

  @Change(
    'putBackCollection',
    'Gives a collection the content of an earlier version again, as a new version. It is never shown to more people than now.',
  )
  putBack(@Args() args: PutBackCollectionArgs, @Context() context: CollectionContext): Answer {
    return this.desk.answer(context, this.desk.writer.putBack(context.actor, args, args.version));
  }

  @Change('deleteCollection', 'Removes a collection; `restoreCollection` brings it back.')
  delete(@Args() args: ChangeArgs, @Context() context: CollectionContext): Answer {
    return this.desk.answer(context, this.desk.writer.delete(context.actor, args));
  }

  @Change('restoreCollection', 'Brings back a collection that was removed, as it was.')
  restore(@Args() { slug }: SlugArgs, @Context() context: CollectionContext): Answer {
    return this.desk.answer(context, this.desk.writer.restore(context.actor, slug));
  }

  @Mutation(() => ShareCollectionPayload, {
    description: `Makes a link by which everyone who has it can see a collection that is SHARED, until it expires. ${NEEDS}`,
  })
  shareCollection(
    @Args() { slug, expiresAt }: ShareArgs,
    @Context() { actor }: CollectionContext,
  ): Promise<IssuedShare> {
    return this.shares.create(actor, slug, expiresAt ?? null);
  }

  @Mutation(() => RevokeCollectionSharePayload, {
    description: `Ends a link, for good. ${NEEDS}`,
  })
  async revokeCollectionShare(
    @Args() { slug, share }: RevokeShareArgs,
  ): Promise<RevokeCollectionSharePayload> {
    return { share: await this.shares.revoke(slug, share) };
  }
}
