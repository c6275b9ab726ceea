import { type EntityManager } from 'typeorm';
import { applyStates } from './apply-states.js';
import {
  EDITED_TYPES,
  EditProblemCode,
  type Applied,
  type Edit,
  type EditedType,
  type EditProblem,
} from './edits.js';
import { findLinkedFromOutside } from './linked-records.js';

/** Changes are undone in steps of this size, which bounds memory. */
const STEP = 500;

/** So many of the reasons are named at most. */
const MAX_PROBLEMS = 20;

/** The last change of the record of the change `c`. */
const LATEST =
  'SELECT o.version, o.after FROM change o WHERE o.type = c.type AND o.code = c.code ORDER BY o.version DESC LIMIT 1';

interface RecordedChange {
  readonly code: string;
  /** The version in which the record is now. */
  readonly version: number;
  readonly before: Edit['state'];
}

/**
 * Why a change set cannot be undone: records of it that are not any more what it made of them, so that later edits
 * would be lost, and records beside it that name what it brought. None when it can.
 */
export async function findRevertProblems(tx: EntityManager, changeSet: string): Promise<EditProblem[]> {
  const later = await tx.query<{ code: string; version: number; current: number }[]>(
    `SELECT c.code, c.version, l.version AS current FROM change c CROSS JOIN LATERAL (${LATEST}) l
     WHERE c.change_set_id = $1 AND l.version <> c.version AND (c.after IS NULL OR l.after IS DISTINCT FROM c.after)
     ORDER BY c.code LIMIT $2`,
    [changeSet, MAX_PROBLEMS],
  );
  const problems: EditProblem[] = later.map(({ code, version, current }) => ({
    code: EditProblemCode.CONFLICT,
    path: ['changeSet'],
    message: `${code} was edited since: this change made version ${version}, and it is in version ${current}. Undo that first.`,
    edit: 0,
  }));
  for (const type of EDITED_TYPES) {
    for (const { code, target } of await findLinkedFromOutside(tx, type, changeSet, MAX_PROBLEMS)) {
      problems.push({
        code: EditProblemCode.STILL_LINKED,
        path: ['changeSet'],
        message: `${target}, which this change brought, is named by ${code} now. Change that first.`,
        edit: 0,
      });
    }
  }
  return problems;
}

/**
 * Writes back what stood before a change set, in steps: what it changed or withdrew first, then away with what it
 * brought. The caller has seen that {@link findRevertProblems} finds nothing.
 *
 * @param changeSet the change set in which this is noted
 * @param reverted the change set to be undone
 * @param reason why what it brought is withdrawn, in words for the public
 */
export async function revertChangeSet(
  tx: EntityManager,
  changeSet: string,
  reverted: string,
  reason: string,
): Promise<Applied> {
  const total = { created: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  const phases = [
    ...EDITED_TYPES.map((type) => ({ type, brought: false })),
    ...EDITED_TYPES.toReversed().map((type) => ({ type, brought: true })),
  ];
  for (const { type, brought } of phases) {
    for await (const changes of steps(tx, reverted, type, brought)) {
      const edits = changes.map(({ code, version, before }): Edit => ({
        type,
        code,
        ifVersion: version,
        state: before,
        reason,
      }));
      const applied = await applyStates(tx, changeSet, edits);
      for (const key of Object.keys(total) as (keyof Applied)[]) total[key] += applied[key];
    }
  }
  return total;
}

async function* steps(
  tx: EntityManager,
  changeSet: string,
  type: EditedType,
  brought: boolean,
): AsyncGenerator<RecordedChange[]> {
  let after = '';
  for (;;) {
    const rows = await tx.query<RecordedChange[]>(
      `SELECT c.code, l.version, c.before FROM change c CROSS JOIN LATERAL (${LATEST}) l
       WHERE c.change_set_id = $1 AND c.type = $2 AND (c.before IS NULL) = $3 AND c.code > $4
       ORDER BY c.code LIMIT $5`,
      [changeSet, type, brought, after, STEP],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < STEP) return;
    after = rows.at(-1)?.code ?? after;
  }
}
