import { randomUUID } from 'node:crypto';
import { type Synonyms } from '../../src/common/text/text.types.js';
import { fingerprintOf } from '../../src/record/record.analysis.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { toDocument } from '../../src/search/engines/meilisearch/document.js';
import { IndexClient } from '../../src/search/engines/meilisearch/index-client.js';
import { MeilisearchEngine } from '../../src/search/engines/meilisearch/meilisearch.engine.js';
import { toIndexSynonyms } from '../../src/search/engines/meilisearch/stand-ins.js';
import { PATIENCE_MS, type MeilisearchServer } from './meilisearch-server.js';

/** Records that go to the server in one request. */
const STEP = 1_000;

/** An engine over an index of its own. */
export interface FilledEngine {
  readonly engine: MeilisearchEngine;
  readonly client: IndexClient;
  /** Name of its index. */
  readonly uid: string;
  /** Adds or replaces records, and waits until they show. */
  readonly save: (records: readonly PublicRecord[]) => Promise<void>;
  /** Removes records, and waits until they are gone. */
  readonly remove: (codes: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A Meilisearch engine with an index that holds these records, without a database. A request that Meilisearch
 * refuses fails the test.
 */
export async function fillMeilisearch(
  server: MeilisearchServer,
  records: readonly PublicRecord[],
  synonyms: Synonyms = new Map(),
): Promise<FilledEngine> {
  const uid = `test-${randomUUID()}`;
  const client = new IndexClient(server.url, server.masterKey);
  const indexSynonyms = toIndexSynonyms(synonyms);
  const words = new Set(Object.keys(indexSynonyms));
  const view = {
    isCurrent: () => true,
    lagSeconds: () => 0,
    synonymWords: () => words,
    state: () => Promise.resolve(null),
  };
  const engine = new MeilisearchEngine(
    { url: server.url, key: server.masterKey, uid, timeoutMs: PATIENCE_MS },
    view,
    (error) => {
      throw error;
    },
  );
  const save = async (changed: readonly PublicRecord[]): Promise<void> => {
    const tasks: number[] = [];
    for (let start = 0; start < changed.length; start += STEP) {
      const step = changed.slice(start, start + STEP);
      tasks.push(
        await client.addDocuments(
          uid,
          step.map((record) => toDocument(record, fingerprintOf(record))),
        ),
      );
    }
    for (const task of tasks) await client.done(task);
  };
  await client.create(uid, indexSynonyms);
  await save(records);
  return {
    engine,
    client,
    uid,
    save,
    remove: async (codes) => client.done(await client.deleteDocuments(uid, codes)),
    close: async () => {
      await engine.stop();
      await client.delete(uid);
    },
  };
}
