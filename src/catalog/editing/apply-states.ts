import { type EntityManager } from 'typeorm';
import { canonicalText } from '../../common/canonical.js';
import { AppError } from '../../common/errors/app-error.js';
import { appendChanges, type Change } from '../../history/history.js';
import {
  EDITED_TYPES,
  type AnyState,
  type Applied,
  type Edit,
  type EditedType,
  type Stored,
} from './edits.js';
import { readStored } from './read-states.js';
import { removeRecords, writeRecords } from './write-states.js';

/** An edit that changes something, beside what stands before it. */
interface Step extends Change {
  readonly type: EditedType;
  readonly edit: Edit;
}

/**
 * Writes states and notes each step in the history: the one way by which records change. Works in sets: some twenty
 * statements, however many edits there are; memory is that of the edits given, so give many of them in several calls
 * of 500 or so, each naming only records that are there or in the same call. Each record stands in a call once.
 *
 * The caller has begun with `beginWriting`, knows from `checkEdits` that the edits are in order, and ends with
 * `publishChangeSet`.
 *
 * @throws AppError CONFLICT, with the codes, when a record is not in the version that its edit was made of
 */
export async function applyStates(
  tx: EntityManager,
  changeSet: string,
  edits: readonly Edit[],
): Promise<Applied> {
  const stored = await readStored(tx, edits);
  const stale = edits.filter(({ code, ifVersion }) => (stored.get(code)?.version ?? 0) !== ifVersion);
  if (stale.length > 0) {
    const codes = stale.map(({ code }) => code);
    throw new AppError('CONFLICT', `Changed since they were read: ${codes.slice(0, 20).join(', ')}.`, {
      codes,
    });
  }
  const steps = edits.flatMap((edit) => toStep(edit, stored.get(edit.code)));
  const written = steps.filter(({ after }) => after !== null);
  const withdrawn = steps.filter(({ after }) => after === null);
  const restored = written.filter(({ code, before }) => before === null && stored.has(code));
  if (restored.length > 0) await giveBackCodes(tx, restored);
  for (const type of EDITED_TYPES) await writeRecords(tx, type, rowsOf(type, written));
  if (withdrawn.length > 0) await retireCodes(tx, withdrawn);
  for (const type of EDITED_TYPES.toReversed()) await removeRecords(tx, type, rowsOf(type, withdrawn));
  await checkRecognition(tx);
  if (steps.length > 0) await appendChanges(tx, changeSet, steps.map(toChange));
  const created = written.filter(({ before }) => before === null).length;
  return {
    created,
    changed: written.length - created,
    withdrawn: withdrawn.length,
    unchanged: edits.length - steps.length,
  };
}

function toStep(edit: Edit, stored: Stored | undefined): Step[] {
  const before = stored?.state ?? null;
  const after = edit.state;
  if (isSame(before, after)) return [];
  const { type, code, ifVersion } = edit;
  return [{ type, code, version: ifVersion + 1, before, after, edit }];
}

function isSame(before: AnyState | null, after: AnyState | null): boolean {
  if (before === null || after === null) return before === after;
  return canonicalText(before) === canonicalText(after);
}

function toChange({ type, code, version, before, after }: Step): Change {
  return { type, code, version, before, after };
}

function rowsOf(type: EditedType, steps: readonly Step[]): Stored[] {
  return steps
    .filter((step) => step.type === type)
    .map(({ code, version, edit }) => ({ type, code, version, state: edit.state }));
}

async function giveBackCodes(tx: EntityManager, steps: readonly Step[]): Promise<void> {
  await tx.query('DELETE FROM retired_code WHERE code = ANY($1)', [steps.map(({ code }) => code)]);
}

async function retireCodes(tx: EntityManager, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(({ code, edit }) => ({ code, reason: edit.reason, into: edit.mergedInto ?? null }));
  await tx.query(
    `INSERT INTO retired_code (code, reason, merged_into)
     SELECT r.code, r.reason, r.into FROM jsonb_to_recordset($1) AS r(code text, reason text, "into" text)`,
    [JSON.stringify(rows)],
  );
}

/** Has the database look at once whether recognitions agree with grants, so that nothing of it piles up for the end. */
async function checkRecognition(tx: EntityManager): Promise<void> {
  const rules = 'ct_achievement_recognition, ct_award_grant_recognition';
  await tx.query(`SET CONSTRAINTS ${rules} IMMEDIATE`);
  await tx.query(`SET CONSTRAINTS ${rules} DEFERRED`);
}
