import { InputType, PartialType } from '@nestjs/graphql';
import {
  AddressField,
  OptionalCodeField,
  OptionalEnumField,
  OptionalTextField,
  RequiredTextField,
  TextsField,
} from '../editing/state.decorators.js';
import { AffiliationBasis } from './craftsman.enums.js';

/** Everything of a craftsman that an edit can change. */
@InputType('CraftsmanInput', {
  description: 'A person as a curator writes it. What is left out is unknown, or empty.',
})
export class CraftsmanState {
  @RequiredTextField('Name.', 100)
  name: string;

  @OptionalCodeField('The unit with which the person is listed. A unit has each name once.')
  organisation: string | null;

  @OptionalEnumField(AffiliationBasis, 'How the unit is known; needed with a unit, and only then.')
  organisationBasis: AffiliationBasis | null;

  @OptionalTextField('Trade or position, as the source words it.', 200)
  trade: string | null;

  @TextsField('Honours, as the source words them.', 200)
  honours: string[];

  @OptionalCodeField('The region.')
  region: string | null;

  @OptionalCodeField('The innovation studio of which the person is part.')
  studio: string | null;

  @AddressField('Address of the page that reports the person.')
  sourceUrl: string | null;
}

@InputType({
  description:
    'Changes of a person: what is left out stays, null makes it unknown, a list is replaced whole.',
})
export class CraftsmanPatch extends PartialType(CraftsmanState) {}
