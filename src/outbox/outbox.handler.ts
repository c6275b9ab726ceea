/** Tells others of the changes of one topic. */
export interface OutboxHandler {
  readonly topic: string;
  /**
   * Brings the current state of these things to where it is wanted. It may be called again for the same keys, also
   * when nothing has changed since.
   *
   * @throws TargetUnavailable when nothing can be brought there now, as does an error of the database that is away
   *   or too busy; any other error means that of these keys at least one cannot be brought there
   */
  handle(keys: readonly string[]): Promise<void>;
}

/** What is to be told cannot be reached now: the fault is of no key. */
export class TargetUnavailable extends Error {
  constructor(cause: unknown) {
    super('The target of the outbox cannot be reached now.', { cause });
    this.name = 'TargetUnavailable';
  }
}
