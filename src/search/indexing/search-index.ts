import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { type MeilisearchConfig } from '../../config/config.js';
import { type OutboxHandler } from '../../outbox/outbox.handler.js';
import { OutboxStore } from '../../outbox/outbox.store.js';
import { RECORD_DIGEST } from '../../record/record.analysis.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { IndexClient } from '../engines/meilisearch/index-client.js';
import { MeilisearchEngine } from '../engines/meilisearch/meilisearch.engine.js';
import { settingsHash } from '../engines/meilisearch/settings.js';
import { Auditor } from './auditor.js';
import { type IndexTarget } from './index-target.js';
import { RecordIndexer, SynonymIndexer } from './indexer.js';
import { IndexKeeper } from './keeper.js';
import { Reindexer } from './reindexer.js';

/** The search index in Meilisearch, and everything that keeps it. */
export interface SearchIndex {
  readonly engine: MeilisearchEngine;
  readonly keeper: IndexKeeper;
  readonly reindexer: Reindexer;
  readonly auditor: Auditor;
  /** What brings changes into it. */
  readonly handlers: readonly OutboxHandler[];
}

/** The name of the live index. */
export function liveIndex(prefix: string): string {
  return `${prefix}-records`;
}

/** Puts the search index together. Nothing runs yet: the keeper is to be started, and the handlers given to a relay. */
export function createSearchIndex(
  dataSource: DataSource,
  { url, searchKey, indexKey, prefix, timeoutMs }: MeilisearchConfig,
  logger: Logger,
): SearchIndex {
  const uid = liveIndex(prefix);
  const store = new OutboxStore(dataSource);
  const target: IndexTarget = {
    dataSource,
    client: new IndexClient(url, indexKey),
    uid,
    settingsHash: settingsHash(RECORD_DIGEST),
    outbox: store,
  };
  const reindexer = new Reindexer(target);
  const readLag = async (): Promise<number> =>
    (await store.status()).find(({ topic }) => topic === RECORD_TOPIC)?.oldestPendingSeconds ?? 0;
  const keeper = new IndexKeeper(target, reindexer, readLag, logger);
  const engine = new MeilisearchEngine({ url, key: searchKey, uid, timeoutMs }, keeper, (error) =>
    logger.error({ err: error }, 'the search engine refused a search: a fault of this service'),
  );
  return {
    engine,
    keeper,
    reindexer,
    auditor: new Auditor(target),
    handlers: [new RecordIndexer(target), new SynonymIndexer(target)],
  };
}
