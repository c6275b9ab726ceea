import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { closedListCost } from '../common/graphql/complexity.js';
import { DirectField } from '../common/graphql/direct-field.js';
import { LangArgs } from '../common/graphql/lang.args.js';
import { Lang, pickText, Text } from '../common/graphql/text.type.js';
import { type IndustryRow, type RegionRow } from './catalog.rows.js';
import { Industry } from './industry/industry.type.js';
import { ReferenceData } from './reference-data.js';
import { Region } from './region/region.type.js';

/** About how many industries and regions there are, for the cost of listing them. */
const INDUSTRIES = 14;
const REGIONS = 34;

@Resolver(() => Industry)
export class ReferenceResolver {
  constructor(private readonly reference: ReferenceData) {}

  @Query(() => [Industry], {
    complexity: closedListCost(INDUSTRIES),
    description: 'All industries; the seven that the conference showed come first.',
  })
  industries(): IndustryRow[] {
    return [...this.reference.industries.values()];
  }

  @Query(() => [Region], {
    complexity: closedListCost(REGIONS),
    description: 'All regions, in the usual administrative order.',
  })
  regions(): RegionRow[] {
    return [...this.reference.regions.values()];
  }

  @DirectField()
  @ResolveField(() => Text, { description: 'What the field covers.' })
  description({ description, descriptionEn }: IndustryRow, @Args() wanted: LangArgs): Text {
    return pickText({ [Lang.ZH]: description, [Lang.EN]: descriptionEn }, wanted.lang);
  }
}
