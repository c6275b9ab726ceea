import { type Type } from '@nestjs/common';
import { AchievementPatch, AchievementState } from '../achievement/achievement.state.js';
import { Achievement } from '../achievement/achievement.type.js';
import { AwardPatch, AwardState } from '../award/award.state.js';
import { Award } from '../award/award.type.js';
import { CraftsmanPatch, CraftsmanState } from '../craftsman/craftsman.state.js';
import { Craftsman } from '../craftsman/craftsman.type.js';
import { OrganisationPatch, OrganisationState } from '../organisation/organisation.state.js';
import { Organisation } from '../organisation/organisation.type.js';
import { StudioPatch, StudioState } from '../studio/studio.state.js';
import { Studio } from '../studio/studio.type.js';
import { type EditedType } from './edits.js';

/** How one kind of record is edited through GraphQL. */
export interface Editable {
  readonly object: () => Type<object>;
  readonly input: () => Type<object>;
  readonly patch: () => Type<object>;
  /** Its name for several of them, in names of mutations. */
  readonly plural: string;
  /** What a record of it is called in sentences, with its article. */
  readonly called: string;
}

export const EDITABLE: Readonly<Record<EditedType, Editable>> = {
  Achievement: {
    object: () => Achievement,
    input: () => AchievementState,
    patch: () => AchievementPatch,
    plural: 'Achievements',
    called: 'an achievement',
  },
  Craftsman: {
    object: () => Craftsman,
    input: () => CraftsmanState,
    patch: () => CraftsmanPatch,
    plural: 'Craftsmen',
    called: 'a craftsman',
  },
  Studio: {
    object: () => Studio,
    input: () => StudioState,
    patch: () => StudioPatch,
    plural: 'Studios',
    called: 'a studio',
  },
  Organisation: {
    object: () => Organisation,
    input: () => OrganisationState,
    patch: () => OrganisationPatch,
    plural: 'Organisations',
    called: 'a unit',
  },
  Award: {
    object: () => Award,
    input: () => AwardState,
    patch: () => AwardPatch,
    plural: 'Awards',
    called: 'an award',
  },
};
