import { Args, ArgsType, Context, Field, Int, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsString } from 'class-validator';
import { type CatalogContext } from '../../catalog/catalog.context.js';
import { searchCost } from '../../common/graphql/complexity.js';
import { DirectField } from '../../common/graphql/direct-field.js';
import { EnumListField } from '../../common/graphql/input.decorators.js';
import { LangArgs } from '../../common/graphql/lang.args.js';
import { pickText, Text } from '../../common/graphql/text.type.js';
import { MAX_PAGE_SIZE, toPageRequest } from '../../common/pagination/page-request.js';
import { SuggestService } from './suggest.service.js';
import { type SuggestionSource } from './suggestions.js';
import { EntityType, SearchEverything, Suggestion } from './suggest.types.js';

const TYPED = 'What was typed so far.';

@ArgsType()
class SuggestArgs {
  @Field({ description: TYPED })
  @IsString()
  q: string;

  @EnumListField(EntityType, 'The kinds wanted; all when left out.')
  types?: EntityType[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 8,
    description: `Number of suggestions, from 0 to ${MAX_PAGE_SIZE}.`,
  })
  first?: number | null;
}

@ArgsType()
class SearchEverythingArgs {
  @Field({ description: 'What to look for.' })
  @IsString()
  q: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 5,
    description: `Number of records of each kind, from 0 to ${MAX_PAGE_SIZE}.`,
  })
  first?: number | null;
}

@Resolver(() => Suggestion)
export class SuggestResolver {
  constructor(private readonly suggestions: SuggestService) {}

  @Query(() => [Suggestion], {
    complexity: searchCost,
    description:
      'What a text being typed may mean: kinds take turns, each with its best first. Empty while nothing is typed.',
  })
  suggest(@Args() args: SuggestArgs): Promise<SuggestionSource[]> {
    const { size } = toPageRequest({ first: args.first ?? null }, 8);
    return this.suggestions.suggest(args.q, args.types ?? Object.values(EntityType), size);
  }

  @Query(() => SearchEverything, {
    complexity: searchCost,
    description: 'The best few records of every kind for one text.',
  })
  searchEverything(
    @Args() { q, first }: SearchEverythingArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<SearchEverything> {
    const { size } = toPageRequest({ first: first ?? null }, 5);
    return this.suggestions.everything(q, size, reader);
  }

  @DirectField()
  @ResolveField(() => Text, { description: 'Its name; of an achievement, its title.' })
  label({ label }: SuggestionSource, @Args() { lang }: LangArgs): Text {
    return pickText(label, lang);
  }
}
