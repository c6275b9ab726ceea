import { type DataSource } from 'typeorm';
import { tryAdvisoryLock, withAdvisoryLock, type HeldLock } from '../../database/advisory-lock.js';

/** Whoever has it reads records and sends them to the engine, which keeps the order: nothing old can overtake. */
const WRITER_LOCK = 7_230_729;

/** Whoever has it builds an index. */
const REBUILD_LOCK = 7_230_730;

/**
 * Runs `work` while no other process writes to the search index. Both the reading of records and the sending of them
 * belong inside: otherwise one process could send what it read before another one sent something newer.
 */
export function whileOnlyWriter<T>(dataSource: DataSource, work: (lock: HeldLock) => Promise<T>): Promise<T> {
  return withAdvisoryLock(dataSource, WRITER_LOCK, work);
}

/**
 * Runs `work` as the only writer unless another process writes to the search index at this moment.
 *
 * @returns what `work` gave; null when it did not run
 */
export function unlessWriting<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T | null> {
  return tryAdvisoryLock(dataSource, WRITER_LOCK, work);
}

/**
 * Runs `work` unless another process builds an index.
 *
 * @returns whether `work` ran
 */
export async function unlessRebuilding(
  dataSource: DataSource,
  work: (lock: HeldLock) => Promise<void>,
): Promise<boolean> {
  const ran = await tryAdvisoryLock(dataSource, REBUILD_LOCK, async (lock) => {
    await work(lock);
    return true;
  });
  return ran ?? false;
}
