import { pino } from 'pino';
import { append } from '../../src/outbox/outbox.js';
import { OutboxRelay, RELAY_OPTIONS } from '../../src/outbox/outbox.relay.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { fingerprintOf } from '../../src/record/record.analysis.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { readRecords } from '../../src/record/record.reader.js';
import { RECORD_TOPIC } from '../../src/record/record.writer.js';
import { IndexClient } from '../../src/search/engines/meilisearch/index-client.js';
import { createSearchIndex, liveIndex, type SearchIndex } from '../../src/search/indexing/search-index.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { PATIENCE_MS, type MeilisearchServer } from './meilisearch-server.js';
import { until } from './until.js';

/** Records of the seed that are kept: enough for several pages, and few enough to be indexed in a moment. */
export const KEPT = 150;

/** A small catalogue in a database of its own, whose index is in a real Meilisearch. */
export interface IndexedCatalogue {
  readonly database: TestDatabase;
  readonly index: SearchIndex;
  /** To look at and spoil the index behind the service's back. */
  readonly client: IndexClient;
  readonly uid: string;
  /** What the service logged. */
  readonly logs: string[];
  /** Gives a record another title, as a committed change does; adds it when it was taken away. */
  readonly retitle: (code: string, title: string) => Promise<void>;
  /** Removes a record, as a committed change does. */
  readonly remove: (code: string) => Promise<void>;
  /** Another process of the service, over the same database and server. */
  readonly another: (settings?: { searchKey?: string; indexKey?: string }) => SearchIndex;
  /** Sends changes on until what it gives is called, or the catalogue is closed. */
  readonly relay: () => () => Promise<void>;
  /** Waits until every change is in the index. */
  readonly settled: () => Promise<void>;
  /** Brings the records, and with them the index, back to what they were at the beginning. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a catalogue of {@link KEPT} records; its index is not built yet.
 *
 * @param timeoutMs how long a search waits for Meilisearch
 */
export async function openIndexedCatalogue(
  server: MeilisearchServer,
  timeoutMs = PATIENCE_MS,
): Promise<IndexedCatalogue> {
  const database = await createTestDatabase('seeded');
  const { dataSource } = database;
  await dataSource.query(
    `DELETE FROM public_record WHERE code NOT IN (SELECT code FROM public_record ORDER BY code LIMIT ${KEPT})`,
  );
  await dataSource.query('DELETE FROM outbox');
  await dataSource.query('CREATE TABLE kept AS SELECT * FROM public_record');
  const prefix = `test-${Math.random().toString(36).slice(2)}`;
  const uid = liveIndex(prefix);
  const logs: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logs.push(line) });
  const client = new IndexClient(server.url, server.masterKey);
  const opened: SearchIndex[] = [];
  const another: IndexedCatalogue['another'] = (keys = {}) => {
    const { masterKey } = server;
    const settings = {
      url: server.url,
      prefix,
      timeoutMs,
      searchKey: masterKey,
      indexKey: masterKey,
      ...keys,
    };
    const made = createSearchIndex(dataSource, settings, logger);
    opened.push(made);
    return made;
  };
  const index = another();
  const store = new OutboxStore(dataSource);
  const relays: OutboxRelay[] = [];

  const write = async (record: PublicRecord): Promise<void> => {
    await dataSource.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO public_record (code, document, fingerprint) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET document = excluded.document, fingerprint = excluded.fingerprint`,
        [record.code, JSON.stringify(record), fingerprintOf(record)],
      );
      await append(tx, RECORD_TOPIC, [record.code]);
    });
  };

  return {
    database,
    index,
    client,
    uid,
    logs,
    another,
    retitle: async (code, title) => {
      const [known] = await readRecords(dataSource, [code]);
      const [any] = await readRecords(dataSource, ['WIA-0001']);
      await write({ ...(known ?? any)?.document, code, title } as PublicRecord);
    },
    remove: async (code) => {
      await dataSource.transaction(async (tx) => {
        await tx.query('DELETE FROM public_record WHERE code = $1', [code]);
        await append(tx, RECORD_TOPIC, [code]);
      });
    },
    relay: () => {
      const relay = new OutboxRelay(store, logger, { ...RELAY_OPTIONS, pollMs: 10 });
      relays.push(relay);
      relay.start(index.handlers);
      return () => relay.stop();
    },
    settled: () => until(async () => (await store.status()).length === 0, 'every change is sent', 60_000),
    reset: async () => {
      await dataSource.query('DELETE FROM outbox');
      await dataSource.query('DELETE FROM public_record WHERE code NOT IN (SELECT code FROM kept)');
      await dataSource.query(
        `INSERT INTO public_record SELECT * FROM kept ON CONFLICT (code) DO UPDATE
         SET document = excluded.document, fingerprint = excluded.fingerprint`,
      );
      await index.auditor.run(true);
    },
    close: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      for (const each of opened) {
        await each.engine.stop();
        await each.keeper.stop();
      }
      await database.drop();
    },
  };
}
