import { type Type } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Achievement } from '../../catalog/achievement/achievement.type.js';
import type { CatalogContext } from '../../catalog/catalog.context.js';
import { Craftsman } from '../../catalog/craftsman/craftsman.type.js';
import { Organisation } from '../../catalog/organisation/organisation.type.js';
import { Studio } from '../../catalog/studio/studio.type.js';
import { PublicAddress, type ReachedContext } from '../../config/public-address.js';
import type { BaseRow } from '../../database/query/row.js';
import { CitationArgs } from './citation.args.js';
import { cite } from './citation.styles.js';
import { CITED_KINDS, type CitedKind } from './cited-records.js';

type CitingContext = CatalogContext & ReachedContext;

/** Makes the resolver of `<type>.citation`. */
function citationOf(type: () => Type<object>, { work }: CitedKind): Type<object> {
  @Resolver(type)
  class CitationOf {
    constructor(readonly address: PublicAddress) {}

    @ResolveField(() => String, {
      description: 'How to cite this record as it stands, with its version and its permanent address.',
    })
    async citation(
      @Parent() row: BaseRow,
      @Args() { style, accessed }: CitationArgs,
      @Context() { reader, reached }: CitingContext,
    ): Promise<string> {
      return cite(await work(reader, row, this.address.of(reached)), style, accessed);
    }
  }
  return CitationOf;
}

/** Citations of records. */
export const CITATION_RESOLVERS: Type<object>[] = [
  citationOf(() => Achievement, CITED_KINDS.achievements),
  citationOf(() => Craftsman, CITED_KINDS.craftsmen),
  citationOf(() => Studio, CITED_KINDS.studios),
  citationOf(() => Organisation, CITED_KINDS.organisations),
];
