import { ArgsType, InputType, registerEnumType } from '@nestjs/graphql';
import { CodeSet, LinkedCodeSet, TextMatch } from '../../common/graphql/filter.inputs.js';
import {
  EnumListField,
  InputField,
  InputListField,
  MomentField,
} from '../../common/graphql/input.decorators.js';
import { MAX_ORDER_KEYS, type ListArguments } from '../../common/pagination/list-request.js';
import { PageArgs } from '../../common/pagination/page.args.js';
import { type FilterLogic } from '../../database/query/filter.js';
import { NamedOrder } from '../named-order.js';

/** A field of an organisation that may be unknown. */
export enum OrganisationField {
  ACHIEVEMENT = 'ACHIEVEMENT',
  CRAFTSMAN = 'CRAFTSMAN',
  REGION = 'REGION',
  STUDIO = 'STUDIO',
}

registerEnumType(OrganisationField, {
  name: 'OrganisationField',
  description: 'A field of an organisation that may be unknown.',
  valuesMap: {
    ACHIEVEMENT: { description: 'No achievement of the catalogue names the unit.' },
    CRAFTSMAN: { description: 'No craftsman is known.' },
    REGION: { description: 'The region is unknown.' },
    STUDIO: { description: 'No innovation studio is known.' },
  },
});

@InputType({ description: 'Which organisations to list. All conditions given must hold.' })
export class OrganisationFilter implements FilterLogic<OrganisationFilter> {
  @InputListField(() => OrganisationFilter, 'All of these hold.')
  and?: OrganisationFilter[] | null;

  @InputListField(() => OrganisationFilter, 'At least one of these holds.')
  or?: OrganisationFilter[] | null;

  @InputField(() => OrganisationFilter, 'This does not hold.')
  not?: OrganisationFilter | null;

  @InputField(() => CodeSet, 'By the unit’s own code.')
  code?: CodeSet | null;

  @InputField(() => TextMatch, 'By name.')
  name?: TextMatch | null;

  @InputField(() => CodeSet, 'By region.')
  region?: CodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the achievements that name the unit.')
  achievement?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the industries of the achievements that name the unit.')
  industry?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the awards named with those achievements, won or not.')
  award?: LinkedCodeSet | null;

  @MomentField('Changed at or after this moment.')
  updatedSince?: Date | null;

  @EnumListField(OrganisationField, 'All of these fields are unknown; finds incomplete records.')
  missing?: OrganisationField[] | null;
}

@ArgsType()
export class OrganisationListArgs extends PageArgs implements ListArguments<OrganisationFilter, NamedOrder> {
  @InputField(() => OrganisationFilter, 'Which organisations to list; all when left out.')
  filter?: OrganisationFilter | null;

  @EnumListField(NamedOrder, 'The order, most important first; CODE_ASC when left out.', MAX_ORDER_KEYS)
  orderBy?: NamedOrder[] | null;
}
