import { InputType, PartialType } from '@nestjs/graphql';
import { ArrayUnique } from 'class-validator';
import {
  CodesField,
  EntriesField,
  FlagField,
  OptionalCodeField,
  OptionalTextField,
  PartField,
  RequiredCodeField,
  RequiredEnumField,
  RequiredTextField,
  TextsField,
  YearField,
} from '../editing/state.decorators.js';
import { SourceState } from '../source/source.state.js';
import { Recognition } from './achievement.enums.js';

@InputType('AchievementCraftsmanInput', { description: 'A person of an achievement.' })
export class AchievementCraftsmanState {
  @RequiredCodeField('The person.')
  craftsman: string;

  @OptionalTextField('Role, as the source words it.', 200)
  role: string | null;
}

@InputType('AwardGrantInput', { description: 'What an achievement has from one award.' })
export class AwardGrantState {
  @RequiredCodeField('The award.')
  award: string;

  @RequiredEnumField(Recognition, 'Whether it was won; only AWARDED is a win.')
  recognition: Recognition;

  @OptionalTextField('Level, as the source words it.', 200)
  level: string | null;

  @YearField('Year of the award.')
  year: number | null;

  @OptionalTextField("The award list's own number.", 100)
  listCode: string | null;
}

/** Everything of an achievement that an edit can change. */
@InputType('AchievementInput', {
  description: 'An achievement as a curator writes it. What is left out is unknown, or empty.',
})
export class AchievementState {
  @RequiredTextField('Chinese title, as listed.', 500)
  title: string;

  @OptionalTextField("English title, in the project's own wording.", 1_000)
  titleEn: string | null;

  @RequiredCodeField('The industry.')
  industry: string;

  @OptionalCodeField('The region where the work was done.')
  region: string | null;

  @OptionalCodeField('The innovation studio.')
  studio: string | null;

  @OptionalCodeField('The lead unit: the first one named.')
  organisation: string | null;

  @CodesField("Further units, in the source's order.")
  partnerOrganisations: string[];

  @EntriesField(
    () => AchievementCraftsmanState,
    "The people, in the source's order; each once.",
    ArrayUnique(({ craftsman }: AchievementCraftsmanState) => craftsman, {
      message: '$property must name each person once',
    }),
  )
  craftsmen: AchievementCraftsmanState[];

  @FlagField('Whether the source cut its list of people off.')
  peoplePartial: boolean;

  @RequiredEnumField(
    Recognition,
    'Standing with the awards named: AWARDED exactly when one of the grants is, so that no nomination passes for a win.',
  )
  recognition: Recognition;

  @EntriesField(() => AwardGrantState, "What it has from awards, in the source's order.")
  grants: AwardGrantState[];

  @YearField('Year of the award, or of the report.')
  year: number | null;

  @TextsField("Short facts on its effect, in the project's own wording.", 500)
  figures: string[];

  @OptionalTextField('Conference or exhibition at which the source says it was shown.', 300)
  exhibitedAt: string | null;

  @PartField(() => SourceState, 'Where these facts were published.')
  source: SourceState;
}

@InputType({
  description:
    'Changes of an achievement: what is left out stays, null makes it unknown, a list is replaced whole.',
})
export class AchievementPatch extends PartialType(AchievementState) {}
