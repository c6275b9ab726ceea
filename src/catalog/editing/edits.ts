import { type AchievementState } from '../achievement/achievement.state.js';
import { type AwardState } from '../award/award.state.js';
import { type CraftsmanState } from '../craftsman/craftsman.state.js';
import { type OrganisationState } from '../organisation/organisation.state.js';
import { type StudioState } from '../studio/studio.state.js';

/** What a class describes, as a plain document. */
type Plain<T> = { [K in keyof T]: T[K] };

/** The state of every kind of record that can be edited: all that an edit can change, as one plain document. */
export interface States {
  readonly Organisation: Plain<OrganisationState>;
  readonly Award: Plain<AwardState>;
  readonly Studio: Plain<StudioState>;
  readonly Craftsman: Plain<CraftsmanState>;
  readonly Achievement: Plain<AchievementState>;
}

/** The kinds of records that can be edited, in the order in which they can be written: each names those before it. */
export const EDITED_TYPES = [
  'Organisation',
  'Award',
  'Studio',
  'Craftsman',
  'Achievement',
] as const satisfies readonly (keyof States)[];

export type EditedType = keyof States;

export type AnyState = States[EditedType];

/** A record as it stands. */
export interface Stored<T extends EditedType = EditedType> {
  readonly type: T;
  readonly code: string;
  /** Grows by one with every edit, also while it is withdrawn. */
  readonly version: number;
  /** Null while it is withdrawn. */
  readonly state: States[T] | null;
}

/** One record to be written. */
export interface Edit<T extends EditedType = EditedType> {
  readonly type: T;
  readonly code: string;
  /** The version that this edit was made of: it is refused when another one is there. 0 for a new record. */
  readonly ifVersion: number;
  /** What it shall be; null withdraws it. A withdrawn record is restored by giving it a state again. */
  readonly state: States[T] | null;
  /** Of a record that is withdrawn: why, in words for the public. */
  readonly reason?: string;
  /** Of a record that is withdrawn: the one that answers in its place. */
  readonly mergedInto?: string;
}

/** What came of edits. Edits that change nothing write nothing and raise no version. */
export interface Applied {
  readonly created: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/** Why an edit cannot be written: stable names for programs. */
export enum EditProblemCode {
  INVALID = 'INVALID',
  UNKNOWN_REFERENCE = 'UNKNOWN_REFERENCE',
  DUPLICATE = 'DUPLICATE',
  STILL_LINKED = 'STILL_LINKED',
  NOT_FOUND = 'NOT_FOUND',
  GONE = 'GONE',
  CONFLICT = 'CONFLICT',
}

/** A field that others have changed since a record was read. Records are named by their codes. */
export interface ConflictingField {
  readonly field: string;
  /** What was read. */
  readonly read: unknown;
  /** What is there now. */
  readonly current: unknown;
  /** What was to be written. */
  readonly yours: unknown;
}

/** What an edit was made of, beside what is there now. */
export interface VersionConflict {
  readonly ifVersion: number;
  readonly currentVersion: number;
  readonly fields: readonly ConflictingField[];
}

/** One thing that is wrong with an edit. */
export interface EditProblem {
  readonly code: EditProblemCode;
  /** Where, as the client sent it: names of fields and places in lists, outermost first. */
  readonly path: readonly string[];
  readonly message: string;
  /** Place of the edit in the list that was checked. */
  readonly edit: number;
  /** Of a CONFLICT between versions: how they differ. */
  readonly conflict?: VersionConflict;
}

/** Edits that are not written, and why. */
export class EditRefused extends Error {
  constructor(readonly problems: readonly EditProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.name = 'EditRefused';
  }
}

/** A refusal for one reason. */
export function refused(
  code: EditProblemCode,
  path: readonly string[],
  message: string,
  conflict?: VersionConflict,
): EditRefused {
  return new EditRefused([{ code, path, message, edit: 0, ...(conflict ? { conflict } : {}) }]);
}
