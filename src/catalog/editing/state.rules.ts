import { type Type as Class } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parseGlobalId } from '../../common/graphql/global-id.js';
import { Recognition } from '../achievement/achievement.enums.js';
import { AchievementState } from '../achievement/achievement.state.js';
import { AwardState } from '../award/award.state.js';
import { CraftsmanState } from '../craftsman/craftsman.state.js';
import { OrganisationState } from '../organisation/organisation.state.js';
import { StudioState } from '../studio/studio.state.js';
import { type EditedType, type States } from './edits.js';
import { mapReferences } from './references.js';

const CLASSES: { readonly [T in EditedType]: Class<States[T]> } = {
  Organisation: OrganisationState,
  Award: AwardState,
  Studio: StudioState,
  Craftsman: CraftsmanState,
  Achievement: AchievementState,
};

/** What a new record is where nothing is said of it. */
const BLANK: Readonly<Record<EditedType, Readonly<Record<string, unknown>>>> = {
  Organisation: { region: null },
  Award: {},
  Studio: { organisation: null, region: null, industry: null, leaders: [], sourceUrl: null },
  Craftsman: {
    organisation: null,
    organisationBasis: null,
    trade: null,
    honours: [],
    region: null,
    studio: null,
    sourceUrl: null,
  },
  Achievement: {
    titleEn: null,
    region: null,
    studio: null,
    organisation: null,
    partnerOrganisations: [],
    craftsmen: [],
    peoplePartial: false,
    grants: [],
    year: null,
    figures: [],
    exhibitedAt: null,
  },
};

/** The same of the documents in a state, by its field. */
const BLANK_PARTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  craftsmen: { role: null },
  grants: { level: null, year: null, listCode: null },
  source: { publisher: null, title: null, date: null, url: null },
};

/** Where and why a state is not allowed. */
export interface StateFault {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Makes the state that an input describes: texts without blanks around them, records named by their codes, and what
 * is left out as it was, or unknown where nothing was. What comes out is to be checked by {@link checkState}.
 *
 * @param before the state that the input changes; left out for a new record
 */
export function toState<T extends EditedType>(type: T, input: object, before?: States[T]): States[T] {
  const given = Object.entries(trimmed(input) as Record<string, unknown>).map(([field, value]) => [
    field,
    withBlanks(value, BLANK_PARTS[field] ?? {}),
  ]);
  const state = { ...(before ?? BLANK[type]), ...Object.fromEntries(given) } as States[T];
  return mapReferences(type, state, ({ type: target, code }) => {
    const reference = parseGlobalId(code);
    return reference?.type === target ? reference.code : code;
  });
}

function withBlanks(value: unknown, blank: object): unknown {
  if (Array.isArray(value)) return value.map((entry) => withBlanks(entry, blank));
  return typeof value === 'object' && value !== null ? { ...blank, ...value } : value;
}

/** The same value with no blanks around its texts, made of plain objects. */
function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, trimmed(part)]));
}

/** Checks a state by itself: each field by its rules, and the rules between fields. What it names is not looked up. */
export function checkState<T extends EditedType>(type: T, state: States[T]): StateFault[] {
  const errors = validateSync(plainToInstance(CLASSES[type], state), { stopAtFirstError: true });
  return errors.length > 0 ? faultsOf(errors) : between(state);
}

function faultsOf(errors: readonly ValidationError[], parent: readonly string[] = []): StateFault[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = [...parent, property];
    const own = Object.values(constraints ?? {}).map((message) => ({ path, message: `${message}.` }));
    return [...own, ...faultsOf(children ?? [], path)];
  });
}

function between(state: States[EditedType]): StateFault[] {
  if ('recognition' in state) return [...recognitionFaults(state), ...unitFaults(state)];
  return 'organisationBasis' in state ? basisFaults(state) : [];
}

/** An achievement is AWARDED exactly when one of its grants is, so that a nomination can never pass for a win. */
function recognitionFaults({ recognition, grants }: AchievementState): StateFault[] {
  const won = grants.some((grant) => grant.recognition === Recognition.AWARDED);
  if (won === (recognition === Recognition.AWARDED)) return [];
  const message = won
    ? `recognition must be AWARDED, since one of the grants is, or no grant may be: a win is said in both places. ${recognition} was sent.`
    : 'recognition must not be AWARDED unless one of the grants is: a win is said in both places.';
  return [{ path: ['recognition'], message }];
}

function unitFaults({ organisation, partnerOrganisations }: AchievementState): StateFault[] {
  const place = organisation === null ? -1 : partnerOrganisations.indexOf(organisation);
  if (place < 0) return [];
  const message = `${organisation} is the lead unit; it must not be a partner too.`;
  return [{ path: ['partnerOrganisations', String(place)], message }];
}

function basisFaults({ organisation, organisationBasis }: CraftsmanState): StateFault[] {
  if ((organisation === null) === (organisationBasis === null)) return [];
  const message =
    organisation === null
      ? 'organisationBasis must be null where there is no unit.'
      : 'organisationBasis must say how the unit is known.';
  return [{ path: ['organisationBasis'], message }];
}
