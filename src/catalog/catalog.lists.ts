import { Injectable } from '@nestjs/common';
import { knownCodes } from '../database/query/filter.js';
import { achievementList } from './achievement/achievement.list.js';
import { AWARD_LIST } from './award/award.list.js';
import { type ClosedLists } from './catalog.links.js';
import { craftsmanList } from './craftsman/craftsman.list.js';
import { organisationList } from './organisation/organisation.list.js';
import { ReferenceData } from './reference-data.js';
import { studioList } from './studio/studio.list.js';
import { putSurvivors } from './surviving-codes.js';

/** Every list of the catalogue: its records, filters and orders, and the records whose list it can be. */
@Injectable()
export class CatalogLists {
  readonly achievements: ReturnType<typeof achievementList>;
  readonly craftsmen: ReturnType<typeof craftsmanList>;
  readonly studios: ReturnType<typeof studioList>;
  readonly organisations: ReturnType<typeof organisationList>;
  readonly awards = AWARD_LIST;

  constructor(private readonly reference: ReferenceData) {
    const closed: ClosedLists = {
      industry: (condition) => knownCodes(condition, 'Industry', () => [...reference.industries.keys()]),
      region: (condition) => knownCodes(condition, 'Region', () => [...reference.regions.keys()]),
    };
    this.achievements = achievementList(closed);
    this.craftsmen = craftsmanList(closed);
    this.studios = studioList(closed);
    this.organisations = organisationList(closed);
  }

  /** Has a filter that came by an address name the survivors of merged records; GraphQL's are seen to before. */
  putSurvivors(filter: object | null | undefined): void {
    putSurvivors(filter, this.reference.survivors);
  }
}
