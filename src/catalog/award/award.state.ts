import { InputType, PartialType } from '@nestjs/graphql';
import { RequiredTextField } from '../editing/state.decorators.js';

/** Everything of an award that an edit can change. */
@InputType('AwardInput', { description: 'An award as a curator writes it.' })
export class AwardState {
  @RequiredTextField('Name, under which no other award stands.', 200)
  name: string;
}

@InputType({ description: 'Changes of an award: what is left out stays.' })
export class AwardPatch extends PartialType(AwardState) {}
