import { type BaseRow } from '../database/query/row.js';
import { type AchievementOrganisationEntity } from './achievement/achievement-organisation.entity.js';
import { type AchievementEntity } from './achievement/achievement.entity.js';
import { type AwardEntity } from './award/award.entity.js';
import { type AwardGrantEntity } from './award/award-grant.entity.js';
import { type CraftsmanEntity } from './craftsman/craftsman.entity.js';
import { type IndustryEntity } from './industry/industry.entity.js';
import { type OrganisationEntity } from './organisation/organisation.entity.js';
import { type RegionEntity } from './region/region.entity.js';
import { type Source } from './source/source.type.js';
import { type StudioEntity } from './studio/studio.entity.js';
import { type LinkSpec } from '../database/query/reader.js';
import { type RowSpec } from '../database/query/row.js';

/** The properties of an entity that its reader leaves out. */
type Unread = 'createdAt';

export type IndustryRow = BaseRow & Omit<IndustryEntity, Unread>;
export type RegionRow = BaseRow & Omit<RegionEntity, Unread>;
export type OrganisationRow = BaseRow & Omit<OrganisationEntity, Unread>;
export type StudioRow = BaseRow & Omit<StudioEntity, Unread> & { organisation: OrganisationRow | null };
export type CraftsmanRow = BaseRow & Omit<CraftsmanEntity, Unread> & { organisation: OrganisationRow | null };
export type AwardRow = BaseRow & Omit<AwardEntity, Unread>;
export type AchievementRow = BaseRow & Omit<AchievementEntity, Unread | 'sourceId'> & { source: Source };

const RECORD = ['code', 'version', 'updatedAt'] as const;

const ORGANISATION_COLUMNS = ['name', 'regionCode'] as const;

/** The unit of a craftsman or studio, read along with it. */
const JOINED_ORGANISATION = {
  table: 'organisation',
  key: 'code',
  by: 'organisationCode',
  columns: [...ORGANISATION_COLUMNS, 'version', 'updatedAt'],
  type: 'Organisation',
} as const;

export const INDUSTRY_ROW: RowSpec = {
  type: 'Industry',
  table: 'industry',
  columns: [...RECORD, 'name', 'nameEn', 'description', 'descriptionEn', 'position', 'shownAtConference'],
};

export const REGION_ROW: RowSpec = {
  type: 'Region',
  table: 'region',
  columns: [...RECORD, 'name', 'nameEn', 'isoCode', 'position'],
};

export const ORGANISATION_ROW: RowSpec = {
  type: 'Organisation',
  table: 'organisation',
  columns: [...RECORD, ...ORGANISATION_COLUMNS],
};

export const STUDIO_ROW: RowSpec = {
  type: 'Studio',
  table: 'studio',
  columns: [...RECORD, 'name', 'organisationCode', 'regionCode', 'industryCode', 'sourceUrl'],
  joined: { organisation: JOINED_ORGANISATION },
};

export const CRAFTSMAN_ROW: RowSpec = {
  type: 'Craftsman',
  table: 'craftsman',
  columns: [
    ...RECORD,
    'name',
    'organisationCode',
    'organisationBasis',
    'trade',
    'honours',
    'regionCode',
    'studioCode',
    'sourceUrl',
  ],
  joined: { organisation: JOINED_ORGANISATION },
};

export const AWARD_ROW: RowSpec = { type: 'Award', table: 'award', columns: [...RECORD, 'name'] };

export const ACHIEVEMENT_ROW: RowSpec = {
  type: 'Achievement',
  table: 'achievement',
  columns: [
    ...RECORD,
    'title',
    'titleEn',
    'industryCode',
    'regionCode',
    'studioCode',
    'recognition',
    'year',
    'figures',
    'exhibitedAt',
    'peoplePartial',
  ],
  joined: {
    source: {
      table: 'source',
      key: 'id',
      by: 'sourceId',
      columns: ['kind', 'publisher', 'title', 'date', 'url'],
    },
  },
};

/** The record of every kind that has a global id. */
export const ROWS_BY_TYPE = {
  Achievement: ACHIEVEMENT_ROW,
  Craftsman: CRAFTSMAN_ROW,
  Studio: STUDIO_ROW,
  Organisation: ORGANISATION_ROW,
  Industry: INDUSTRY_ROW,
  Region: REGION_ROW,
  Award: AWARD_ROW,
} as const;

export type OrganisationLink = Pick<AchievementOrganisationEntity, 'role'>;

/** The units of an achievement, lead first. */
export const ACHIEVEMENT_ORGANISATIONS: LinkSpec = {
  row: ORGANISATION_ROW,
  table: 'achievement_organisation',
  owner: 'achievement_code',
  target: 'organisation_code',
  columns: ['role'],
};

export interface CraftsmanLink {
  readonly role: string | null;
  readonly position: number;
}

/** The people of an achievement, in the source's order. */
export const ACHIEVEMENT_CRAFTSMEN: LinkSpec = {
  row: CRAFTSMAN_ROW,
  table: 'achievement_craftsman',
  owner: 'achievement_code',
  target: 'craftsman_code',
  columns: ['role', 'position'],
};

export type GrantLink = Pick<AwardGrantEntity, 'recognition' | 'level' | 'year' | 'listCode'>;

/** What an achievement has from awards, in the source's order. */
export const ACHIEVEMENT_GRANTS: LinkSpec = {
  row: AWARD_ROW,
  table: 'award_grant',
  owner: 'achievement_code',
  target: 'award_code',
  columns: ['recognition', 'level', 'year', 'listCode'],
};

/** Who leads a studio, in the source's order. */
export const STUDIO_LEADERS: LinkSpec = {
  row: CRAFTSMAN_ROW,
  table: 'studio_leader',
  owner: 'studio_code',
  target: 'craftsman_code',
  columns: [],
};
