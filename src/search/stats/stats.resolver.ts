import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { searchCost } from '../../common/graphql/complexity.js';
import { DirectField } from '../../common/graphql/direct-field.js';
import { LangArgs } from '../../common/graphql/lang.args.js';
import { pickText, Text } from '../../common/graphql/text.type.js';
import { MAX_BUCKETS, MAX_DIMENSIONS, StatBucket, StatsArgs, StatValue } from './stats.types.js';
import { StatsService, type Bucket, type CountedKey } from './stats.service.js';

@Resolver(() => StatValue)
export class StatsResolver {
  constructor(private readonly service: StatsService) {}

  @Query(() => [StatBucket], {
    complexity: searchCost,
    description: `Exact counts of achievements by up to ${MAX_DIMENSIONS} dimensions, for charts and tables: one bucket for each value or pair of values that occurs, and for those that are unknown. At most ${MAX_BUCKETS} buckets.`,
  })
  stats(@Args() args: StatsArgs): Promise<Bucket[]> {
    return this.service.count(args);
  }

  @DirectField()
  @ResolveField(() => Text, { nullable: true })
  label({ names }: CountedKey, @Args() { lang }: LangArgs): Text | null {
    return names && pickText(names, lang);
  }
}
