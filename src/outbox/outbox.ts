import { type EntityManager } from 'typeorm';

/**
 * Notes that things have changed, in the transaction that changes them: others are told of it if, and only if, that
 * transaction is committed. What was parked is tried again.
 */
export async function append(
  tx: Pick<EntityManager, 'query'>,
  topic: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  // In one order, so that two transactions that change the same things do not wait for each other in a circle.
  const sorted = [...new Set(keys)].sort();
  await tx.query(
    `INSERT INTO outbox AS o (topic, key) SELECT $1, unnest($2::text[])
     ON CONFLICT (topic, key) DO UPDATE SET changes = o.changes + 1, attempts = 0, retry_at = now(),
       pending_since = CASE WHEN o.parked_reason IS NULL THEN o.pending_since ELSE now() END, parked_reason = NULL`,
    [topic, sorted],
  );
}
