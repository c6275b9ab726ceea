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

/** A field of a craftsman that may be unknown. */
export enum CraftsmanField {
  ACHIEVEMENT = 'ACHIEVEMENT',
  HONOUR = 'HONOUR',
  ORGANISATION = 'ORGANISATION',
  REGION = 'REGION',
  SOURCE_URL = 'SOURCE_URL',
  STUDIO = 'STUDIO',
  TRADE = 'TRADE',
}

registerEnumType(CraftsmanField, {
  name: 'CraftsmanField',
  description: 'A field of a craftsman that may be unknown.',
  valuesMap: {
    ACHIEVEMENT: { description: 'No achievement of the catalogue names the person.' },
    HONOUR: { description: 'No honour is known.' },
    ORGANISATION: { description: 'The unit is unknown.' },
    REGION: { description: 'The region is unknown.' },
    SOURCE_URL: { description: 'No address of a source is known.' },
    STUDIO: { description: 'No innovation studio is named.' },
    TRADE: { description: 'The trade is unknown.' },
  },
});

@InputType({ description: 'Which craftsmen to list. All conditions given must hold.' })
export class CraftsmanFilter implements FilterLogic<CraftsmanFilter> {
  @InputListField(() => CraftsmanFilter, 'All of these hold.')
  and?: CraftsmanFilter[] | null;

  @InputListField(() => CraftsmanFilter, 'At least one of these holds.')
  or?: CraftsmanFilter[] | null;

  @InputField(() => CraftsmanFilter, 'This does not hold.')
  not?: CraftsmanFilter | null;

  @InputField(() => CodeSet, 'By the craftsman’s own code.')
  code?: CodeSet | null;

  @InputField(() => TextMatch, 'By name.')
  name?: TextMatch | null;

  @InputField(() => TextMatch, 'By trade.')
  trade?: TextMatch | null;

  @InputField(() => CodeSet, 'By unit.')
  organisation?: CodeSet | null;

  @InputField(() => CodeSet, 'By region.')
  region?: CodeSet | null;

  @InputField(() => CodeSet, 'By innovation studio, as a member or a leader.')
  studio?: CodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the achievements that name the person.')
  achievement?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the industries of the achievements that name the person.')
  industry?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the awards named with those achievements, won or not.')
  award?: LinkedCodeSet | null;

  @MomentField('Changed at or after this moment.')
  updatedSince?: Date | null;

  @EnumListField(CraftsmanField, 'All of these fields are unknown; finds incomplete records.')
  missing?: CraftsmanField[] | null;
}

@ArgsType()
export class CraftsmanListArgs extends PageArgs implements ListArguments<CraftsmanFilter, NamedOrder> {
  @InputField(() => CraftsmanFilter, 'Which craftsmen to list; all when left out.')
  filter?: CraftsmanFilter | null;

  @EnumListField(NamedOrder, 'The order, most important first; CODE_ASC when left out.', MAX_ORDER_KEYS)
  orderBy?: NamedOrder[] | null;
}
