import {
  codeInSet,
  linkedCodes,
  missingFields,
  noLink,
  since,
  textIn,
  type Link,
} from '../../database/query/filter.js';
import { type ListSpec } from '../../database/query/list-query.js';
import { type ClosedLists } from '../catalog.links.js';
import { NAMED_ORDERS } from '../catalog.orders.js';
import { STUDIO_ROW } from '../catalog.rows.js';
import { NamedOrder } from '../named-order.js';
import { type StudioFilter } from './studio.input.js';

/** The list of studios: which, in which order, and whose. */
export function studioList(closed: ClosedLists): ListSpec<StudioFilter, NamedOrder, 'organisation'> {
  const leaders: Link = {
    from: 'studio_leader l',
    owner: 'l.studio_code',
    target: 'l.craftsman_code',
    type: 'Craftsman',
  };
  return {
    row: STUDIO_ROW,
    filter: {
      code: codeInSet('t.code', 'Studio'),
      name: textIn('t.name'),
      organisation: codeInSet('t.organisation_code', 'Organisation'),
      region: closed.region(codeInSet('t.region_code', 'Region')),
      industry: closed.industry(codeInSet('t.industry_code', 'Industry')),
      craftsman: linkedCodes(leaders),
      updatedSince: since('t.updated_at'),
      missing: missingFields({
        ACHIEVEMENT: noLink({ from: 'achievement l', owner: 'l.studio_code' }),
        INDUSTRY: 't.industry_code IS NULL',
        LEADER: noLink(leaders),
        ORGANISATION: 't.organisation_code IS NULL',
        REGION: 't.region_code IS NULL',
        SOURCE_URL: 't.source_url IS NULL',
      }),
    },
    orders: NAMED_ORDERS,
    defaultOrder: NamedOrder.CODE_ASC,
    scopes: { organisation: 't.organisation_code = p.parent' },
  };
}
