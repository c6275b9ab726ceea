import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { checkScope } from '../access/require-scope.js';
import { Scope } from '../access/scopes.js';
import { Achievement } from '../catalog/achievement/achievement.type.js';
import { type AchievementRow } from '../catalog/catalog.rows.js';
import { RecordLookup } from '../catalog/record-lookup.js';
import { CatalogLimits } from '../catalog/catalog-info/catalog-info.type.js';
import { pageCost } from '../common/graphql/complexity.js';
import { LangArgs } from '../common/graphql/lang.args.js';
import { Text } from '../common/graphql/text.type.js';
import { type Connection, type Edge } from '../common/pagination/connection.type.js';
import { toListRequest } from '../common/pagination/list-request.js';
import { PageArgs } from '../common/pagination/page.args.js';
import { toPageRequest } from '../common/pagination/page-request.js';
import { toText } from './bilingual.js';
import { CollectionArgs } from './collection.args.js';
import { itemsPage, type ItemSource, type Tombstone as TombstoneFacts } from './collection.items.js';
import { COLLECTION_HISTORY, type CollectionChangeRow, type CollectionRow } from './collection.lists.js';
import { CollectionReader, type CollectionContext } from './collection.reader.js';
import { CollectionShares, type ShareRow } from './collection.share.js';
import { MAX_ITEMS, type Bilingual, type SectionState } from './collection.state.js';
import {
  BilingualText,
  Collection,
  CollectionChangeConnection,
  CollectionConnection,
  CollectionItem,
  CollectionItemConnection,
  CollectionSection,
  CollectionShare,
  Tombstone,
} from './collection.types.js';

@Resolver(() => Collection)
export class CollectionResolver {
  constructor(
    private readonly collections: CollectionReader,
    private readonly shares: CollectionShares,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Collection, {
    nullable: true,
    description:
      'The collection with this slug; null when there is none that you may see, and the error GONE when the link that you came by has expired.',
  })
  collection(
    @Args() { slug, share }: CollectionArgs,
    @Context() context: CollectionContext,
  ): Promise<CollectionRow | null> {
    return this.collections.find(context, slug, share ?? null);
  }

  @Query(() => CollectionConnection, {
    name: 'collections',
    complexity: pageCost,
    description: 'The collections that you may see, last changed first: PUBLIC ones, and to curators all.',
  })
  list(@Args() args: PageArgs, @Context() context: CollectionContext): Promise<Connection<CollectionRow>> {
    return this.collections.list(context, args);
  }

  @ResolveField(() => Text, { description: 'Title.' })
  title(@Parent() { state }: CollectionRow, @Args() { lang }: LangArgs): Text | null {
    return toText(state.title, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Title as it was written.' })
  titles({ state }: CollectionRow): Bilingual {
    return state.title;
  }

  @ResolveField(() => Text, { nullable: true, description: 'What is said of it; null for nothing.' })
  note(@Parent() { state }: CollectionRow, @Args() { lang }: LangArgs): Text | null {
    return toText(state.note, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Note as it was written.' })
  notes({ state }: CollectionRow): Bilingual {
    return state.note;
  }

  @ResolveField(() => [CollectionSection], {
    complexity: ({ childComplexity }) => 1 + childComplexity,
    description: 'Its sections, in their order.',
  })
  sections({ state }: CollectionRow): readonly SectionState[] {
    return state.sections;
  }

  @ResolveField(() => Int, { description: 'How many achievements are in it, withdrawn ones too.' })
  itemCount({ state }: CollectionRow): number {
    return state.items.length;
  }

  @ResolveField(() => CollectionItemConnection, {
    complexity: pageCost,
    description:
      'Its achievements, in the one order that it has: those before all sections first, then section by section.',
  })
  items(
    @Parent() collection: CollectionRow,
    @Args() args: PageArgs,
    @Context() { reader }: CollectionContext,
  ): Connection<ItemSource, Edge<ItemSource>> {
    return itemsPage(collection, toPageRequest(args), reader, this.lookup);
  }

  @ResolveField(() => CollectionChangeConnection, {
    complexity: pageCost,
    description: `Its versions, newest first. For keys with the scope ${Scope.CURATE} only.`,
  })
  history(
    @Parent() { code }: CollectionRow,
    @Args() args: PageArgs,
    @Context() { actor, reader }: CollectionContext,
  ): Promise<Connection<CollectionChangeRow>> {
    checkScope(actor, Scope.CURATE);
    return reader.page(COLLECTION_HISTORY, toListRequest(args, 'collection'), code);
  }

  @ResolveField(() => [CollectionShare], {
    description: `The links to it, newest first. For keys with the scope ${Scope.CURATE} only.`,
  })
  shareLinks(
    @Parent() { code }: CollectionRow,
    @Context() { actor }: CollectionContext,
  ): Promise<ShareRow[]> {
    checkScope(actor, Scope.CURATE);
    return this.shares.list(code);
  }
}

@Resolver(() => CollectionItem)
class CollectionItemResolver {
  @ResolveField(() => Achievement, { nullable: true })
  achievement(item: ItemSource): Promise<AchievementRow | null> {
    return item.findAchievement();
  }

  @ResolveField(() => Tombstone, { nullable: true })
  tombstone(item: ItemSource): Promise<TombstoneFacts | null> {
    return item.findTombstone();
  }

  @ResolveField(() => Text, {
    nullable: true,
    description: 'What stands on its label instead of the title of the achievement; null for that title.',
  })
  label(@Parent() { labels }: ItemSource, @Args() { lang }: LangArgs): Text | null {
    return toText(labels, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Label as it was written.' })
  labels({ labels }: ItemSource): Bilingual {
    return labels;
  }

  @ResolveField(() => Text, { nullable: true, description: 'What is said of it here; null for nothing.' })
  note(@Parent() { notes }: ItemSource, @Args() { lang }: LangArgs): Text | null {
    return toText(notes, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Note as it was written.' })
  notes({ notes }: ItemSource): Bilingual {
    return notes;
  }
}

@Resolver(() => CollectionSection)
class CollectionSectionResolver {
  @ResolveField(() => Text, { description: 'Title.' })
  title(@Parent() { title }: SectionState, @Args() { lang }: LangArgs): Text | null {
    return toText(title, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Title as it was written.' })
  titles({ title }: SectionState): Bilingual {
    return title;
  }

  @ResolveField(() => Text, { nullable: true, description: 'What is said of it; null for nothing.' })
  note(@Parent() { note }: SectionState, @Args() { lang }: LangArgs): Text | null {
    return toText(note, lang);
  }

  @ResolveField(() => BilingualText, { complexity: 0, description: 'Note as it was written.' })
  notes({ note }: SectionState): Bilingual {
    return note;
  }
}

@Resolver(() => CatalogLimits)
class CollectionLimitsResolver {
  @ResolveField(() => Int, {
    description: 'Achievements in one collection, and so also how many one request can add.',
  })
  maxCollectionItems(): number {
    return MAX_ITEMS;
  }
}

/** Everything that is read of collections. */
export const COLLECTION_RESOLVERS = [
  CollectionResolver,
  CollectionItemResolver,
  CollectionSectionResolver,
  CollectionLimitsResolver,
];
