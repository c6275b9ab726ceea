import { setTimeout } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError, MeilisearchError, type Task } from 'meilisearch';
import { DeadlineExceeded, withDeadline } from '../../../common/deadline.js';
import { isMistake } from './guard.js';
import { type IndexDocument } from './document.js';
import { INDEX_SETTINGS } from './settings.js';
import { type IndexSynonyms } from './stand-ins.js';

/** Longest wait for an answer to one request, in milliseconds; a batch of documents is some megabytes. */
const REQUEST_TIMEOUT_MS = 10_000;

/** What is still not answered then, never will be, in milliseconds. */
const REQUEST_LIMIT_MS = REQUEST_TIMEOUT_MS + 2_000;

/** How often a task is looked at while it runs, in milliseconds. */
const TASK_INTERVAL_MS = 20;

/** Longest wait for a task, in milliseconds; the engine works through what came before it first, a whole index perhaps. */
const TASK_TIMEOUT_MS = 600_000;

/** Fingerprints that are read at once. */
const FINGERPRINT_PAGE = 10_000;

/** The engine cannot work now: it is away, refuses the key, or failed by no fault of what it was sent. */
export class IndexUnavailable extends Error {
  constructor(cause: unknown) {
    super('The search engine cannot take changes now.', { cause });
    this.name = 'IndexUnavailable';
  }
}

/** The engine refused what it was sent, and would again. */
export class IndexRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(`The search engine refused the change: ${message}`, { cause });
    this.name = 'IndexRefused';
  }
}

/** An index as the engine has it. */
interface FoundIndex {
  readonly uid: string;
  /** Differs between two indexes of the same name. */
  readonly identity: string;
  readonly documents: number;
}

/**
 * Everything that changes or inspects indexes. What changes one only gives the engine a task, the number of which
 * is returned; `done` waits until it has succeeded. All methods throw IndexUnavailable or IndexRefused.
 */
export class IndexClient {
  private readonly client: Meilisearch;

  constructor(url: string, key: string | undefined) {
    this.client = new Meilisearch({
      host: url,
      ...(key === undefined ? {} : { apiKey: key }),
      timeout: REQUEST_TIMEOUT_MS,
    });
  }

  /** Makes an empty index with every setting. */
  async create(uid: string, synonyms: IndexSynonyms): Promise<void> {
    await this.done(await this.task(() => this.client.createIndex(uid, { primaryKey: 'code' })));
    const settings = { ...structuredClone(INDEX_SETTINGS), synonyms: toSettings(synonyms) };
    await this.done(await this.task(() => this.client.index(uid).updateSettings(settings)));
  }

  /** Adds or replaces documents. */
  addDocuments(uid: string, documents: readonly IndexDocument[]): Promise<number> {
    return this.task(() => this.client.index<IndexDocument>(uid).addDocuments([...documents]));
  }

  /** Removes documents; those that are not there are no error. */
  deleteDocuments(uid: string, codes: readonly string[]): Promise<number> {
    return this.task(() => this.client.index(uid).deleteDocuments([...codes]));
  }

  /** Replaces the synonyms; no document is indexed anew. */
  updateSynonyms(uid: string, synonyms: IndexSynonyms): Promise<number> {
    return this.task(() => this.client.index(uid).updateSynonyms(toSettings(synonyms)));
  }

  /**
   * Puts the index `build` in the place of `live`, in one step for whoever searches; what was there takes the name
   * of the other. The new one has these synonyms from the first moment on.
   */
  async replace(
    live: string,
    build: string,
    synonyms: IndexSynonyms,
  ): Promise<{ identity: string; lastTask: number }> {
    const rename = (await this.find(live)) === null;
    const identity = (await this.find(build))?.identity;
    await this.updateSynonyms(build, synonyms);
    await this.task(() => this.client.swapIndexes([{ indexes: [build, live], rename }]));
    // Keys for some indexes do not see the task of a swap, but any other one that comes after it.
    const lastTask = await this.updateSynonyms(live, synonyms);
    await this.done(lastTask);
    if (identity !== undefined && (await this.find(live))?.identity === identity)
      return { identity, lastTask };
    throw new IndexUnavailable(new Error(`The index ${build} has not taken the place of ${live}.`));
  }

  /** Removes an index. */
  async delete(uid: string): Promise<void> {
    await this.done(await this.task(() => this.client.deleteIndex(uid)));
  }

  /** The index with this name; null when there is none. */
  async find(uid: string): Promise<FoundIndex | null> {
    try {
      return await withDeadline(REQUEST_LIMIT_MS, async () => {
        const { createdAt } = await this.client.index(uid).getRawInfo();
        const { numberOfDocuments } = await this.client.index(uid).getStats();
        return { uid, identity: new Date(createdAt).toISOString(), documents: numberOfDocuments };
      });
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found') return null;
      throw failureOf(error);
    }
  }

  /** The names of the indexes that begin so. */
  list(prefix: string): Promise<string[]> {
    return this.read(async () => {
      const { results } = await this.client.getRawIndexes({ limit: 1_000 });
      return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(prefix));
    });
  }

  /** The number of the last task; -1 when there was none. */
  lastTask(): Promise<number> {
    return this.read(async () => (await this.client.tasks.getTasks({ limit: 1 })).results.at(0)?.uid ?? -1);
  }

  /** The fingerprint of every document, by code. Nothing may write to the index meanwhile. */
  async fingerprints(uid: string): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let offset = 0; ; offset += FINGERPRINT_PAGE) {
      const { results } = await this.read(() =>
        this.client
          .index(uid)
          .getDocuments<IndexDocument>({ fields: ['code', 'fingerprint'], offset, limit: FINGERPRINT_PAGE }),
      );
      for (const { code, fingerprint } of results) found.set(code, fingerprint);
      if (results.length < FINGERPRINT_PAGE) return found;
    }
  }

  /**
   * Waits until a task has succeeded.
   *
   * @param signal ends the waiting, not the task
   */
  async done(task: number, signal?: AbortSignal): Promise<void> {
    const deadline = performance.now() + TASK_TIMEOUT_MS;
    for (;;) {
      signal?.throwIfAborted();
      const seen = await this.read(() => this.client.tasks.getTask(task));
      if (seen.status === 'succeeded') return;
      if (seen.status !== 'enqueued' && seen.status !== 'processing') throw failureOfTask(seen);
      if (performance.now() > deadline) throw new IndexUnavailable(new DeadlineExceeded(TASK_TIMEOUT_MS));
      await setTimeout(TASK_INTERVAL_MS, undefined, { signal });
    }
  }

  private task(request: () => Promise<{ taskUid: number }>): Promise<number> {
    return this.read(async () => (await request()).taskUid);
  }

  private async read<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await withDeadline(REQUEST_LIMIT_MS, request);
    } catch (error) {
      throw failureOf(error);
    }
  }
}

function toSettings(synonyms: IndexSynonyms): Record<string, string[]> {
  return Object.fromEntries(Object.entries(synonyms).map(([word, phrases]) => [word, [...phrases]]));
}

function failureOf(error: unknown): unknown {
  if (isMistake(error)) return new IndexRefused((error as Error).message, error);
  // What is not the client's own error is a fault of ours, or an answer that is no JSON.
  return error instanceof MeilisearchError ||
    error instanceof SyntaxError ||
    error instanceof DeadlineExceeded
    ? new IndexUnavailable(error)
    : error;
}

/** A task that was cancelled, or failed inside the engine, may succeed another time. */
function failureOfTask({ uid, status, error }: Task): Error {
  const reason = `task ${uid} ${status}: ${error?.message ?? 'no reason given'}`;
  return error?.type === 'invalid_request'
    ? new IndexRefused(reason)
    : new IndexUnavailable(new Error(reason));
}
