import { AchievementCraftsmanEntity } from './achievement/achievement-craftsman.entity.js';
import { AchievementEntity } from './achievement/achievement.entity.js';
import { AchievementOrganisationEntity } from './achievement/achievement-organisation.entity.js';
import { AwardEntity } from './award/award.entity.js';
import { AwardGrantEntity } from './award/award-grant.entity.js';
import { CatalogStateEntity } from './catalog-info/catalog-state.entity.js';
import { CraftsmanEntity } from './craftsman/craftsman.entity.js';
import { IndustryEntity } from './industry/industry.entity.js';
import { OrganisationEntity } from './organisation/organisation.entity.js';
import { RegionEntity } from './region/region.entity.js';
import { RetiredCodeEntity } from './retirement/retired-code.entity.js';
import { SourceEntity } from './source/source.entity.js';
import { StudioEntity } from './studio/studio.entity.js';
import { StudioLeaderEntity } from './studio/studio-leader.entity.js';

/** Every entity of the catalogue. */
export const CATALOG_ENTITIES = [
  AchievementEntity,
  AchievementOrganisationEntity,
  AchievementCraftsmanEntity,
  AwardEntity,
  AwardGrantEntity,
  CraftsmanEntity,
  StudioEntity,
  StudioLeaderEntity,
  OrganisationEntity,
  IndustryEntity,
  RegionEntity,
  SourceEntity,
  RetiredCodeEntity,
  CatalogStateEntity,
];
