import { randomUUID } from 'node:crypto';
import { type HeldLock } from '../../database/advisory-lock.js';
import { countRecords, streamRecords } from '../../record/record.reader.js';
import { toDocument } from '../engines/meilisearch/document.js';
import { replacingSynonyms, toIndexSynonyms } from '../engines/meilisearch/stand-ins.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { readSynonyms } from '../synonyms/synonym.service.js';
import { codesOf } from './differences.js';
import {
  allDone,
  compare,
  DOCUMENT_STEP,
  sendRecords,
  type IndexTarget,
  type Progress,
} from './index-target.js';
import { readIndexState, saveBuiltIndex } from './index-state.js';
import { unlessRebuilding, whileOnlyWriter } from './locks.js';

/** Batches that the engine has taken and not worked through yet; it joins some of them, which is quicker. */
const BATCHES_AHEAD = 8;

/**
 * Builds a new index beside the live one and puts it in its place. Searches and writes go on meanwhile. Only one
 * process at a time does so.
 *
 * The name of the live index never changes: the engine swaps the two in one step, so every process searches either
 * the old one or the new one whole, without being told. What changed while the records were copied is found by
 * comparing fingerprints; the last comparison and the swap are made while nothing else writes to the engine, so the
 * changes that follow reach the new index.
 */
export class Reindexer {
  constructor(private readonly target: IndexTarget) {}

  /**
   * @param signal ends the work early; the live index is then as it was
   * @returns false when another process builds an index already
   * @throws IndexUnavailable or IndexRefused; the live index is then as it was
   */
  run(onProgress: Progress = () => undefined, signal?: AbortSignal): Promise<boolean> {
    return unlessRebuilding(this.target.dataSource, async (lock) => {
      const { dataSource, client, uid } = this.target;
      const prefix = buildPrefix(uid);
      // Left behind by processes that were killed: nobody else has the lock.
      for (const left of await client.list(prefix)) await client.delete(left);
      const build = `${prefix}${randomUUID().slice(0, 8)}`;
      await client.create(build, toIndexSynonyms(await readSynonyms(dataSource)));
      await this.copy(build, onProgress, signal);
      // The changes of the time that copying took, so that only few are left for the time of the swap.
      await this.mend(build, signal);
      await whileOnlyWriter(dataSource, (writing) => this.swap(build, [lock, writing], signal));
      // It is the old index that has this name now; the first time there is none.
      if ((await client.find(build)) !== null) await client.delete(build);
    });
  }

  private async copy(build: string, onProgress: Progress, signal: AbortSignal | undefined): Promise<void> {
    const { dataSource, client } = this.target;
    const total = await countRecords(dataSource);
    const running: { task: number; records: number }[] = [];
    let done = 0;
    const finishFirst = async (): Promise<void> => {
      const first = running.shift();
      if (!first) return;
      await client.done(first.task, signal);
      done += first.records;
      onProgress(Math.min(done, total), total);
    };
    for await (const records of streamRecords(dataSource, DOCUMENT_STEP)) {
      signal?.throwIfAborted();
      const documents = records.map(({ document, fingerprint }) => toDocument(document, fingerprint));
      running.push({ task: await client.addDocuments(build, documents), records: records.length });
      if (running.length > BATCHES_AHEAD) await finishFirst();
    }
    while (running.length > 0) await finishFirst();
    onProgress(total, total);
  }

  /** Sends what differs between the database and the new index. */
  private async mend(build: string, signal: AbortSignal | undefined): Promise<void> {
    const { found, pending } = await compare(this.target, build);
    const codes = [...codesOf(found), ...pending];
    await allDone(this.target.client, await sendRecords(this.target, build, codes, signal), signal);
  }

  private async swap(
    build: string,
    locks: readonly HeldLock[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { dataSource, client, uid, settingsHash, outbox } = this.target;
    const waiting = await outbox.waiting(RECORD_TOPIC);
    await this.mend(build, signal);
    const wrong = codesOf((await compare(this.target, build)).found);
    if (wrong.length > 0)
      throw new Error(`The new index ${build} has ${wrong.length} records otherwise than the database.`);
    const synonyms = toIndexSynonyms(await readSynonyms(dataSource));
    const { synonyms: before } = await readIndexState(dataSource);
    for (const lock of locks) await lock.check();
    // From here on it is too late to stop.
    signal?.throwIfAborted();
    const { identity, lastTask } = await client.replace(uid, build, replacingSynonyms(before, synonyms));
    await saveBuiltIndex(dataSource, { settingsHash, identity, lastTask, synonyms });
    // They are in it: sent one by one they would take as long as all of it has, and searches would do without it.
    await outbox.dismiss(RECORD_TOPIC, waiting);
  }
}

/** How the names of indexes begin that are being built. */
function buildPrefix(uid: string): string {
  return `${uid}-build-`;
}
