import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  retry,
  wrap,
  type CircuitBreakerPolicy,
  type IPolicy,
} from 'cockatiel';
import { MeilisearchApiError, MeilisearchRequestError, MeilisearchRequestTimeOutError } from 'meilisearch';
import { EngineUnavailable } from '../../search.port.js';
import { withDeadline } from '../../../common/deadline.js';

/** Failures in a row after which the engine is left alone: every further request would wait for its timeout too. */
const FAILURES = 3;

/** How often an engine that is left alone is tried again, in milliseconds. */
const PROBE_INTERVAL_MS = 1_000;

/** A broken connection is tried again after this pause, once: the engine may just have started anew. */
const RETRY_PAUSE_MS = 20;

/** Refusals that are no fault of the request: a wrong key, an index that is not there, too much to do. */
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 408, 429]);

/** What the engine answered in place of a result, also where the client holds it to be a request that failed; null for none. */
function refusalOf(error: unknown): MeilisearchApiError | null {
  const refusal = error instanceof MeilisearchRequestError ? error.cause : error;
  return refusal instanceof MeilisearchApiError ? refusal : null;
}

/** Whether the engine refused the request itself, and would again. */
export function isMistake(error: unknown): boolean {
  const status = refusalOf(error)?.response.status;
  return status !== undefined && status >= 400 && status < 500 && !OUTAGE_STATUSES.has(status);
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof MeilisearchRequestError &&
    refusalOf(error) === null &&
    !(error.cause instanceof MeilisearchRequestTimeOutError)
  );
}

/**
 * Lets requests through to the engine for as long as it answers. After some failures in a row requests fail at
 * once, and the engine is tried in the background until it answers again; so nobody waits for one that is down.
 */
export class Guard {
  private readonly breaker: CircuitBreakerPolicy;
  private readonly policy: IPolicy;
  private probing: NodeJS.Timeout | undefined;
  private stopped = false;

  /**
   * @param limitMs longest wait for one answer
   * @param probe asks the engine something that it answers when it is well
   * @param onMistake is told of a request that the engine refused, which is a fault of this service
   */
  constructor(
    private readonly limitMs: number,
    private readonly probe: () => Promise<unknown>,
    private readonly onMistake: (error: unknown) => void,
  ) {
    this.breaker = circuitBreaker(
      handleWhen((error) => !isMistake(error)),
      // The probes keep the pace; each is let through.
      { halfOpenAfter: 0, breaker: new ConsecutiveBreaker(FAILURES) },
    );
    this.policy = wrap(
      this.breaker,
      retry(handleWhen(isBrokenConnection), { maxAttempts: 1, backoff: new ConstantBackoff(RETRY_PAUSE_MS) }),
    );
    this.breaker.onBreak(() => this.probeLater());
  }

  /** Whether requests are let through. */
  get letsThrough(): boolean {
    return this.breaker.state === CircuitState.Closed;
  }

  /** @throws EngineUnavailable when there is no answer, for whatever reason */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (!this.letsThrough)
      throw new EngineUnavailable(new Error('The engine failed and has not come back yet.'));
    try {
      return await this.policy.execute(() => withDeadline(this.limitMs, work));
    } catch (error) {
      if (isMistake(error)) this.onMistake(error);
      throw new EngineUnavailable(error);
    }
  }

  /** Ends the background work. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.probing);
  }

  private probeLater(): void {
    clearTimeout(this.probing);
    // A probe that was under way then may fail afterwards.
    if (this.stopped) return;
    this.probing = setTimeout(() => {
      // A failure breaks the circuit again, and so leads to the next probe.
      this.policy.execute(() => withDeadline(this.limitMs, this.probe)).catch(() => undefined);
    }, PROBE_INTERVAL_MS);
    this.probing.unref();
  }
}
