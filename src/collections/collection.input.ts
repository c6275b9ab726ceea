import { applyDecorators, type Type } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { InputField, SlugField } from '../common/graphql/input.decorators.js';
import { Visibility } from './collection.enums.js';
import {
  type BilingualPatch,
  type CollectionPatch,
  type ItemPatch,
  type SectionPatch,
} from './collection.steps.js';

const MAX_TITLE_LENGTH = 200;
const MAX_NOTE_LENGTH = 2_000;

/** What a page and a label can show: lines, and no other control characters or halves of characters. */
const PRINTABLE = /^(?:\n|[^\p{Cc}\p{Cs}])*$/u;

/** Makes an input for a text in both languages. */
function bilingualInput(name: string, what: string, maxLength: number): Type<BilingualPatch> {
  const TextField = (language: string): PropertyDecorator =>
    applyDecorators(
      Field(() => String, {
        nullable: true,
        description: `In ${language}: at most ${maxLength} characters; null for none.`,
      }),
      IsOptional(),
      IsString(),
      MaxLength(maxLength),
      Matches(PRINTABLE, { message: '$property must not have control characters' }),
    );

  @InputType(name, { description: `${what} in both languages. A language that is left out stays as it is.` })
  class BilingualInput implements BilingualPatch {
    @TextField('Chinese')
    zh?: string | null;

    @TextField('English')
    en?: string | null;
  }
  return BilingualInput;
}

const BilingualTitleInput = bilingualInput('BilingualTitleInput', 'A title', MAX_TITLE_LENGTH);
const BilingualNoteInput = bilingualInput('BilingualNoteInput', 'A note', MAX_NOTE_LENGTH);

const TitleField = (description: string): PropertyDecorator =>
  InputField(() => BilingualTitleInput, description);
const NoteField = (description: string): PropertyDecorator =>
  InputField(() => BilingualNoteInput, description);

@InputType({ description: 'What a collection says of itself. What is left out stays as it is.' })
export class CollectionInput implements CollectionPatch {
  @TitleField('Title; one language is enough.')
  title?: BilingualPatch | null;

  @NoteField('What is said of it; null for nothing.')
  note?: BilingualPatch | null;

  @Field(() => Visibility, { nullable: true, description: 'Who can see it; PRIVATE at first.' })
  @IsOptional()
  @IsEnum(Visibility)
  visibility?: Visibility | null;
}

@InputType({ description: 'A collection to be made.' })
export class CreateCollectionInput extends CollectionInput {
  @SlugField(
    'Permanent name for addresses: small letters, digits and single hyphens, such as rail-2024. Left out, it gets one.',
  )
  slug?: string | null;
}

@InputType({ description: 'What the copy of a collection shall be called.' })
export class CopyCollectionInput {
  @SlugField('Permanent name of the copy for addresses. Left out, it gets one.')
  slug?: string | null;

  @TitleField('Title of the copy; that of the original, marked as a copy, when left out.')
  title?: BilingualPatch | null;
}

@InputType({ description: 'What a section says. What is left out stays as it is.' })
export class CollectionSectionInput implements SectionPatch {
  @TitleField('Title; one language is enough.')
  title?: BilingualPatch | null;

  @NoteField('What is said of it; null for nothing.')
  note?: BilingualPatch | null;
}

@InputType({
  description: 'What is said of an achievement in a collection. What is left out stays as it is.',
})
export class CollectionItemInput implements ItemPatch {
  @TitleField('What its label shall say instead of its title; null for its title.')
  label?: BilingualPatch | null;

  @NoteField('What is said of it here; null for nothing.')
  note?: BilingualPatch | null;
}

/** A text that names a section of a collection. */
export function SectionField(description: string, nullable: boolean): PropertyDecorator {
  return applyDecorators(
    Field(() => ID, { nullable, description }),
    ...(nullable ? [IsOptional()] : []),
    IsString(),
    MaxLength(20),
  );
}
