import { Args, ArgsType, Context, Field, Int, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type CatalogContext } from '../../catalog/catalog.context.js';
import { pageCost, searchCost } from '../../common/graphql/complexity.js';
import { DirectField } from '../../common/graphql/direct-field.js';
import { LangArgs } from '../../common/graphql/lang.args.js';
import { pickText, Text } from '../../common/graphql/text.type.js';
import { type Connection, type Edge } from '../../common/pagination/connection.type.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, toPageRequest } from '../../common/pagination/page-request.js';
import { FacetOrder } from '../search.enums.js';
import { FacetValuesArgs } from '../search.input.js';
import { FacetResult, FacetValue } from '../search.types.js';
import { type FacetSource } from './facet-result.js';
import { FacetValueSearch } from './facet-value-search.js';
import { type CountedValue } from './facet-values.js';
import { FacetValueConnection } from './facet-value.types.js';

@ArgsType()
class FacetValueListArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `Number of values, from 0 to ${MAX_PAGE_SIZE}; chosen ones that are not among them follow.`,
  })
  first?: number | null;

  @Field(() => FacetOrder, {
    nullable: true,
    defaultValue: FacetOrder.COUNT,
    description: 'The order of the values.',
  })
  orderBy?: FacetOrder | null;
}

@Resolver(() => FacetResult)
export class FacetResultResolver {
  @DirectField()
  @ResolveField(() => Text, { description: 'What the facet is called.' })
  label({ definition }: FacetSource, @Args() { lang }: LangArgs): Text {
    return pickText(definition.label, lang);
  }

  @DirectField()
  @ResolveField(() => [FacetValue], {
    complexity: pageCost,
    description: 'The first values in the order asked for, and every value that the filter asks for.',
  })
  values({ values }: FacetSource, @Args() args: FacetValueListArgs): Promise<CountedValue[]> {
    const { size } = toPageRequest({ first: args.first ?? null });
    return values.top(size, args.orderBy ?? FacetOrder.COUNT);
  }
}

@Resolver(() => FacetValue)
export class FacetValueResolver {
  constructor(private readonly search: FacetValueSearch) {}

  @Query(() => FacetValueConnection, {
    complexity: searchCost,
    description:
      'The values of a facet whose labels contain a text, most records first: for facets too long to show whole.',
  })
  facetValues(
    @Args() args: FacetValuesArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<CountedValue, Edge<CountedValue>>> {
    return this.search.list(args, reader);
  }

  @DirectField()
  @ResolveField(() => Text, { description: 'What the value is called.' })
  label({ label }: CountedValue, @Args() { lang }: LangArgs): Text {
    return pickText(label, lang);
  }
}
