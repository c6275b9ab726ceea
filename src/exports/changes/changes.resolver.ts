import { Args, ArgsType, Field, Int, Query, Resolver } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { pageCost } from '../../common/graphql/complexity.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../common/pagination/page-request.js';
import { ChangeFeed } from './change-feed.js';
import { RecordChange, RecordChangeConnection } from './record-change.type.js';

@ArgsType()
class ChangesArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Only what followed this position: that of the last change applied, or `catalogInfo { changePosition }` as it was before a dump. Left out, everything from the first change on.',
  })
  @IsOptional()
  @IsString()
  since?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many changes: 0 to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when left out.`,
  })
  @IsOptional()
  @IsInt()
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what follows this cursor; cursors are positions.',
  })
  @IsOptional()
  @IsString()
  after?: string | null;
}

@Resolver(() => RecordChange)
export class ChangesResolver {
  constructor(private readonly feed: ChangeFeed) {}

  @Query(() => RecordChangeConnection, {
    complexity: pageCost,
    description:
      'Every change of every record, in the order in which they were published, without a gap and for good. Applied to an older state, they make the present one: the last page ends with a whole state, others may end within one.',
  })
  changes(@Args() args: ChangesArgs): Promise<Connection<object>> {
    return this.feed.page(args);
  }
}
