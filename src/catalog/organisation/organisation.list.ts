import { codeInSet, linkedCodes, missingFields, noLink, since, textIn } from '../../database/query/filter.js';
import { type ListSpec } from '../../database/query/list-query.js';
import { throughAchievements, type ClosedLists } from '../catalog.links.js';
import { NAMED_ORDERS } from '../catalog.orders.js';
import { ORGANISATION_ROW } from '../catalog.rows.js';
import { NamedOrder } from '../named-order.js';
import { type OrganisationFilter } from './organisation.input.js';

const NAMED_IN = throughAchievements('achievement_organisation', 'organisation_code');

/** The list of units: which, and in which order. */
export function organisationList(closed: ClosedLists): ListSpec<OrganisationFilter, NamedOrder, never> {
  return {
    row: ORGANISATION_ROW,
    filter: {
      code: codeInSet('t.code', 'Organisation'),
      name: textIn('t.name'),
      region: closed.region(codeInSet('t.region_code', 'Region')),
      achievement: linkedCodes(NAMED_IN.achievement),
      industry: closed.industry(linkedCodes(NAMED_IN.industry)),
      award: linkedCodes(NAMED_IN.award),
      updatedSince: since('t.updated_at'),
      missing: missingFields({
        ACHIEVEMENT: noLink(NAMED_IN.achievement),
        CRAFTSMAN: noLink({ from: 'craftsman l', owner: 'l.organisation_code' }),
        REGION: 't.region_code IS NULL',
        STUDIO: noLink({ from: 'studio l', owner: 'l.organisation_code' }),
      }),
    },
    orders: NAMED_ORDERS,
    defaultOrder: NamedOrder.CODE_ASC,
    scopes: {},
  };
}
