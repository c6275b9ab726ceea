import { type DataSource } from 'typeorm';
import { runStatement } from '../database/query/run-statement.js';

/** How many requests a client may make in how long. */
export interface QuotaPolicy {
  /** Names the quota towards clients. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Whose requests it allows, as the end of a sentence. */
  readonly allows: string;
  /** What else a client can do than wait, as the end of a sentence; nothing when left out. */
  readonly advice?: string;
}

/** Requests of a client's quota that one process was given to count by itself. */
export interface Lease {
  readonly granted: number;
  /** What is left of the quota besides: none when another process has it all. */
  readonly left: number;
  /** How long the quota, and so the lease, lasts. */
  readonly endsInMs: number;
}

/**
 * Takes up to $3 requests of the quota of $1, which allows $4 in $2 ms. The count goes beyond the limit by what was
 * asked for in vain, and no further, so that what was there before can be told from it.
 */
const TAKE = `
INSERT INTO quota AS q (subject, ends_at, used) VALUES ($1, now() + $2 * interval '1 ms', $3)
ON CONFLICT (subject) DO UPDATE SET
  used = CASE WHEN q.ends_at <= now() THEN 0 ELSE least(q.used, $4) END + $3,
  ends_at = CASE WHEN q.ends_at <= now() THEN excluded.ends_at ELSE q.ends_at END
RETURNING used - $3 AS before, greatest(extract(epoch FROM ends_at - now()) * 1000, 0)::float8 AS "endsInMs"`;

/** What another process is counting or forgetting right now is left for the next time. */
const CLEAN =
  'DELETE FROM quota WHERE subject IN (SELECT subject FROM quota WHERE ends_at < now() FOR UPDATE SKIP LOCKED)';

/** The statements of the quotas, which all processes of the service share. All times are the database's own. */
export class QuotaStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes up to `wanted` requests of a client's quota; together, all processes are given no more than its limit. */
  async take(subject: string, { limit, windowMs }: QuotaPolicy, wanted: number): Promise<Lease> {
    const [row] = (await runStatement(this.dataSource, {
      text: TAKE,
      values: [subject, windowMs, wanted, limit],
      recurring: true,
    })) as { before: number; endsInMs: number }[];
    const { before = 0, endsInMs = 0 } = row ?? {};
    const free = Math.max(limit - before, 0);
    const granted = Math.min(wanted, free);
    return { granted, left: free - granted, endsInMs };
  }

  /** Forgets the clients whose count is over. */
  async clean(): Promise<void> {
    await runStatement(this.dataSource, { text: CLEAN, values: [], recurring: true });
  }
}
