import { type NodeType } from '../../common/graphql/global-id.js';
import { type AchievementState } from '../achievement/achievement.state.js';
import { type EditedType, type States } from './edits.js';

/** Where the state of a record names another one: in a field, or in each entry of the list in it. */
interface ReferenceField {
  readonly field: string;
  readonly type: NodeType;
  /** The property that holds the code, where entries are documents. */
  readonly of?: string;
}

const REGION: ReferenceField = { field: 'region', type: 'Region' };
const INDUSTRY: ReferenceField = { field: 'industry', type: 'Industry' };
const ORGANISATION: ReferenceField = { field: 'organisation', type: 'Organisation' };
const STUDIO: ReferenceField = { field: 'studio', type: 'Studio' };

const REFERENCE_FIELDS: Readonly<Record<EditedType, readonly ReferenceField[]>> = {
  Organisation: [REGION],
  Award: [],
  Studio: [ORGANISATION, REGION, INDUSTRY, { field: 'leaders', type: 'Craftsman' }],
  Craftsman: [ORGANISATION, REGION, STUDIO],
  Achievement: [
    INDUSTRY,
    REGION,
    STUDIO,
    ORGANISATION,
    { field: 'partnerOrganisations', type: 'Organisation' },
    { field: 'craftsmen', type: 'Craftsman', of: 'craftsman' },
    { field: 'grants', type: 'Award', of: 'award' },
  ],
};

/** One record that a state names. */
export interface Reference {
  readonly type: NodeType;
  readonly code: string;
  readonly path: readonly string[];
}

/** The state with other codes in the places where it names records; values that are no text are left alone. */
export function mapReferences<T extends EditedType>(
  type: T,
  state: States[T],
  map: (reference: Reference) => string,
): States[T] {
  const mapped: Record<string, unknown> = { ...state };
  const toCode = (target: NodeType, value: unknown, ...path: string[]): unknown =>
    typeof value === 'string' ? map({ type: target, code: value, path }) : value;
  for (const { field, type: target, of } of REFERENCE_FIELDS[type]) {
    const value = mapped[field];
    if (!Array.isArray(value)) {
      mapped[field] = toCode(target, value, field);
    } else if (of === undefined) {
      mapped[field] = value.map((code, place) => toCode(target, code, field, String(place)));
    } else {
      mapped[field] = (value as Record<string, unknown>[]).map((entry, place) => ({
        ...entry,
        [of]: toCode(target, entry[of], field, String(place), of),
      }));
    }
  }
  return mapped as unknown as States[T];
}

/** Every record that a state names, in the order of its fields. */
export function referencesOf<T extends EditedType>(type: T, state: States[T]): Reference[] {
  const references: Reference[] = [];
  mapReferences(type, state, (reference) => {
    references.push(reference);
    return reference.code;
  });
  return references;
}

/**
 * The state with some records replaced by others. Whoever would then be named twice is named once, where it stands
 * first, a lead unit not among the partners as well; of a person's roles the first one known is kept.
 *
 * @param others code by the code that it takes the place of
 */
export function replaceReferences<T extends EditedType>(
  type: T,
  state: States[T],
  others: ReadonlyMap<string, string>,
): States[T] {
  const replaced = mapReferences(type, state, ({ code }) => others.get(code) ?? code);
  if ('leaders' in replaced) return { ...replaced, leaders: [...new Set(replaced.leaders)] };
  return 'craftsmen' in replaced ? { ...replaced, ...withoutRepeats(replaced) } : replaced;
}

function withoutRepeats({
  organisation,
  partnerOrganisations,
  craftsmen,
}: AchievementState): Partial<AchievementState> {
  const roles = new Map<string, string | null>();
  for (const { craftsman, role } of craftsmen) roles.set(craftsman, roles.get(craftsman) ?? role);
  return {
    partnerOrganisations: [...new Set(partnerOrganisations)].filter((code) => code !== organisation),
    craftsmen: [...roles].map(([craftsman, role]) => ({ craftsman, role })),
  };
}
