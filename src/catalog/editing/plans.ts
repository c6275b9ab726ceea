import { type EntityManager } from 'typeorm';
import { Recognition } from '../achievement/achievement.enums.js';
import { applyStates } from './apply-states.js';
import { checkEdits } from './check-edits.js';
import { EditProblemCode, EditRefused, refused, type Edit, type EditedType, type States } from './edits.js';
import { giveCodes } from './give-codes.js';
import { readStates } from './read-states.js';
import { findLatestWithdrawal, followMerges } from './former-states.js';
import { toState } from './state.rules.js';
import { checkVersion, getPresent, getRetired, stateAt, type VersionedCode } from './versions.js';

/** Which record a request is about. */
export interface Subject {
  readonly type: EditedType;
  readonly code: string;
}

/** What a request comes to, checked and ready to be written. */
export interface Plan {
  readonly subject: Subject;
  /** The change set that it undoes. */
  readonly reverts?: string;
  /** Writes it, and notes it in the change set. */
  readonly write: (changeSet: string) => Promise<unknown>;
}

/** @throws EditRefused when the edits are not in order */
async function checked(tx: EntityManager, edits: readonly Edit[]): Promise<void> {
  const problems = await checkEdits(tx, edits);
  if (problems.length > 0) throw new EditRefused(problems);
}

function planOf(tx: EntityManager, subject: Subject, edits: readonly Edit[]): Plan {
  return { subject, write: (changeSet) => applyStates(tx, changeSet, edits) };
}

/** A new record of what a curator says of it; its code is given once it is in order. */
export async function planCreate<T extends EditedType>(
  tx: EntityManager,
  type: T,
  input: object,
): Promise<Plan> {
  const edit = { type, ifVersion: 0, state: toState(type, input) };
  await checked(tx, [{ ...edit, code: '' }]).catch(withinInput);
  const [code = ''] = await giveCodes(tx, type, 1);
  return planOf(tx, { type, code }, [{ ...edit, code }]);
}

/** Some fields of a record changed. */
export async function planUpdate<T extends EditedType>(
  tx: EntityManager,
  type: T,
  { code, ifVersion }: VersionedCode,
  input: object,
  reason: string | null,
): Promise<Plan> {
  const record = await getPresent(tx, type, code);
  const state = toState(type, input, record.state);
  await checkVersion(tx, record, ifVersion, pick(state, input));
  const edits = [{ type, code, ifVersion, state }];
  await checked(tx, edits).catch(withinInput);
  checkWins(code, record.state, state, reason);
  return planOf(tx, { type, code }, edits);
}

/** Those fields of a state that an input names. */
function pick<T extends object>(state: T, input: object): Partial<T> {
  return Object.fromEntries(Object.entries(state).filter(([field]) => field in input)) as Partial<T>;
}

/**
 * Sees to it that nothing becomes a win by the way.
 *
 * @throws EditRefused when an achievement would have won an award more often than before, and nobody says why
 */
function checkWins(
  code: string,
  before: States[EditedType],
  after: States[EditedType],
  reason: string | null,
): void {
  if (reason !== null) return;
  const known = winsOf(before);
  const won = winsOf(after).find((award, place, wins) => {
    const times = wins.slice(0, place + 1).filter((each) => each === award).length;
    return times > known.filter((each) => each === award).length;
  });
  if (won === undefined) return;
  throw refused(
    EditProblemCode.INVALID,
    ['reason'],
    `${code} has not won ${won} so far, or not as often, and would be AWARDED: give the reason why this is a win.`,
  );
}

/** The awards that an achievement has won, each as often as it has; none of another record. */
function winsOf(state: States[EditedType]): string[] {
  if (!('grants' in state)) return [];
  return state.grants
    .filter(({ recognition }) => recognition === Recognition.AWARDED)
    .map(({ award }) => award);
}

/** A refusal told by the fields of the argument `input`. */
function withinInput(error: unknown): never {
  if (!(error instanceof EditRefused)) throw error;
  throw new EditRefused(error.problems.map((each) => ({ ...each, path: ['input', ...each.path] })));
}

/** A record withdrawn that nothing names any more. */
export async function planWithdraw(
  tx: EntityManager,
  type: EditedType,
  { code, ifVersion }: VersionedCode,
  reason: string,
): Promise<Plan> {
  const record = await getPresent(tx, type, code);
  await checkVersion(tx, record, ifVersion, {});
  const edits = [{ type, code, ifVersion, state: null, reason }];
  await checked(tx, edits);
  return planOf(tx, { type, code }, edits);
}

/** A withdrawn record back as it stood; whoever it named and was merged since is named by the record that survived. */
export async function planRestore(tx: EntityManager, type: EditedType, code: string): Promise<Plan> {
  const stored = (await readStates(tx, type, [code])).get(code);
  if (!stored)
    throw refused(EditProblemCode.NOT_FOUND, ['code'], `There is no ${type} “${code.slice(0, 60)}”.`);
  if (stored.state !== null) throw refused(EditProblemCode.INVALID, ['code'], `${code} is not withdrawn.`);
  const { into } = await getRetired(tx, code);
  const last = await findLatestWithdrawal(tx, type, code);
  if (into !== null || last === null) {
    throw refused(
      EditProblemCode.INVALID,
      ['code'],
      into === null
        ? `${code} was withdrawn before there was a history, so nobody knows how it stood.`
        : `${code} was merged into ${into}: undo the merge instead (change set ${last?.changeSet}).`,
    );
  }
  const state = await followMerges(tx, type, last.state);
  const edits = [{ type, code, ifVersion: stored.version, state }];
  await checked(tx, edits);
  return planOf(tx, { type, code }, edits);
}

/** A record as it stood in an earlier version; of merged records, the survivors stand in it. */
export async function planPutBack(
  tx: EntityManager,
  type: EditedType,
  { code, ifVersion }: VersionedCode,
  version: number,
  reason: string | null,
): Promise<Plan> {
  const record = await getPresent(tx, type, code);
  await checkVersion(tx, record, ifVersion, {});
  const former = await stateAt(tx, record, version);
  if (former == null) {
    throw refused(
      EditProblemCode.NOT_FOUND,
      ['version'],
      former === null
        ? `${code} was withdrawn in version ${version}.`
        : `There is no version ${version} of ${code}; it is in version ${record.version}.`,
    );
  }
  const state = await followMerges(tx, type, former);
  const edits = [{ type, code, ifVersion, state }];
  await checked(tx, edits);
  checkWins(code, record.state, state, reason);
  return planOf(tx, { type, code }, edits);
}
