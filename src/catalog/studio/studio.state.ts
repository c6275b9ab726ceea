import { InputType, PartialType } from '@nestjs/graphql';
import {
  AddressField,
  CodesField,
  OptionalCodeField,
  RequiredTextField,
} from '../editing/state.decorators.js';

/** Everything of a studio that an edit can change. */
@InputType('StudioInput', {
  description: 'An innovation studio as a curator writes it. What is left out is unknown, or empty.',
})
export class StudioState {
  @RequiredTextField('Name.', 200)
  name: string;

  @OptionalCodeField('The unit that runs it. A unit has each name once.')
  organisation: string | null;

  @OptionalCodeField('The region.')
  region: string | null;

  @OptionalCodeField('The industry.')
  industry: string | null;

  @CodesField("Who leads it, in the source's order.")
  leaders: string[];

  @AddressField('Address of the page that reports it.')
  sourceUrl: string | null;
}

@InputType({
  description:
    'Changes of a studio: what is left out stays, null makes it unknown, a list is replaced whole.',
})
export class StudioPatch extends PartialType(StudioState) {}
