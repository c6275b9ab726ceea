import { type NodeType } from '../../common/graphql/global-id.js';
import { ACHIEVEMENT_ROWS } from './achievement.row.js';
import { AWARD_ROWS } from './award.row.js';
import { CRAFTSMAN_ROWS } from './craftsman.row.js';
import { INDUSTRY_ROWS } from './industry.row.js';
import { ORGANISATION_ROWS } from './organisation.row.js';
import { REGION_ROWS } from './region.row.js';
import { type RowSource } from './row.source.js';
import { STUDIO_ROWS } from './studio.row.js';

/**
 * The public rows of every kind of record: what exports hold, and what the feed of changes tells. In an order in which
 * each kind comes before those that its rows list.
 */
export const ROWS: Readonly<Record<NodeType, RowSource>> = {
  Industry: INDUSTRY_ROWS,
  Region: REGION_ROWS,
  Award: AWARD_ROWS,
  Organisation: ORGANISATION_ROWS,
  Craftsman: CRAFTSMAN_ROWS,
  Studio: STUDIO_ROWS,
  Achievement: ACHIEVEMENT_ROWS,
};
