import { ArgsType, InputType } from '@nestjs/graphql';
import { CodeSet, TextMatch } from '../../common/graphql/filter.inputs.js';
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

@InputType({ description: 'Which awards to list. All conditions given must hold.' })
export class AwardFilter implements FilterLogic<AwardFilter> {
  @InputListField(() => AwardFilter, 'All of these hold.')
  and?: AwardFilter[] | null;

  @InputListField(() => AwardFilter, 'At least one of these holds.')
  or?: AwardFilter[] | null;

  @InputField(() => AwardFilter, 'This does not hold.')
  not?: AwardFilter | null;

  @InputField(() => CodeSet, 'By the award’s own code.')
  code?: CodeSet | null;

  @InputField(() => TextMatch, 'By name.')
  name?: TextMatch | null;

  @MomentField('Changed at or after this moment.')
  updatedSince?: Date | null;
}

@ArgsType()
export class AwardListArgs extends PageArgs implements ListArguments<AwardFilter, NamedOrder> {
  @InputField(() => AwardFilter, 'Which awards to list; all when left out.')
  filter?: AwardFilter | null;

  @EnumListField(NamedOrder, 'The order, most important first; CODE_ASC when left out.', MAX_ORDER_KEYS)
  orderBy?: NamedOrder[] | null;
}
