import { registerEnumType } from '@nestjs/graphql';

/** What is known of an achievement's standing with an award. */
export enum Recognition {
  AWARDED = 'AWARDED',
  NOMINATED = 'NOMINATED',
  REPORTED = 'REPORTED',
}

registerEnumType(Recognition, {
  name: 'Recognition',
  description: 'What is known of the standing with an award. Only AWARDED is a win.',
  valuesMap: {
    AWARDED: { description: 'Won the named award.' },
    NOMINATED: {
      description:
        'Accepted for review or proposed for the named award; not won, and never to be shown as won.',
    },
    REPORTED: { description: 'Reported without a win: in the news, shown at an exhibition, or a finalist.' },
  },
});

/** A unit's part in an achievement. */
export enum OrganisationRole {
  LEAD = 'LEAD',
  PARTNER = 'PARTNER',
}

registerEnumType(OrganisationRole, {
  name: 'OrganisationRole',
  description: "A unit's part in an achievement.",
  valuesMap: {
    LEAD: { description: 'The first unit named.' },
    PARTNER: { description: 'A further unit named.' },
  },
});
