import { InputType, PartialType } from '@nestjs/graphql';
import { OptionalCodeField, RequiredTextField } from '../editing/state.decorators.js';

/** Everything of a unit that an edit can change. */
@InputType('OrganisationInput', {
  description: 'A unit as a curator writes it. What is left out is unknown.',
})
export class OrganisationState {
  @RequiredTextField('Name, under which no other unit stands.', 200)
  name: string;

  @OptionalCodeField('The region.')
  region: string | null;
}

@InputType({ description: 'Changes of a unit: what is left out stays, null makes it unknown.' })
export class OrganisationPatch extends PartialType(OrganisationState) {}
