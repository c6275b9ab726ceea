import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { type CatalogContext } from '../catalog.context.js';
import { CatalogLists } from '../catalog.lists.js';
import { AWARD_ROW, type AwardRow } from '../catalog.rows.js';
import { RecordLookup } from '../record-lookup.js';
import { AwardListArgs } from './award.input.js';
import { Award, AwardConnection } from './award.type.js';

@Resolver(() => Award)
export class AwardResolver {
  constructor(
    private readonly lists: CatalogLists,
    private readonly lookup: RecordLookup,
  ) {}

  @Query(() => Award, {
    nullable: true,
    description:
      'The award with this code; null when there never was one, and the error GONE when it was withdrawn. The code of a record that was merged into another one gives that other one.',
  })
  award(
    @Args('code', { description: 'Permanent code, such as AWD-0001.' }) code: string,
    @Context() { reader }: CatalogContext,
  ): Promise<AwardRow | null> {
    return this.lookup.find(reader, AWARD_ROW, code);
  }

  @Query(() => AwardConnection, { complexity: pageCost, description: 'Awards, filtered, ordered and paged.' })
  awards(@Args() args: AwardListArgs, @Context() { reader }: CatalogContext): Promise<Connection<AwardRow>> {
    return reader.page(this.lists.awards, toListRequest(args));
  }
}
