import {
  codeInSet,
  inCollection,
  inRange,
  inSet,
  linkedCodes,
  missingFields,
  noLink,
  since,
  textIn,
  type Link,
} from '../../database/query/filter.js';
import { type ListSpec } from '../../database/query/list-query.js';
import { type ClosedLists } from '../catalog.links.js';
import { ACHIEVEMENT_ORDERS } from '../catalog.orders.js';
import { ACHIEVEMENT_ROW } from '../catalog.rows.js';
import { AchievementOrder, type AchievementFilter } from './achievement.input.js';

/** The records whose achievements can be listed; for a unit, in any role or in one. */
export type AchievementScope =
  | 'industry'
  | 'region'
  | 'studio'
  | 'craftsman'
  | 'award'
  | 'award:AWARDED'
  | 'organisation'
  | 'organisation:LEAD'
  | 'organisation:PARTNER';

const CRAFTSMEN: Link = {
  from: 'achievement_craftsman l',
  owner: 'l.achievement_code',
  target: 'l.craftsman_code',
  type: 'Craftsman',
};
const ORGANISATIONS: Link = {
  from: 'achievement_organisation l',
  owner: 'l.achievement_code',
  target: 'l.organisation_code',
  type: 'Organisation',
};
const GRANTS: Link = {
  from: 'award_grant l',
  owner: 'l.achievement_code',
  target: 'l.award_code',
  type: 'Award',
};
const WON = `l.recognition = 'AWARDED'`;
const SOURCE: Link = {
  from: 'achievement a JOIN source l ON l.id = a.source_id',
  owner: 'a.code',
  target: 'l.kind',
};

/** The condition that an achievement is linked to the record `p.parent`. */
function achievementOf(link: Link, where = 'TRUE'): string {
  return `t.code IN (SELECT ${link.owner} FROM ${link.from} WHERE ${link.target} = p.parent AND ${where})`;
}

/** The list of achievements: which, in which order, and whose. */
export function achievementList(
  closed: ClosedLists,
): ListSpec<AchievementFilter, AchievementOrder, AchievementScope> {
  return {
    row: ACHIEVEMENT_ROW,
    filter: {
      code: codeInSet('t.code', 'Achievement'),
      industry: closed.industry(codeInSet('t.industry_code', 'Industry')),
      region: closed.region(codeInSet('t.region_code', 'Region')),
      studio: codeInSet('t.studio_code', 'Studio'),
      craftsman: linkedCodes(CRAFTSMEN),
      organisation: linkedCodes(ORGANISATIONS),
      award: linkedCodes(GRANTS),
      awardWon: linkedCodes(GRANTS, WON),
      awardLevel: linkedCodes({ from: GRANTS.from, owner: GRANTS.owner, target: 'l.level' }),
      recognition: inSet('t.recognition'),
      sourceKind: linkedCodes(SOURCE),
      year: inRange('t.year'),
      title: textIn('t.title', 't.title_en'),
      updatedSince: since('t.updated_at'),
      missing: missingFields({
        AWARD: noLink(GRANTS),
        AWARD_LEVEL: noLink(GRANTS, 'l.level IS NOT NULL'),
        CRAFTSMAN: noLink(CRAFTSMEN),
        EXHIBITED_AT: 't.exhibited_at IS NULL',
        FIGURES: `t.figures = '{}'`,
        LIST_CODE: noLink(GRANTS, 'l.list_code IS NOT NULL'),
        ORGANISATION: noLink(ORGANISATIONS, `l.role = 'LEAD'`),
        PARTNER_ORGANISATION: noLink(ORGANISATIONS, `l.role = 'PARTNER'`),
        REGION: 't.region_code IS NULL',
        SOURCE_URL: noLink(SOURCE, 'l.url IS NOT NULL'),
        STUDIO: 't.studio_code IS NULL',
        TITLE_EN: 't.title_en IS NULL',
        YEAR: 't.year IS NULL',
      }),
      inCollection,
    },
    orders: ACHIEVEMENT_ORDERS,
    defaultOrder: AchievementOrder.CODE_ASC,
    scopes: {
      industry: 't.industry_code = p.parent',
      region: 't.region_code = p.parent',
      studio: 't.studio_code = p.parent',
      craftsman: achievementOf(CRAFTSMEN),
      award: achievementOf(GRANTS),
      'award:AWARDED': achievementOf(GRANTS, WON),
      organisation: achievementOf(ORGANISATIONS),
      'organisation:LEAD': achievementOf(ORGANISATIONS, `l.role = 'LEAD'`),
      'organisation:PARTNER': achievementOf(ORGANISATIONS, `l.role = 'PARTNER'`),
    },
  };
}
