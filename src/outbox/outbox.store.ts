import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { append } from './outbox.js';

/** A key that is being sent, as it was when its lease began. */
export interface ClaimedKey {
  readonly key: string;
  readonly changes: number;
  readonly attempts: number;
  /** When its lease began. */
  readonly leasedAt: Date;
}

/** Keys that nobody else sends while the lease lasts. */
export interface Claim {
  readonly topic: string;
  readonly lease: string;
  readonly keys: readonly ClaimedKey[];
}

/**
 * The rows of some keys ($3) of a topic ($1) that a lease ($2) still holds, locked one after the other in the order in
 * which writers lock them: whoever waits for a lock holds none that the other one wants.
 */
const HELD = `SELECT key FROM outbox WHERE topic = $1 AND lease = $2 AND key = ANY($3::text[])
  ORDER BY key COLLATE "C" FOR UPDATE`;

/** The rows of a topic ($1) that a lease ($2) holds and nobody is changing, locked without waiting. */
const FREE = 'SELECT key FROM outbox WHERE topic = $1 AND lease = $2 FOR UPDATE SKIP LOCKED';

/** A key that waits to be sent, as it was when it was looked at. */
export type WaitingKey = Pick<ClaimedKey, 'key' | 'changes'>;

/** How a topic stands. */
export interface TopicStatus {
  readonly topic: string;
  /** Keys still to be sent. */
  readonly pending: number;
  /** Keys that failed by themselves and are not tried any more. */
  readonly parked: number;
  /** How long ago that was, in seconds by the database's clock; 0 for none. */
  readonly oldestPendingSeconds: number;
}

/** The statements of the outbox. All times are the database's own, so that processes need no common clock. */
export class OutboxStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the lease of up to `limit` keys that are due, the longest waiting first. */
  async claim(topic: string, limit: number, leaseMs: number): Promise<Claim> {
    const lease = randomUUID();
    const [keys] = await this.dataSource.query<[ClaimedKey[], number]>(
      `WITH due AS MATERIALIZED (
         SELECT key FROM outbox
         WHERE topic = $1 AND parked_reason IS NULL AND retry_at <= now() AND coalesce(leased_until, '-infinity') < now()
         ORDER BY pending_since, key LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       UPDATE outbox o SET lease = $2, leased_until = now() + $4 * interval '1 ms'
       FROM due WHERE o.topic = $1 AND o.key = due.key
       RETURNING o.key, o.changes, o.attempts, now() AS "leasedAt"`,
      [topic, lease, limit, leaseMs],
    );
    return { topic, lease, keys };
  }

  /** Makes a lease last longer, but for keys that are being changed right now: those are left for the next time. */
  async extend({ topic, lease }: Claim, leaseMs: number): Promise<void> {
    await this.dataSource.query(
      `WITH free AS MATERIALIZED (${FREE})
       UPDATE outbox o SET leased_until = now() + $3 * interval '1 ms'
       FROM free WHERE o.topic = $1 AND o.key = free.key`,
      [topic, lease, leaseMs],
    );
  }

  /**
   * Removes what was sent. What has changed since its lease began stays, to be sent again; so does what is not
   * leased to this claim any more, since somebody else may have sent something newer before.
   */
  async complete({ topic, lease }: Claim, sent: readonly ClaimedKey[]): Promise<void> {
    const keys = sent.map(({ key }) => key);
    await this.dataSource.transaction(async (tx) => {
      // Who is changing one of them is waited for first, so that the next statement sees what has changed.
      await tx.query(HELD, [topic, lease, keys]);
      const lost = await tx.query<{ key: string }[]>(
        `WITH sent AS (SELECT * FROM unnest($3::text[], $4::int[], $5::timestamptz[]) AS s(key, changes, leased_at)),
         done AS (
           DELETE FROM outbox o USING sent s
           WHERE o.topic = $1 AND o.lease = $2 AND o.key = s.key AND o.changes = s.changes RETURNING o.key
         ),
         kept AS (
           UPDATE outbox o SET lease = NULL, leased_until = NULL, pending_since = greatest(o.pending_since, s.leased_at)
           FROM sent s
           WHERE o.topic = $1 AND o.lease = $2 AND o.key = s.key AND o.changes <> s.changes RETURNING o.key
         )
         SELECT key FROM sent EXCEPT SELECT key FROM done EXCEPT SELECT key FROM kept`,
        [topic, lease, keys, sent.map(({ changes }) => changes), sent.map(({ leasedAt }) => leasedAt)],
      );
      await append(
        tx,
        topic,
        lost.map(({ key }) => key),
      );
    });
  }

  /**
   * Gives back what a claim still holds, to be tried again at once, but for keys that are being changed right now:
   * those are free when the lease is over, rather than have all others wait for their writer.
   */
  async giveBack({ topic, lease }: Claim): Promise<void> {
    await this.dataSource.query(
      `WITH free AS MATERIALIZED (${FREE})
       UPDATE outbox o SET lease = NULL, leased_until = NULL
       FROM free WHERE o.topic = $1 AND o.key = free.key`,
      [topic, lease],
    );
  }

  /** Counts a failure of a key's own, and has it tried again after a pause. */
  async postpone({ topic, lease }: Claim, { key }: ClaimedKey, pauseMs: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox SET lease = NULL, leased_until = NULL, attempts = attempts + 1,
         retry_at = now() + $4 * interval '1 ms'
       WHERE topic = $1 AND lease = $2 AND key = $3`,
      [topic, lease, key, pauseMs],
    );
  }

  /** Sets a key aside that fails by itself, unless it has changed meanwhile. */
  async park({ topic, lease }: Claim, { key, changes }: ClaimedKey, reason: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE outbox SET lease = NULL, leased_until = NULL, attempts = attempts + 1,
         parked_reason = CASE WHEN changes = $4 THEN $5 END
       WHERE topic = $1 AND lease = $2 AND key = $3`,
      [topic, lease, key, changes, reason],
    );
  }

  /** Has everything that is parked tried again, and gives how many keys that were. */
  async unpark(topic: string): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE outbox SET parked_reason = NULL, attempts = 0, retry_at = now(), pending_since = now()
       WHERE topic = $1 AND parked_reason IS NOT NULL`,
      [topic],
    );
    return count;
  }

  /** How the topics stand; a topic with nothing in it is left out. */
  status(): Promise<TopicStatus[]> {
    return this.dataSource.query<TopicStatus[]>(
      `SELECT topic, count(*) FILTER (WHERE parked_reason IS NULL)::int AS pending,
         count(*) FILTER (WHERE parked_reason IS NOT NULL)::int AS parked,
         greatest(0, extract(epoch FROM now() - min(pending_since) FILTER (WHERE parked_reason IS NULL)))::float8
           AS "oldestPendingSeconds"
       FROM outbox GROUP BY topic ORDER BY topic`,
    );
  }

  /** The keys that wait to be sent and nobody has in hand, parked ones left out. */
  waiting(topic: string): Promise<WaitingKey[]> {
    return this.dataSource.query<WaitingKey[]>(
      'SELECT key, changes FROM outbox WHERE topic = $1 AND lease IS NULL AND parked_reason IS NULL ORDER BY key',
      [topic],
    );
  }

  /** Forgets keys that need not be sent any more, but for those that changed since or that somebody has in hand. */
  async dismiss(topic: string, waiting: readonly WaitingKey[]): Promise<void> {
    await this.dataSource.query(
      `WITH seen AS (SELECT * FROM unnest($2::text[], $3::int[]) AS s(key, changes)),
       same AS MATERIALIZED (
         SELECT o.key FROM outbox o JOIN seen s ON s.key = o.key AND s.changes = o.changes
         WHERE o.topic = $1 AND o.lease IS NULL FOR UPDATE OF o SKIP LOCKED
       )
       DELETE FROM outbox o USING same WHERE o.topic = $1 AND o.key = same.key`,
      [topic, waiting.map(({ key }) => key), waiting.map(({ changes }) => changes)],
    );
  }

  /** Those of some keys that are still to be sent, parked ones left out. */
  async pendingAmong(topic: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ key: string }[]>(
      'SELECT key FROM outbox WHERE topic = $1 AND key = ANY($2) AND parked_reason IS NULL',
      [topic, keys],
    );
    return new Set(rows.map(({ key }) => key));
  }
}
