import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { AppError } from '../common/errors/app-error.js';
import { Node } from '../common/graphql/entity.interface.js';
import { decodeGlobalId } from '../common/graphql/global-id.js';
import { MAX_PAGE_SIZE } from '../common/pagination/page-request.js';
import { type BaseRow } from '../database/query/row.js';
import { type CatalogContext } from './catalog.context.js';
import { ROWS_BY_TYPE } from './catalog.rows.js';
import { RecordLookup, type RecordReference } from './record-lookup.js';

function toReference(id: string): RecordReference {
  const { type, code } = decodeGlobalId(id);
  return { spec: ROWS_BY_TYPE[type], code };
}

/** The same, with the error in the place of an id that is none, so that the others are served. */
function toReferenceOrError(id: string): RecordReference | AppError {
  try {
    return toReference(id);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly lookup: RecordLookup) {}

  @Query(() => Node, {
    nullable: true,
    description:
      'The record with this global id; null when there never was one, and the error GONE when it was withdrawn. The id of a record that was merged into another one gives that other one.',
  })
  node(
    @Args('id', { type: () => ID, description: 'Global id, as the `id` field of a record gave it.' })
    id: string,
    @Context() { reader }: CatalogContext,
  ): Promise<BaseRow | null> {
    const { spec, code } = toReference(id);
    return this.lookup.find(reader, spec, code);
  }

  @Query(() => [Node], {
    nullable: 'items',
    complexity: ({ args, childComplexity }) => 1 + (args.ids as unknown[]).length * childComplexity,
    description: `The records with these global ids, in the order asked for: null for one that never was, and the error GONE for a withdrawn one; for one that was merged into another one, that other one. At most ${MAX_PAGE_SIZE} ids.`,
  })
  nodes(
    @Args('ids', { type: () => [ID], description: `1 to ${MAX_PAGE_SIZE} global ids.` }) ids: string[],
    @Context() { reader }: CatalogContext,
  ): Promise<(BaseRow | Error | null)[]> {
    if (ids.length > MAX_PAGE_SIZE) {
      throw new AppError(
        'BAD_USER_INPUT',
        `“ids” holds ${ids.length} ids; at most ${MAX_PAGE_SIZE} are allowed.`,
        {
          argument: 'ids',
          limit: MAX_PAGE_SIZE,
          value: ids.length,
        },
      );
    }
    return this.lookup.findMany(reader, ids.map(toReferenceOrError));
  }
}
