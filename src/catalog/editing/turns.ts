import { AppError } from '../../common/errors/app-error.js';

/** After so many seconds whoever was refused may come again. */
const RETRY_SECONDS = 5;

/** Work that has waited longer does not begin any more: its client has given up, or soon will. */
const MAX_WAIT_MS = 15_000;

/**
 * Has pieces of work done one after the other. Writers wait here rather than in the database, where each would keep
 * from the readers one of the few connections of this process.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** @param now a clock that only goes forward, in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @throws AppError SERVICE_UNAVAILABLE when its turn does not come in time */
  take<T>(work: () => Promise<T>): Promise<T> {
    const asked = this.now();
    const turn = this.last.then(() => {
      if (this.now() - asked <= MAX_WAIT_MS) return work();
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `Too many changes wait to be written. Send yours again in ${RETRY_SECONDS} seconds.`,
        { retryAfterSeconds: RETRY_SECONDS },
      );
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
