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
import { throughAchievements, type ClosedLists } from '../catalog.links.js';
import { NAMED_ORDERS } from '../catalog.orders.js';
import { CRAFTSMAN_ROW } from '../catalog.rows.js';
import { NamedOrder } from '../named-order.js';
import { type CraftsmanFilter } from './craftsman.input.js';

const NAMED_IN = throughAchievements('achievement_craftsman', 'craftsman_code');

/** The studios of a person, as a member or a leader. */
const STUDIOS: Link = {
  from: '(SELECT code, studio_code FROM craftsman WHERE studio_code IS NOT NULL UNION ALL SELECT craftsman_code, studio_code FROM studio_leader) l',
  owner: 'l.code',
  target: 'l.studio_code',
  type: 'Studio',
};

/** The list of craftsmen: which, in which order, and whose. */
export function craftsmanList(
  closed: ClosedLists,
): ListSpec<CraftsmanFilter, NamedOrder, 'organisation' | 'studio'> {
  return {
    row: CRAFTSMAN_ROW,
    filter: {
      code: codeInSet('t.code', 'Craftsman'),
      name: textIn('t.name'),
      trade: textIn('t.trade'),
      organisation: codeInSet('t.organisation_code', 'Organisation'),
      region: closed.region(codeInSet('t.region_code', 'Region')),
      studio: linkedCodes(STUDIOS),
      achievement: linkedCodes(NAMED_IN.achievement),
      industry: closed.industry(linkedCodes(NAMED_IN.industry)),
      award: linkedCodes(NAMED_IN.award),
      updatedSince: since('t.updated_at'),
      missing: missingFields({
        ACHIEVEMENT: noLink(NAMED_IN.achievement),
        HONOUR: `t.honours = '{}'`,
        ORGANISATION: 't.organisation_code IS NULL',
        REGION: 't.region_code IS NULL',
        SOURCE_URL: 't.source_url IS NULL',
        STUDIO: noLink(STUDIOS),
        TRADE: 't.trade IS NULL',
      }),
    },
    orders: NAMED_ORDERS,
    defaultOrder: NamedOrder.CODE_ASC,
    scopes: {
      organisation: 't.organisation_code = p.parent',
      studio:
        't.code IN (SELECT code FROM craftsman WHERE studio_code = p.parent UNION ALL SELECT craftsman_code FROM studio_leader WHERE studio_code = p.parent)',
    },
  };
}
