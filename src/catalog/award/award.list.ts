import { codeInSet, since, textIn } from '../../database/query/filter.js';
import { type ListSpec } from '../../database/query/list-query.js';
import { NAMED_ORDERS } from '../catalog.orders.js';
import { AWARD_ROW } from '../catalog.rows.js';
import { NamedOrder } from '../named-order.js';
import { type AwardFilter } from './award.input.js';

/** The list of awards: which, and in which order. */
export const AWARD_LIST: ListSpec<AwardFilter, NamedOrder, never> = {
  row: AWARD_ROW,
  filter: {
    code: codeInSet('t.code', 'Award'),
    name: textIn('t.name'),
    updatedSince: since('t.updated_at'),
  },
  orders: NAMED_ORDERS,
  defaultOrder: NamedOrder.CODE_ASC,
  scopes: {},
};
