import { type DataSource, type EntityManager } from 'typeorm';
import { applyStates } from '../catalog/editing/apply-states.js';
import { beginWriting } from '../catalog/editing/begin-writing.js';
import { publishChangeSet } from '../catalog/editing/publish-change-set.js';
import { toRefusal } from '../catalog/editing/refusals.js';
import { findRevertProblems, revertChangeSet } from '../catalog/editing/revert-change-set.js';
import { AppError } from '../common/errors/app-error.js';
import { ChangeKind } from '../history/change-kind.js';
import { openChangeSet, type Author } from '../history/history.js';
import { ImportState } from './import.enums.js';
import { PlanStore, withoutTimeLimit } from './plan/plan.store.js';

/** Edits are written so many at a time, which bounds memory. */
const STEP = 500;

/** How long an import waits for another change that is being written. */
const PATIENCE_MS = 30_000;

/** Who asks for it, and what is told on the way. */
export interface WriteRequest {
  readonly id: string;
  readonly author: Author;
  /** Called after each step with the name of the part, what is done of it and what is to be done. */
  readonly onProgress?: (part: 'Writing' | 'Publishing', done: number, total: number) => void;
}

interface OpenImport {
  readonly state: ImportState;
  readonly refused: number;
  readonly seen: string;
  readonly changeSet: string | null;
  readonly edits: number;
}

/**
 * Writes exactly what the check showed, in one transaction and as one entry of the history.
 *
 * @throws AppError CONFLICT when it was applied before, has refused rows, or the catalogue has changed in what it touches
 */
export function applyImport(dataSource: DataSource, request: WriteRequest): Promise<void> {
  return dataSource.transaction(async (tx) => {
    await withoutTimeLimit(tx);
    await beginWriting(tx, PATIENCE_MS);
    const open = await lockImport(tx, request.id);
    refuseUnfit(open);
    await refuseNewDuplicates(tx, request.id, open.seen);
    const changeSet = await openChangeSet(tx, {
      author: request.author,
      kind: ChangeKind.IMPORT,
      reason: `Import ${request.id} was applied.`,
    });
    let done = 0;
    for await (const edits of new PlanStore(tx, request.id).edits(STEP)) {
      await applyStates(tx, changeSet, edits).catch((error: unknown) => {
        throw changedUnderIt(error, 'The catalogue has changed since the check.', 'Send the file again.');
      });
      done += edits.length;
      request.onProgress?.('Writing', done, open.edits);
    }
    await publishChangeSet(tx, changeSet, publishing(request));
    await tx.query('DELETE FROM import_edit WHERE import_id = $1', [request.id]);
    await tx.query('UPDATE import SET state = $2, change_set_id = $3 WHERE id = $1', [
      request.id,
      ImportState.APPLIED,
      changeSet,
    ]);
  });
}

/**
 * Restores what stood before an import, in one transaction and as one entry of the history.
 *
 * @throws AppError CONFLICT, naming the records, where later edits would be lost
 */
export function revertImport(dataSource: DataSource, request: WriteRequest): Promise<void> {
  const { id, author } = request;
  return dataSource.transaction(async (tx) => {
    await withoutTimeLimit(tx);
    await beginWriting(tx, PATIENCE_MS);
    const { state, changeSet } = await lockImport(tx, id);
    if (state !== ImportState.APPLIED || changeSet === null) {
      throw new AppError('CONFLICT', `Import ${id} is ${state}; only an APPLIED one can be reverted.`, {
        state,
      });
    }
    const problems = await findRevertProblems(tx, changeSet);
    if (problems.length > 0) {
      throw new AppError('CONFLICT', problems.map(({ message }) => message).join(' '), { problems });
    }
    const reason = `Import ${id} was taken back.`;
    const revert = await openChangeSet(tx, { author, kind: ChangeKind.REVERT, reason, reverts: changeSet });
    await revertChangeSet(tx, revert, changeSet, reason).catch((error: unknown) => {
      throw changedUnderIt(error, `What import ${id} changed cannot stand as before.`, 'Change that first.');
    });
    await publishChangeSet(tx, revert, publishing(request));
    await tx.query('UPDATE import SET state = $2, reverted_by = $3 WHERE id = $1', [
      id,
      ImportState.REVERTED,
      revert,
    ]);
  });
}

function publishing({ onProgress }: WriteRequest): ((done: number, total: number) => void) | undefined {
  return onProgress && ((done, total) => onProgress('Publishing', done, total));
}

async function lockImport(tx: EntityManager, id: string): Promise<OpenImport> {
  const [open] = await tx.query<OpenImport[]>(
    `SELECT state, refused, seen_change_set AS seen, change_set_id AS "changeSet",
       (SELECT count(*)::int FROM import_edit e WHERE e.import_id = i.id) AS edits
     FROM import i WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (open) return open;
  throw new AppError('NOT_FOUND', `There is no import ${id}.`, { id });
}

function refuseUnfit({ state, refused }: OpenImport): void {
  if (state !== ImportState.CHECKED) {
    throw new AppError(
      'CONFLICT',
      `The import is ${state} already. To apply the file again, send it again.`,
      { state },
    );
  }
  if (refused > 0) {
    const message = `${refused} rows of the file are refused. Solve their problems in the file, or take these rows out, and send it again.`;
    throw new AppError('CONFLICT', message, { refused });
  }
}

/** Achievements with the title and lead unit of a row that came, or came to be so, after the check. */
async function refuseNewDuplicates(tx: EntityManager, id: string, seen: string): Promise<void> {
  const rows = await tx.query<{ row: number; code: string }[]>(
    `SELECT r.row, c.code FROM change c
     JOIN import_row r ON r.import_id = $1 AND r.code <> c.code AND r.action IN ('CREATE', 'CHANGE')
       AND r.identity = (c.after->>'title') || E'\\n' || coalesce(c.after->>'organisation', '')
     WHERE c.change_set_id > $2 AND c.type = 'Achievement' AND c.after IS NOT NULL ORDER BY r.row LIMIT 20`,
    [id, seen],
  );
  if (rows.length === 0) return;
  const named = rows.map(({ row, code }) => `row ${row} (${code})`).join(', ');
  throw new AppError(
    'CONFLICT',
    `Since the check, the catalogue got what these rows would make: ${named}. Send the file again.`,
    {
      rows,
    },
  );
}

/** The database itself refuses what only a later change can have brought: a name taken, a record gone. */
function changedUnderIt(error: unknown, what: string, remedy: string): unknown {
  const refusal = toRefusal(error);
  if (refusal === null) return error;
  return new AppError('CONFLICT', `${what} ${refusal.message} ${remedy}`, {}, { cause: error });
}
