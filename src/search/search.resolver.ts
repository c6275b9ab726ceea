import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { type CatalogContext } from '../catalog/catalog.context.js';
import { searchCost } from '../common/graphql/complexity.js';
import { selectedFields } from '../common/graphql/selection.js';
import { FacetLabels } from './facets/facet-labels.js';
import { toFacetResult } from './facets/facet-result.js';
import { toSearchConnection } from './search-connection.js';
import { SearchArgs } from './search.input.js';
import { toSearchRequest } from './search-request.js';
import { SearchService } from './search.service.js';
import { SearchConnection } from './search.types.js';

@Resolver(() => SearchConnection)
export class SearchResolver {
  constructor(
    private readonly searches: SearchService,
    private readonly labels: FacetLabels,
  ) {}

  @Query(() => SearchConnection, {
    complexity: searchCost,
    description:
      'Achievements that match a text and a filter, best first, with counts by facet. Every term must be found; when no record has all, the weakest are left out and `relaxed` says so.',
  })
  async search(
    @Args() args: SearchArgs,
    @Context() { reader }: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SearchConnection> {
    const request = toSearchRequest(args, selectedFields(info));
    const result = await this.searches.search(request);
    return toSearchConnection(request, result, (counts) =>
      toFacetResult(counts, request.filter, this.labels, reader),
    );
  }
}
