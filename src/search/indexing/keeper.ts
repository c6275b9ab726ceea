import { type Logger } from 'pino';
import { type IndexView } from '../engines/meilisearch/meilisearch.engine.js';
import { withDeadline } from '../../common/deadline.js';
import { SharedReading } from '../../common/shared-reading.js';
import { forgetIndex, readIndexState, readSettledState, type IndexState } from './index-state.js';
import { type IndexTarget } from './index-target.js';
import { unlessWriting } from './locks.js';
import { type Reindexer } from './reindexer.js';

/** How often the index is looked at, in milliseconds: so long may searches trust one that was taken away. */
const CHECK_INTERVAL_MS = 2_000;

/** Seconds that the index may be behind the catalogue; PostgreSQL answers when it is more. */
const MAX_LAG_SECONDS = 30;

/** Longest look at the engine, in milliseconds; stopping waits for it. */
const LOOK_LIMIT_MS = 5_000;

/** How long what the index holds may be told without looking, in milliseconds: so much later a change may show. */
const SETTLED_FOR_MS = 250;

/** Longest wait for what the index holds, in milliseconds. */
const STATE_LIMIT_MS = 50;

/** Pause after a rebuild that failed, in milliseconds. */
const REBUILD_PAUSE_MS = 30_000;

/** How the live index is; only a current one answers searches. */
export type IndexCondition =
  | 'CURRENT'
  /** It was never built, or the engine does not have it any more, or has another or an older one. */
  | 'LOST'
  /** It was made in another way than this version of the service does. */
  | 'OUTDATED'
  /** The engine does not answer. */
  | 'UNREACHABLE';

/**
 * Looks after the live index: knows whether searches can trust it, and has it built when it is not there or not as
 * it should be.
 */
export class IndexKeeper implements IndexView {
  /** When it looked for the first time, by the database's clock. */
  private began: Date | null = null;
  /** Whether the index was built before that. */
  private isOlder = false;
  private words: ReadonlySet<string> = new Set();
  private lag = 0;
  private now: IndexCondition = 'UNREACHABLE';
  private told = false;
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> = Promise.resolve();
  private rebuilding: Promise<void> | null = null;
  private rebuildAfter = 0;
  private readonly stopping = new AbortController();
  private readonly settled: SharedReading<string | null>;

  /** @param readLag age in seconds of the oldest change that waits for the index; 0 when none does */
  constructor(
    private readonly target: IndexTarget,
    private readonly reindexer: Reindexer,
    private readonly readLag: () => Promise<number>,
    private readonly logger: Logger,
  ) {
    // A database that hangs is not waited for: the index answers without it.
    const read = (): Promise<string | null> =>
      withDeadline(STATE_LIMIT_MS, () => readSettledState(target.dataSource)).catch(() => null);
    this.settled = new SharedReading(read, SETTLED_FOR_MS);
  }

  /** How the index was when it was last looked at. */
  get condition(): IndexCondition {
    return this.now;
  }

  isCurrent(): boolean {
    return this.now === 'CURRENT' && this.lagSeconds() <= MAX_LAG_SECONDS;
  }

  lagSeconds(): number {
    return this.lag;
  }

  synonymWords(): ReadonlySet<string> {
    return this.words;
  }

  state(): Promise<string | null> {
    return this.settled.get();
  }

  /** Looks at the index now and from time to time, until `stop`, and has it built where needed. */
  async start(): Promise<void> {
    await this.turn();
  }

  /** Ends the looking, and a rebuild that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.checking;
    await this.rebuilding;
  }

  /** Looks at the index once. */
  async check(): Promise<IndexCondition> {
    const state = await readIndexState(this.target.dataSource);
    this.lag = await this.readLag();
    this.words = new Set(Object.keys(state.synonyms));
    this.began ??= state.readAt;
    this.isOlder = state.built !== null && state.built.at < this.began;
    const condition = await this.conditionOf(state);
    // For good, before the engine is given anything: its new tasks would hide that it has lost others.
    if (condition === 'LOST' && state.built !== null) {
      await forgetIndex(this.target.dataSource, state.built.identity);
    }
    if (condition !== 'UNREACHABLE') this.told = false;
    if (condition !== this.now) this.logger.info({ condition, before: this.now }, 'the search index changed');
    this.now = condition;
    return condition;
  }

  private async conditionOf({ built, lastTask }: IndexState): Promise<IndexCondition> {
    const { client, uid, settingsHash } = this.target;
    const seen = await withDeadline(LOOK_LIMIT_MS, () =>
      Promise.all([client.lastTask(), client.find(uid)]),
    ).catch((error: unknown) => {
      if (!this.told) this.logger.warn({ reason: reasonOf(error) }, 'the search engine does not answer');
      this.told = true;
      return null;
    });
    if (seen === null) return 'UNREACHABLE';
    const [last, live] = seen;
    if (built === null || live === null || last < lastTask) return 'LOST';
    if (live.identity !== built.identity) return (await this.isSwapping(built.identity)) ? this.now : 'LOST';
    return built.settingsHash === settingsHash ? 'CURRENT' : 'OUTDATED';
  }

  /**
   * Whether another process puts a new index in place, or has just done so. It does so in the engine first and in the
   * database right after it, as the only writer; in between it looks as if the index were not the one that was built.
   *
   * @param identity that of the index that was built, as it was read before the engine was looked at
   */
  private async isSwapping(identity: string): Promise<boolean> {
    const { dataSource } = this.target;
    const unchanged = await unlessWriting(
      dataSource,
      async () => (await readIndexState(dataSource)).built?.identity === identity,
    );
    return unchanged !== true;
  }

  private async turn(): Promise<void> {
    this.checking = this.check().then(
      (condition) => {
        if (this.needsRebuild(condition)) this.rebuild();
      },
      // The database is away: searches tell of that themselves.
      () => undefined,
    );
    await this.checking;
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => void this.turn(), CHECK_INTERVAL_MS);
    this.timer.unref();
  }

  private needsRebuild(condition: IndexCondition): boolean {
    if (this.stopping.signal.aborted || this.rebuilding !== null || Date.now() < this.rebuildAfter)
      return false;
    // While two versions of the service run side by side, the older one must not undo what the newer one built.
    return condition === 'LOST' || (condition === 'OUTDATED' && this.isOlder);
  }

  private rebuild(): void {
    this.rebuilding = this.reindexer
      .run(undefined, this.stopping.signal)
      .then(
        (ran) => {
          if (ran) this.logger.info('the search index was built anew');
        },
        (error: unknown) => {
          if (this.stopping.signal.aborted) return;
          this.rebuildAfter = Date.now() + REBUILD_PAUSE_MS;
          this.logger.error({ err: error }, 'the search index could not be built');
        },
      )
      .finally(() => {
        this.rebuilding = null;
      });
  }
}

/** Why the engine does not answer, in one line. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} ${cause.message}` : message;
}
