import { type EntityManager } from 'typeorm';
import { ChangeKind } from '../../history/change-kind.js';
import { applyStates } from './apply-states.js';
import { checkEdits } from './check-edits.js';
import { EditProblemCode, EditRefused, refused, type Edit, type EditedType } from './edits.js';
import { findLinked, type LinkedRecord } from './linked-records.js';
import { type Plan, type Subject } from './plans.js';
import { readStored } from './read-states.js';
import { replaceReferences } from './references.js';
import { findRevertProblems, revertChangeSet } from './revert-change-set.js';
import { checkVersion, getPresent, type VersionedCode } from './versions.js';

/** Told of a record that an undone merge withdraws: a merge brings none, so nobody ever reads it. */
const UNDONE = 'The change that brought it was undone.';

/** Whoever names the duplicate is changed in steps of this size, which bounds memory and lets other requests in between. */
const STEP = 500;

/** One record that stays and takes over whoever names the other one, and that other one, which is withdrawn. */
export interface MergedPair {
  readonly survivor: VersionedCode;
  readonly duplicate: VersionedCode;
}

/**
 * Two records that are one: whoever names the duplicate names the survivor, and the duplicate's code answers with the
 * survivor. What the survivor says of itself stays as it is.
 */
export async function planMerge(
  tx: EntityManager,
  type: EditedType,
  { survivor, duplicate }: MergedPair,
  reason: string,
): Promise<Plan> {
  if (survivor.code === duplicate.code) {
    throw refused(EditProblemCode.INVALID, ['duplicate', 'code'], 'The two must be different records.');
  }
  for (const [argument, each] of Object.entries({ survivor, duplicate })) {
    await getPresent(tx, type, each.code)
      .then((record) => checkVersion(tx, record, each.ifVersion, {}))
      .catch((error: unknown) => within(argument, error));
  }
  const linked = await findLinked(tx, type, [duplicate.code]);
  const withdrawn: Edit = {
    type,
    code: duplicate.code,
    ifVersion: duplicate.ifVersion,
    state: null,
    reason,
    mergedInto: survivor.code,
  };
  return {
    subject: { type, code: survivor.code },
    write: async (changeSet) => {
      for (let begin = 0; begin < linked.length; begin += STEP) {
        await relink(tx, changeSet, linked.slice(begin, begin + STEP), survivor.code);
      }
      await applyStates(tx, changeSet, [withdrawn]);
    },
  };
}

/**
 * Has records name the survivor where they name the duplicate.
 *
 * @throws EditRefused when one of them would not be in order
 */
async function relink(
  tx: EntityManager,
  changeSet: string,
  linked: readonly LinkedRecord[],
  survivor: string,
): Promise<void> {
  const others = new Map(linked.map(({ target }) => [target, survivor]));
  const stored = await readStored(tx, linked);
  const edits = [...stored.values()].map(({ type, code, version, state }): Edit => {
    return { type, code, ifVersion: version, state: state && replaceReferences(type, state, others) };
  });
  const problems = await checkEdits(tx, edits);
  if (problems.length > 0) {
    // Which of the linked records it is, the message alone would not say.
    throw new EditRefused(
      problems.map((each) => ({
        ...each,
        path: ['duplicate'],
        message: `${edits[each.edit]?.code} would not be in order: ${each.message}`,
      })),
    );
  }
  await applyStates(tx, changeSet, edits);
}

function within(argument: string, error: unknown): never {
  if (!(error instanceof EditRefused)) throw error;
  throw new EditRefused(error.problems.map((each) => ({ ...each, path: [argument, ...each.path] })));
}

interface MergeSet {
  readonly kind: ChangeKind;
  readonly result: Subject | null;
}

/** A merge undone: every record that it touched as it stood before, unless one was edited since. */
export async function planUndoMerge(tx: EntityManager, changeSet: string): Promise<Plan> {
  const known = /^[1-9]\d{0,17}$/.test(changeSet);
  const [merge] = known
    ? await tx.query<MergeSet[]>('SELECT kind, result FROM change_set WHERE id = $1', [changeSet])
    : [];
  if (!merge?.result || merge.kind !== ChangeKind.MERGE) {
    throw refused(
      merge ? EditProblemCode.INVALID : EditProblemCode.NOT_FOUND,
      ['changeSet'],
      merge
        ? `The change set ${changeSet} is no merge.`
        : `There is no change set “${changeSet.slice(0, 60)}”.`,
    );
  }
  const problems = await findRevertProblems(tx, changeSet);
  if (problems.length > 0) throw new EditRefused(problems);
  return {
    subject: merge.result,
    reverts: changeSet,
    write: (undoing) => revertChangeSet(tx, undoing, changeSet, UNDONE),
  };
}
