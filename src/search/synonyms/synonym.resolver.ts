import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { RequireScope } from '../../access/require-scope.js';
import { Scope } from '../../access/scopes.js';
import { closedListCost } from '../../common/graphql/complexity.js';
import { AddSynonymInput, RemoveSynonymArgs } from './synonym.input.js';
import { SynonymService } from './synonym.service.js';
import { AddSynonymPayload, RemoveSynonymPayload, Synonym } from './synonym.type.js';

/** About how many synonyms there are, for the cost of listing them. */
const SYNONYMS = 100;

@Resolver(() => Synonym)
export class SynonymResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly service: SynonymService,
  ) {}

  @Query(() => [Synonym], {
    complexity: closedListCost(SYNONYMS),
    description: 'All synonyms that searches know, in the pinyin order of their terms.',
  })
  synonyms(): Promise<Synonym[]> {
    return this.service.list();
  }

  @RequireScope(Scope.CURATE)
  @Mutation(() => AddSynonymPayload, {
    description: 'Has a search for one term also find another one. Needs the scope CURATE.',
  })
  async addSynonym(
    @Args('input', { description: 'The synonym to be added.' }) input: AddSynonymInput,
  ): Promise<AddSynonymPayload> {
    return { synonym: await this.dataSource.transaction((tx) => this.service.save(tx, input)) };
  }

  @RequireScope(Scope.CURATE)
  @Mutation(() => RemoveSynonymPayload, {
    description:
      'Has a search for one term not find the other one any more; a synonym that holds both ways may be named either way. Needs the scope CURATE.',
  })
  async removeSynonym(@Args() pair: RemoveSynonymArgs): Promise<RemoveSynonymPayload> {
    return { synonym: await this.dataSource.transaction((tx) => this.service.remove(tx, pair)) };
  }
}
