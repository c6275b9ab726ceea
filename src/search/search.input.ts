import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString } from 'class-validator';
import { AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { EnumListField, InputField } from '../common/graphql/input.decorators.js';
import { MAX_ORDER_KEYS } from '../common/pagination/list-request.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../common/pagination/page-request.js';
import { MAX_QUERY_LENGTH } from '../common/text/plan-query.js';
import { Facet, SearchSort } from './search.enums.js';

const QUERY = `What to look for: terms that must all be found, each in any field; "…" for an exact phrase, a leading minus to exclude. At most ${MAX_QUERY_LENGTH} characters; a text without letters, digits or Chinese characters finds everything.`;

@ArgsType()
export class SearchArgs {
  @Field(() => String, { nullable: true, description: QUERY })
  @IsOptional()
  @IsString()
  q?: string | null;

  @InputField(() => AchievementFilter, 'Which achievements to search; all when left out.')
  filter?: AchievementFilter | null;

  @EnumListField(Facet, 'What to count the result by; nothing when left out.', Object.keys(Facet).length, 0)
  facets?: Facet[] | null;

  @EnumListField(SearchSort, 'The order, most important first; RELEVANCE when left out.', MAX_ORDER_KEYS, 0)
  sort?: SearchSort[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `Number of records, from 0 to ${MAX_PAGE_SIZE}.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the record after which the page begins; only of the same search.',
  })
  after?: string | null;
}

@InputType({ description: 'A search whose result is meant.' })
export class SearchScope {
  @Field(() => String, { nullable: true, description: QUERY })
  @IsOptional()
  @IsString()
  q?: string | null;

  @InputField(() => AchievementFilter, 'Which achievements; all when left out.')
  filter?: AchievementFilter | null;
}

@ArgsType()
export class FacetValuesArgs {
  @Field(() => Facet, { description: 'The facet.' })
  @IsEnum(Facet)
  facet: Facet;

  @Field(() => String, {
    nullable: true,
    description: 'Any part of the label, in either Chinese script, or its pinyin; all values when left out.',
  })
  @IsOptional()
  @IsString()
  q?: string | null;

  @InputField(() => SearchScope, "The search whose values to list; the facet's own filter is left out.")
  within?: SearchScope | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `Number of values, from 0 to ${MAX_PAGE_SIZE}.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the value after which the page begins.' })
  after?: string | null;
}
