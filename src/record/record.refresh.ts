import { type DataSource, type EntityManager } from 'typeorm';
import { withSetupLock } from '../database/migrate.js';
import { refreshFeed } from './feed/feed.writer.js';
import { holdRevision } from './record.changes.js';
import { codesOf, stepsOf } from './code-steps.js';
import { NAMED_TYPES, rebuildAllNames } from './record.names.js';
import { digestOf, RECORD_DIGEST } from './record.analysis.js';
import { rebuildRecords } from './record.writer.js';
import { ROWS } from './rows/rows.js';

/** Changes whenever records, or the public rows, are made in another way than before. */
const DIGEST = digestOf([RECORD_DIGEST, ROWS]);

/** Whether records are made as this release makes them; when not, {@link refreshRecords} makes all of them anew. */
export async function recordsAreCurrent(tx: Pick<EntityManager, 'query'>): Promise<boolean> {
  const [state] = await tx.query<{ digest: string | null }[]>(
    'SELECT record_digest AS digest FROM catalog_state',
  );
  return state?.digest === DIGEST;
}

/**
 * Makes every record anew when the fields of records or the analysis of texts are not those of the last time, so
 * that a new release never searches what an old one wrote. All in one transaction: readers see the old records
 * until the new ones are there. The data stay what they were, and so does their revision.
 *
 * @param onProgress called after each step with the records made and the records to make
 * @returns how many records there are now; null when they were up to date
 */
export async function refreshRecords(
  dataSource: DataSource,
  onProgress?: (done: number, total: number) => void,
): Promise<number | null> {
  return withSetupLock(dataSource, async (setup) => {
    if (await recordsAreCurrent(setup)) return null;
    const total = await setup.transaction(async (tx) => {
      await holdRevision(tx);
      await tx.query('DELETE FROM record_word');
      const all = 'SELECT code FROM achievement UNION SELECT code FROM public_record';
      const [row] = await tx.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM (${all}) a`);
      const count = row?.count ?? 0;
      const steps = stepsOf(tx, `SELECT NULL AS type, a.code FROM (${all}) a`, []);
      await rebuildRecords(tx, codesOf(steps), (done) => onProgress?.(done, count));
      for (const type of NAMED_TYPES) await rebuildAllNames(tx, type);
      await refreshFeed(tx);
      await tx.query('UPDATE catalog_state SET record_digest = $1', [DIGEST]);
      return count;
    });
    // It also puts the indexes' lists of pending entries in their place, which every search would read otherwise.
    await setup.query('VACUUM (ANALYZE) public_record, record_facet, record_name, record_word, feed_entry');
    return total;
  });
}
