import { type Logger } from 'pino';
import { isDatabaseFailure, isStatementEnded } from '../database/database-failure.js';
import { TargetUnavailable, type OutboxHandler } from './outbox.handler.js';
import { type Claim, type ClaimedKey, type OutboxStore } from './outbox.store.js';

/** How the relay works; the pauses are in milliseconds. */
export interface RelayOptions {
  /** Most keys in one call of a handler. */
  readonly batchSize: number;
  /** A process that is silent for so long has lost its lease: longer than any pause of a process that lives. */
  readonly leaseMs: number;
  /** How often the table is looked at while nothing is known to be there. */
  readonly pollMs: number;
  /** First and longest pause after a failure; it doubles in between. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A key that has failed so often by itself is parked. */
  readonly maxAttempts: number;
}

export const RELAY_OPTIONS: RelayOptions = {
  batchSize: 1_000,
  leaseMs: 15_000,
  pollMs: 1_000,
  firstPauseMs: 250,
  longestPauseMs: 5_000,
  maxAttempts: 3,
};

/** A reason longer than this says nothing more. */
const MAX_REASON = 500;

/**
 * Sends what is in the outbox to the handlers of its topics, until it is stopped. Any number of processes may do so
 * side by side: a key is sent by one at a time, and what a killed process had in hand is taken up by another.
 */
export class OutboxRelay {
  private stopping = false;
  private wakes = 0;
  private loops: Promise<void>[] = [];
  private readonly sleepers = new Set<() => void>();

  constructor(
    private readonly store: OutboxStore,
    private readonly logger: Logger,
    private readonly options: RelayOptions = RELAY_OPTIONS,
  ) {}

  /** Begins to send, each topic by itself. */
  start(handlers: readonly OutboxHandler[]): void {
    this.loops = handlers.map((handler) => this.loop(handler));
  }

  /** Looks for something to send at once, or once more if it is looking just now. */
  wake(): void {
    this.wakes += 1;
    for (const wake of this.sleepers) wake();
  }

  /** Finishes what is in hand and ends. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.all(this.loops);
  }

  private async loop(handler: OutboxHandler): Promise<void> {
    const { batchSize, leaseMs, pollMs } = this.options;
    let failures = 0;
    while (!this.stopping) {
      const wakes = this.wakes;
      let claim: Claim | null = null;
      try {
        claim = await this.store.claim(handler.topic, batchSize, leaseMs);
        if (claim.keys.length > 0) await this.sendBatch(handler, claim);
        failures = 0;
        if (claim.keys.length === 0 && wakes === this.wakes) await this.sleep(pollMs);
      } catch (error) {
        failures += 1;
        // Told once: the pauses that follow are for the same reason, as a rule.
        if (failures === 1) {
          this.logger.warn({ err: error, topic: handler.topic }, 'what has changed cannot be sent on now');
        }
        await this.sleep(this.pause(failures));
        // Not before the pause: a connection that has just been lost may still be taken for a good one. What cannot
        // be given back is free when the lease is over.
        if (claim !== null) await this.store.giveBack(claim).catch(() => undefined);
      }
    }
  }

  /** @throws TargetUnavailable, or an error of the database; none of the keys is then at fault */
  private async sendBatch(handler: OutboxHandler, claim: Claim): Promise<void> {
    const { leaseMs } = this.options;
    const heartbeat = setInterval(() => {
      // A lease that cannot be made longer is found lost in the end, and its keys are sent again.
      this.store.extend(claim, leaseMs).catch(() => undefined);
    }, leaseMs / 3);
    try {
      await this.send(handler, claim, claim.keys);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Sends keys together; when that fails, half of them at a time, until the one at fault is alone. */
  private async send(handler: OutboxHandler, claim: Claim, keys: readonly ClaimedKey[]): Promise<void> {
    try {
      await handler.handle(namesOf(keys));
    } catch (error) {
      if (isPassing(error)) throw error;
      const [only] = keys;
      if (keys.length === 1 && only) return this.fail(claim, only, error);
      const half = Math.ceil(keys.length / 2);
      await this.send(handler, claim, keys.slice(0, half));
      await this.send(handler, claim, keys.slice(half));
      return;
    }
    await this.store.complete(claim, keys);
  }

  private async fail(claim: Claim, key: ClaimedKey, error: unknown): Promise<void> {
    const attempts = key.attempts + 1;
    if (attempts < this.options.maxAttempts) {
      return this.store.postpone(claim, key, this.pause(attempts));
    }
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON);
    this.logger.error({ err: error, topic: claim.topic, key: key.key }, 'a change cannot be sent on: parked');
    await this.store.park(claim, key, reason);
  }

  /** Doubles with each failure; a random part keeps processes from trying all at once. */
  private pause(failures: number): number {
    const { firstPauseMs, longestPauseMs } = this.options;
    const whole = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    return whole * (0.5 + Math.random() / 2);
  }

  private async sleep(ms: number): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.sleepers.add(wake);
    });
  }
}

/** Whether an error is no fault of what was to be sent: the target or the database is away, or too busy. */
function isPassing(error: unknown): boolean {
  return error instanceof TargetUnavailable || isDatabaseFailure(error) || isStatementEnded(error);
}

function namesOf(keys: readonly ClaimedKey[]): string[] {
  return keys.map(({ key }) => key);
}
