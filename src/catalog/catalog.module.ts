import { Module } from '@nestjs/common';
import { ACHIEVEMENT_INVERSE_RESOLVERS } from './achievement/achievement-inverse.resolvers.js';
import { AchievementResolver } from './achievement/achievement.resolver.js';
import { AwardResolver } from './award/award.resolver.js';
import { CatalogInfoResolver } from './catalog-info/catalog-info.resolver.js';
import { CatalogInfoService } from './catalog-info/catalog-info.service.js';
import { CatalogLists } from './catalog.lists.js';
import { CraftsmanResolver } from './craftsman/craftsman.resolver.js';
import { CuratorsDesk } from './editing/curators-desk.js';
import { EDIT_RESOLVERS } from './editing/edit.resolvers.js';
import { Editor } from './editing/editor.js';
import { EntityResolver } from './entity.resolver.js';
import { HISTORY_RESOLVERS } from './history/history.resolvers.js';
import { NodeResolver } from './node.resolver.js';
import { OrganisationResolver } from './organisation/organisation.resolver.js';
import { ReferenceData } from './reference-data.js';
import { ReferenceResolver } from './reference.resolver.js';
import { RecordLookup } from './record-lookup.js';
import { StudioResolver } from './studio/studio.resolver.js';

/** The domain: achievements and what they are linked to. */
@Module({
  providers: [
    CatalogInfoService,
    CatalogLists,
    ReferenceData,
    RecordLookup,
    EntityResolver,
    NodeResolver,
    AchievementResolver,
    ...ACHIEVEMENT_INVERSE_RESOLVERS,
    CraftsmanResolver,
    StudioResolver,
    OrganisationResolver,
    AwardResolver,
    ReferenceResolver,
    CatalogInfoResolver,
    Editor,
    CuratorsDesk,
    ...EDIT_RESOLVERS,
    ...HISTORY_RESOLVERS,
  ],
  exports: [ReferenceData, CatalogLists, RecordLookup],
})
export class CatalogModule {}
