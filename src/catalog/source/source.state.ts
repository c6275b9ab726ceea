import { InputType } from '@nestjs/graphql';
import { Matches, ValidateBy, ValidateIf } from 'class-validator';
import { AddressField, OptionalTextField, RequiredEnumField } from '../editing/state.decorators.js';
import { SourceKind } from './source.type.js';

/** A year, month or day. */
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

const DATE_LENGTH = 10;

@InputType('SourceInput', { description: 'The public page or list from which the facts of a record come.' })
export class SourceState {
  @RequiredEnumField(SourceKind, 'How the fact was published.')
  kind: SourceKind;

  @OptionalTextField('Who published it.', 200)
  publisher: string | null;

  @OptionalTextField('Title of the page or list, as published.', 500)
  title: string | null;

  @OptionalTextField('Date of publication, to what is known: 2023, 2023-07 or 2023-07-28.', DATE_LENGTH)
  @ValidateIf((_, value) => value !== null)
  @Matches(DATE, { message: '$property must be a date such as 2023, 2023-07 or 2023-07-28' })
  date: string | null;

  @AddressField("The publisher's own address; none for a re-posted copy.")
  @ValidateBy({
    name: 'repost',
    validator: {
      validate: (_, args) => (args?.object as SourceState).kind !== SourceKind.REPOST,
      defaultMessage: () =>
        'url must be null for a REPOST: the address of a re-posted copy is not fit to link',
    },
  })
  url: string | null;
}
