import { type DataSource } from 'typeorm';
import { type OutboxStore } from '../../outbox/outbox.store.js';
import { readRecords } from '../../record/record.reader.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { toDocument } from '../engines/meilisearch/document.js';
import { codesOf, differencesOf, readFingerprints, without, type Differences } from './differences.js';
import { type IndexClient } from '../engines/meilisearch/index-client.js';
import { forgetIndex, readIndexState, type IndexState } from './index-state.js';

/** Documents in one request to the engine: some megabytes. */
export const DOCUMENT_STEP = 1_000;

/** From where to where indexing goes. */
export interface IndexTarget {
  readonly dataSource: DataSource;
  readonly client: IndexClient;
  /** Name of the live index. */
  readonly uid: string;
  /** Hash of how this version of the service makes an index. */
  readonly settingsHash: string;
  /** Holds the changes of records that the index does not show yet. */
  readonly outbox: OutboxStore;
}

/** What the database knows of an index that is there. */
export type LiveIndex = IndexState & { readonly built: NonNullable<IndexState['built']> };

/**
 * The live index, for who is the only writer; null when the engine does not have the one that was built, which is
 * forgotten then. What is sent to an index that is not there would make a new one, with none of our settings.
 */
export async function findLiveIndex({ dataSource, client, uid }: IndexTarget): Promise<LiveIndex | null> {
  const state = await readIndexState(dataSource);
  const { built } = state;
  if (built === null) return null;
  if ((await client.find(uid))?.identity === built.identity) return { ...state, built };
  await forgetIndex(dataSource, built.identity);
  return null;
}

/** How an index compares with the database. */
export interface Comparison {
  /** Records in the database. */
  readonly records: number;
  /** Differences for good. */
  readonly found: Differences;
  /** Codes of the records that differ because their change is still on its way. */
  readonly pending: ReadonlySet<string>;
}

/**
 * Compares every code and fingerprint of the database with an index. While nothing else writes to the engine, a
 * difference is either one for good, or its change was made since and waits in the outbox.
 */
export async function compare({ dataSource, client, outbox }: IndexTarget, uid: string): Promise<Comparison> {
  const database = await readFingerprints(dataSource);
  const all = differencesOf(database, await client.fingerprints(uid));
  const pending = await outbox.pendingAmong(RECORD_TOPIC, codesOf(all));
  return { records: database.size, found: without(all, pending), pending };
}

/** How far a step is. */
export type Progress = (done: number, total: number) => void;

/**
 * Makes an index agree with the database on these records: sends those that there are, removes the others.
 *
 * @param signal ends the work between two requests
 * @returns the engine's tasks, in their order
 */
export async function sendRecords(
  { dataSource, client }: IndexTarget,
  uid: string,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<number[]> {
  const tasks: number[] = [];
  for (let start = 0; start < codes.length; start += DOCUMENT_STEP) {
    signal?.throwIfAborted();
    const step = codes.slice(start, start + DOCUMENT_STEP);
    const records = await readRecords(dataSource, step);
    const there = new Set(records.map(({ code }) => code));
    const gone = step.filter((code) => !there.has(code));
    if (records.length > 0) {
      const documents = records.map(({ document, fingerprint }) => toDocument(document, fingerprint));
      tasks.push(await client.addDocuments(uid, documents));
    }
    if (gone.length > 0) tasks.push(await client.deleteDocuments(uid, gone));
  }
  return tasks;
}

/** Waits until every task has succeeded, or until the signal. */
export async function allDone(
  client: IndexClient,
  tasks: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  for (const task of tasks) await client.done(task, signal);
}
