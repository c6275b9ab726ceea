import { registerEnumType } from '@nestjs/graphql';

/** How a person's unit is known. */
export enum AffiliationBasis {
  STATED = 'STATED',
  STUDIO_UNIT = 'STUDIO_UNIT',
  SOLE_UNIT = 'SOLE_UNIT',
  LEAD_UNIT = 'LEAD_UNIT',
}

registerEnumType(AffiliationBasis, {
  name: 'AffiliationBasis',
  description: "How a person's unit is known, strongest first.",
  valuesMap: {
    STATED: { description: 'The source names the unit as this person’s.' },
    STUDIO_UNIT: { description: 'The person leads a studio of this unit.' },
    SOLE_UNIT: { description: 'It is the only unit named with the achievement.' },
    LEAD_UNIT: {
      description:
        'The source names several units with the achievement and does not say which is whose; this is the first of them, and tells namesakes apart.',
    },
  },
});
