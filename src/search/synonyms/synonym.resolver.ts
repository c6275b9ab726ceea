import { Query, Resolver } from '@nestjs/graphql';
import { closedListCost } from '../../common/graphql/complexity.js';
import { SynonymService } from './synonym.service.js';
import { Synonym } from './synonym.type.js';

/** About how many synonyms there are, for the cost of listing them. */
const SYNONYMS = 100;

@Resolver(() => Synonym)
export class SynonymResolver {
  constructor(private readonly service: SynonymService) {}

  @Query(() => [Synonym], {
    complexity: closedListCost(SYNONYMS),
    description: 'All synonyms that searches know, in the pinyin order of their terms.',
  })
  synonyms(): Promise<Synonym[]> {
    return this.service.list();
  }
}
