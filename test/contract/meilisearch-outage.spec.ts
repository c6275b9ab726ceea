import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TargetUnavailable } from '../../src/outbox/outbox.handler.js';
import { MeilisearchEngine } from '../../src/search/engines/meilisearch/meilisearch.engine.js';
import { EngineUnavailable, EVERY_RECORD } from '../../src/search/search.port.js';
import { KEPT, openIndexedCatalogue, type IndexedCatalogue } from '../support/indexed-catalogue.js';
import { startMeilisearch, type MeilisearchProcess } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';

// A real server works through real tasks, and the machine may be busy.
jest.setTimeout(120_000);

const server = await startMeilisearch();
const onOwnServer = server?.process ? describe : describe.skip;

const REQUEST = { plan: null, filter: EVERY_RECORD, sort: [], size: 1, after: null, total: true, facets: [] };

/** How long a search waits for the engine here, in milliseconds, and what a busy machine adds. */
const TIMEOUT_MS = 500;
const GIVES_UP_MS = 2_000;

let catalogue: IndexedCatalogue;
let meilisearch: MeilisearchProcess;

afterAll(() => server?.close());

async function failure(work: Promise<unknown>): Promise<{ error: unknown; tookMs: number }> {
  const began = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, tookMs: performance.now() - began };
}

function search(): Promise<unknown> {
  return catalogue.index.engine.search(REQUEST);
}

function answersAgain(): Promise<void> {
  return until(
    () =>
      search().then(
        () => true,
        () => false,
      ),
    'the engine answers again',
    30_000,
  );
}

onOwnServer('an engine that fails', () => {
  beforeAll(async () => {
    if (!server?.process) throw new Error('There is no server of the test’s own.');
    meilisearch = server.process;
    catalogue = await openIndexedCatalogue(server, TIMEOUT_MS);
    await catalogue.index.reindexer.run();
  });

  beforeEach(async () => {
    await catalogue.index.keeper.check();
    await answersAgain();
  });

  afterAll(() => catalogue.close());

  it('is told of at once when it is down, is left alone then, and comes back by itself', async () => {
    await meilisearch.kill();
    for (let turn = 0; turn < 3; turn += 1) {
      const { error, tookMs } = await failure(search());
      expect(error).toBeInstanceOf(EngineUnavailable);
      expect(tookMs).toBeLessThan(GIVES_UP_MS);
    }
    expect(catalogue.index.engine.usable()).toBe(false);
    expect(catalogue.index.engine.mayReturn()).toBe(true);
    await meilisearch.start();
    await until(() => catalogue.index.engine.usable(), 'the engine is found well', 30_000);
    await expect(search()).resolves.toMatchObject({ total: KEPT });
  });

  it('is waited for a moment when it is slow, and after three times no more', async () => {
    meilisearch.pause();
    try {
      const first = await failure(search());
      expect(first.error).toBeInstanceOf(EngineUnavailable);
      expect(first.tookMs).toBeLessThan(GIVES_UP_MS);
      await failure(search());
      await failure(search());
      const began = performance.now();
      for (let turn = 0; turn < 100; turn += 1) await failure(search());
      expect(performance.now() - began).toBeLessThan(GIVES_UP_MS);
    } finally {
      meilisearch.resume();
    }
    await answersAgain();
  });

  it('makes changes wait in the outbox, and gets them afterwards', async () => {
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    await meilisearch.kill();
    await expect(catalogue.index.handlers[0]?.handle(['WIA-0001'])).rejects.toThrow(TargetUnavailable);
    expect(await catalogue.index.keeper.check()).toBe('UNREACHABLE');
    await meilisearch.start();
    catalogue.relay();
    await catalogue.settled();
    const { found } = await catalogue.index.auditor.run(false);
    expect(found).toEqual({ missing: [], extra: [], different: [] });
  });

  it('is not trusted when it comes back empty, and is filled again', async () => {
    const { keeper, engine } = catalogue.another();
    expect(await keeper.check()).toBe('CURRENT');
    await meilisearch.kill();
    await meilisearch.start('wiped');
    expect(await keeper.check()).toBe('LOST');
    expect([engine.usable(), engine.mayReturn()]).toEqual([false, false]);
    await keeper.start();
    await until(() => engine.usable(), 'the index is built anew', 60_000);
    await keeper.stop();
    expect((await engine.search(REQUEST)).total).toBe(KEPT);
  });

  it.each([
    ['records', 0],
    ['synonyms', 1],
  ] as const)(
    'that comes back empty is sent no changed %s, of which it would make an index',
    async (_, at) => {
      await meilisearch.kill();
      await meilisearch.start('wiped');
      await catalogue.index.handlers[at]?.handle(['WIA-0001']);
      expect(await catalogue.client.find(catalogue.uid)).toBeNull();
      await catalogue.index.reindexer.run();
    },
  );

  it('is not trusted when another index stands in the place of ours', async () => {
    const { client, uid } = catalogue;
    await client.delete(uid);
    await client.create(uid, {});
    expect(await catalogue.index.keeper.check()).toBe('LOST');
    await catalogue.index.reindexer.run();
    expect(await catalogue.index.keeper.check()).toBe('CURRENT');
  });

  it('is not trusted when its tasks begin anew', async () => {
    await catalogue.database.dataSource.query('UPDATE search_index SET last_task = last_task + 1000');
    expect(await catalogue.index.keeper.check()).toBe('LOST');
    await catalogue.index.handlers[0]?.handle(['WIA-0001']);
    expect((await catalogue.index.auditor.run(false)).indexed).toBe(false);
    await catalogue.index.reindexer.run();
    expect(await catalogue.index.keeper.check()).toBe('CURRENT');
  });

  it('with an index made otherwise is built anew, but not by a process that is older than the index', async () => {
    const { dataSource } = catalogue.database;
    const older = catalogue.another();
    const spoil = `UPDATE search_index SET settings_hash = 'other', built_at = `;
    await dataSource.query(`${spoil} now() + interval '1 minute'`);
    expect(await older.keeper.check()).toBe('OUTDATED');
    expect(older.engine.usable()).toBe(false);
    await older.keeper.start();
    await older.keeper.stop();
    expect(await catalogue.another().keeper.check()).toBe('OUTDATED');
    await dataSource.query(`${spoil} now() - interval '1 minute'`);
    const newer = catalogue.another();
    await newer.keeper.start();
    await until(() => newer.engine.usable(), 'the index is built anew', 60_000);
    await newer.keeper.stop();
  });

  it('that is long behind is not trusted', async () => {
    const { dataSource } = catalogue.database;
    const { keeper, engine } = catalogue.another();
    await dataSource.query(
      `INSERT INTO outbox (topic, key, pending_since, retry_at)
       VALUES ('record', 'WIA-0003', now() - interval '1 minute', now() + interval '1 hour')`,
    );
    await keeper.check();
    expect(engine.lagSeconds()).toBeGreaterThan(50);
    expect(engine.usable()).toBe(false);
    await dataSource.query('DELETE FROM outbox');
    await keeper.check();
    expect(engine.lagSeconds()).toBe(0);
    expect(engine.usable()).toBe(true);
  });

  it('that refuses a request for a fault of ours says so, and goes on to answer others', async () => {
    const mistakes: unknown[] = [];
    const view = {
      isCurrent: () => true,
      lagSeconds: () => 0,
      synonymWords: () => new Set<string>(),
      state: () => Promise.resolve(null),
    };
    const engine = new MeilisearchEngine(
      { url: server?.url ?? '', key: server?.masterKey, uid: catalogue.uid, timeoutMs: 20_000 },
      view,
      (error) => mistakes.push(error),
    );
    const wrong = { ...REQUEST, sort: [{ field: 'no such field' as 'code', direction: 'ASC' as const }] };
    for (let turn = 0; turn < 4; turn += 1) {
      await expect(engine.search(wrong)).rejects.toThrow(EngineUnavailable);
    }
    expect(mistakes).toHaveLength(4);
    await expect(engine.search(REQUEST)).resolves.toMatchObject({ total: KEPT });
    await engine.stop();
  });
});
