import { type EntityManager } from 'typeorm';
import { AppError } from '../../common/errors/app-error.js';
import { holdRevision } from '../../record/record.changes.js';

/** After so many seconds whoever was refused may come again: a large import takes minutes. */
export const RETRY_SECONDS = 30;

/** SQLSTATE of a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * The first step of each transaction that edits records: waits until no other one does, and has those that come later
 * wait for this one. So writers never meet: what one has read and checked still holds when it writes.
 *
 * @param patienceMs the longest wait
 * @throws AppError SERVICE_UNAVAILABLE when another one, such as an import, is still writing then
 */
export async function beginWriting(tx: EntityManager, patienceMs: number): Promise<void> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(patienceMs)]);
  try {
    await holdRevision(tx);
  } catch (error) {
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new AppError(
      'SERVICE_UNAVAILABLE',
      `Another change, such as an import, is being written; nothing of yours was. Send it again in ${RETRY_SECONDS} seconds: it will be looked at anew then.`,
      { retryAfterSeconds: RETRY_SECONDS },
      { cause: error },
    );
  }
}
