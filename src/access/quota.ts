import { type Lease, type QuotaPolicy, type QuotaStore } from './quota.store.js';

/** A quota is taken from the database in so many parts at most: fewer statements, and little that lies unused. */
const PARTS = 64;

/** A request waits no longer, in milliseconds, unless it is said otherwise. */
const PATIENCE_MS = 250;

/**
 * When the database has not answered, it is left alone for so long, in milliseconds: statements that hang would take
 * every connection.
 */
const PAUSE_MS = 5_000;

/** How often what is over is forgotten, in milliseconds. */
const CLEANING_INTERVAL_MS = 60_000;

/** Clients that are remembered; the database still knows those that are not. */
const REMEMBERED_CLIENTS = 100_000;

/** What a client is told of its quota, and whether the request may pass. */
export interface Verdict {
  readonly allowed: boolean;
  readonly policy: QuotaPolicy;
  /** Requests left. */
  readonly remaining: number;
  /** Whole seconds, at least one, until there are as many as ever. */
  readonly resetSeconds: number;
}

/** What this process knows of one client in the present window. */
interface Account {
  /** By the clock of this process; never after the window's end in the database. */
  endsAt: number;
  /** Requests that may pass without asking the database. */
  leased: number;
  /** Requests that may still be leased, as far as is known. */
  left: number;
  /** Requests that were leased here. */
  granted: number;
  /** Requests that wait for the lease. */
  waiting: number;
  leasing: Promise<void> | null;
}

/**
 * Counts requests against quotas that hold across all processes of the service. Small parts of a quota are leased from
 * the database and counted here, so that most requests ask it nothing; what a process does not use of its part is lost
 * until the window ends, so a client may get a little less than the limit, and never more. While the database does not
 * answer, each process counts by itself.
 */
export class Quota {
  private readonly accounts = new Map<string, Account>();
  private cleanedAt: number;
  /** When the database is asked again; always, while it answers. */
  private askAgainAt = -Infinity;

  /**
   * @param patienceMs how long a request waits for the database to count it; the process counts by itself then
   * @param now a clock that only goes forward, in milliseconds
   */
  constructor(
    private readonly store: QuotaStore,
    private readonly patienceMs = PATIENCE_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.cleanedAt = now();
  }

  /** Whether quotas hold across processes, as far as is known. */
  get isShared(): boolean {
    return this.askAgainAt === -Infinity;
  }

  /** Counts one request of a client. */
  async take(subject: string, policy: QuotaPolicy): Promise<Verdict> {
    const account = this.accountOf(subject);
    while (this.isOver(account) || (account.leased === 0 && account.left > 0)) {
      account.waiting += 1;
      account.leasing ??= this.lease(account, subject, policy);
      await account.leasing;
      account.waiting -= 1;
    }
    const allowed = account.leased > 0;
    if (allowed) account.leased -= 1;
    const resetSeconds = Math.max(Math.ceil((account.endsAt - this.now()) / 1_000), 1);
    return { allowed, policy, remaining: account.leased + account.left, resetSeconds };
  }

  private isOver({ endsAt }: Account): boolean {
    return this.now() >= endsAt;
  }

  private async lease(account: Account, subject: string, policy: QuotaPolicy): Promise<void> {
    // All that ask in this moment are counted before the lease is.
    await Promise.resolve();
    const { limit, windowMs } = policy;
    const wanted = Math.min(Math.max(Math.floor(limit / PARTS), account.waiting), limit);
    // The window ends a little earlier here than in the database, since the answer takes a while.
    const begunAt = this.now();
    const lease = await this.ask(subject, policy, wanted);
    if (begunAt >= account.endsAt) Object.assign(account, { endsAt: begunAt + windowMs, granted: 0 });
    if (lease) account.endsAt = begunAt + lease.endsInMs;
    const { granted, left } = lease ?? ownLease(wanted, limit - account.granted);
    Object.assign(account, { leased: granted, left, granted: account.granted + granted, leasing: null });
  }

  /** Takes a part of a quota from the database; null when it does not answer, now or a moment ago. */
  private async ask(subject: string, policy: QuotaPolicy, wanted: number): Promise<Lease | null> {
    if (this.now() < this.askAgainAt) return null;
    const lease = await inTime(this.store.take(subject, policy, wanted), this.patienceMs);
    this.askAgainAt = lease === null ? this.now() + PAUSE_MS : -Infinity;
    return lease;
  }

  private accountOf(subject: string): Account {
    this.clean();
    const known = this.accounts.get(subject);
    if (known) return known;
    const account: Account = { endsAt: -Infinity, leased: 0, left: 0, granted: 0, waiting: 0, leasing: null };
    this.accounts.set(subject, account);
    if (this.accounts.size > REMEMBERED_CLIENTS)
      this.accounts.delete(this.accounts.keys().next().value as string);
    return account;
  }

  /** Forgets, now and then, whose window is over. */
  private clean(): void {
    const now = this.now();
    if (now - this.cleanedAt < CLEANING_INTERVAL_MS) return;
    this.cleanedAt = now;
    for (const [subject, { endsAt, leasing }] of this.accounts) {
      if (endsAt <= now && leasing === null) this.accounts.delete(subject);
    }
    // Without the database it is done the next time.
    this.store.clean().catch(() => undefined);
  }
}

/** What a process gives itself of the requests that it may still give. */
function ownLease(wanted: number, free: number): Omit<Lease, 'endsInMs'> {
  const granted = Math.max(Math.min(wanted, free), 0);
  return { granted, left: free - granted };
}

/** What is given in time; null when it fails, or takes longer than a request can wait. */
async function inTime(work: Promise<Lease>, patienceMs: number): Promise<Lease | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
