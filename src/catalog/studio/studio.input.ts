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

/** A field of a studio that may be unknown. */
export enum StudioField {
  ACHIEVEMENT = 'ACHIEVEMENT',
  INDUSTRY = 'INDUSTRY',
  LEADER = 'LEADER',
  ORGANISATION = 'ORGANISATION',
  REGION = 'REGION',
  SOURCE_URL = 'SOURCE_URL',
}

registerEnumType(StudioField, {
  name: 'StudioField',
  description: 'A field of a studio that may be unknown.',
  valuesMap: {
    ACHIEVEMENT: { description: 'No achievement of the catalogue names the studio.' },
    INDUSTRY: { description: 'The industry is unknown.' },
    LEADER: { description: 'The leader is unknown.' },
    ORGANISATION: { description: 'The unit is unknown.' },
    REGION: { description: 'The region is unknown.' },
    SOURCE_URL: { description: 'No address of a source is known.' },
  },
});

@InputType({ description: 'Which studios to list. All conditions given must hold.' })
export class StudioFilter implements FilterLogic<StudioFilter> {
  @InputListField(() => StudioFilter, 'All of these hold.')
  and?: StudioFilter[] | null;

  @InputListField(() => StudioFilter, 'At least one of these holds.')
  or?: StudioFilter[] | null;

  @InputField(() => StudioFilter, 'This does not hold.')
  not?: StudioFilter | null;

  @InputField(() => CodeSet, 'By the studio’s own code.')
  code?: CodeSet | null;

  @InputField(() => TextMatch, 'By name.')
  name?: TextMatch | null;

  @InputField(() => CodeSet, 'By unit.')
  organisation?: CodeSet | null;

  @InputField(() => CodeSet, 'By region.')
  region?: CodeSet | null;

  @InputField(() => CodeSet, 'By industry.')
  industry?: CodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the craftsmen who lead it.')
  craftsman?: LinkedCodeSet | null;

  @MomentField('Changed at or after this moment.')
  updatedSince?: Date | null;

  @EnumListField(StudioField, 'All of these fields are unknown; finds incomplete records.')
  missing?: StudioField[] | null;
}

@ArgsType()
export class StudioListArgs extends PageArgs implements ListArguments<StudioFilter, NamedOrder> {
  @InputField(() => StudioFilter, 'Which studios to list; all when left out.')
  filter?: StudioFilter | null;

  @EnumListField(NamedOrder, 'The order, most important first; CODE_ASC when left out.', MAX_ORDER_KEYS)
  orderBy?: NamedOrder[] | null;
}
