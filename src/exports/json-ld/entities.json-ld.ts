import { AffiliationBasis } from '../../catalog/craftsman/craftsman.enums.js';
import {
  type AwardRow,
  type CraftsmanRow,
  type IndustryRow,
  type OrganisationRow,
  type RegionRow,
  type StudioRow,
} from '../../catalog/catalog.rows.js';
import { known, linkTo, listed, namesOf, pageAt, type AddressOf, type JsonLd } from './terms.js';

const organisationLink = ({ code, name }: OrganisationRow, addressOf: AddressOf): JsonLd =>
  linkTo('Organization', code, name, addressOf);

const personLink = ({ code, name }: CraftsmanRow, addressOf: AddressOf): JsonLd =>
  linkTo('Person', code, name, addressOf);

/** Whether the source says, or leaves no doubt, that the unit is the person's own. */
function isOwnUnit({ organisationBasis }: CraftsmanRow): boolean {
  return organisationBasis !== null && organisationBasis !== AffiliationBasis.LEAD_UNIT;
}

export function craftsmanJsonLd(row: CraftsmanRow, studio: StudioRow | null, addressOf: AddressOf): JsonLd {
  return {
    '@type': 'Person',
    name: row.name,
    jobTitle: known(row.trade, (trade) => trade),
    affiliation: isOwnUnit(row)
      ? known(row.organisation, (unit) => organisationLink(unit, addressOf))
      : undefined,
    memberOf: known(studio, ({ code, name }) => linkTo('Organization', code, name, addressOf)),
    award: listed(row.honours),
    subjectOf: known(row.sourceUrl, pageAt),
  };
}

/** What a studio is linked to. */
export interface StudioLinks {
  readonly leaders: readonly CraftsmanRow[];
  readonly industry: IndustryRow | null;
  readonly region: RegionRow | null;
}

export function studioJsonLd(
  row: StudioRow,
  { leaders, industry, region }: StudioLinks,
  addressOf: AddressOf,
): JsonLd {
  return {
    '@type': 'Organization',
    name: row.name,
    parentOrganization: known(row.organisation, (unit) => organisationLink(unit, addressOf)),
    member: listed(
      leaders.map((leader) => ({
        '@type': 'OrganizationRole',
        roleName: namesOf('领办人', 'Leader'),
        member: personLink(leader, addressOf),
      })),
    ),
    knowsAbout: known(industry, ({ code, name, nameEn }) =>
      linkTo('DefinedTerm', code, namesOf(name, nameEn), addressOf),
    ),
    location: known(region, ({ code, name, nameEn }) =>
      linkTo('AdministrativeArea', code, namesOf(name, nameEn), addressOf),
    ),
    subjectOf: known(row.sourceUrl, pageAt),
  };
}

export function organisationJsonLd({ name }: OrganisationRow): JsonLd {
  return { '@type': 'Organization', name };
}

export function awardJsonLd({ code, name }: AwardRow): JsonLd {
  return { '@type': 'DefinedTerm', name, termCode: code, inDefinedTermSet: '奖项 · Awards' };
}

export function industryJsonLd({ code, name, nameEn, description, descriptionEn }: IndustryRow): JsonLd {
  return {
    '@type': 'DefinedTerm',
    name: namesOf(name, nameEn),
    description: namesOf(description, descriptionEn),
    termCode: code,
    inDefinedTermSet: '行业 · Industries',
  };
}

export function regionJsonLd({ name, nameEn }: RegionRow): JsonLd {
  return { '@type': 'AdministrativeArea', name: namesOf(name, nameEn) };
}
