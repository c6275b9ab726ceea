import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { publishChanges } from '../../src/record/record.changes.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { isClean } from '../../src/search/indexing/audit-report.js';
import { createSearchIndex, type SearchIndex } from '../../src/search/indexing/search-index.js';
import { startMeilisearch, type MeilisearchProcess } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';
import { SearchingService, type Walk } from './searching-service.js';

// A busy machine takes a while to build an index.
jest.setTimeout(300_000);

const SEARCHES = 1_000;
const WRITES = 200;

/** As long as so many searches may take on a busy machine. */
const SEARCHES_MS = 200_000;

/** As long as the index may take to agree with the catalogue again after an outage. */
const CATCH_UP_MS = 30_000;

const QUERIES = ['焊接', '机器人', null, '铁路', 'jiqiren', '接触网', 'hydrogen', '变压器 检测'];

const server = await startMeilisearch();
const onOwnServer = server?.process ? describe : describe.skip;

// Here and not in a suite: it ends whatever became of those.
afterAll(() => server?.close());

/** The program, which is there where these suites run. */
function program(): MeilisearchProcess {
  if (!server?.process) throw new Error('There is no server of the test’s own.');
  return server.process;
}

/** Starts the engine, be it running or not. */
async function restart(data: 'kept' | 'wiped' = 'kept'): Promise<void> {
  await program().kill();
  await program().start(data);
}

/** Does something while the engine is down, and starts it again whatever happens. */
async function whileDown(work: () => Promise<void>): Promise<void> {
  await program().kill();
  await work().finally(() => restart());
}

/** That every record of a list was met, and none twice. */
function expectWhole({ codes, totalCount }: Walk): void {
  expect(codes).toHaveLength(totalCount);
  expect(new Set(codes).size).toBe(codes.length);
}

onOwnServer('a service whose search engine comes and goes', () => {
  /** Longer than a busy machine makes an engine take that is well: these tests are not about a slow one. */
  const timeoutMs = 20_000;

  let service: SearchingService;
  let index: SearchIndex;
  let store: OutboxStore;

  beforeAll(async () => {
    if (server === null) return;
    service = await SearchingService.open(server, 'dark', timeoutMs);
    const { url, masterKey } = server;
    const { dataSource } = service.app.database;
    const settings = { url, searchKey: masterKey, indexKey: masterKey, prefix: 'dark', timeoutMs };
    index = createSearchIndex(dataSource, settings, pino({ level: 'silent' }));
    store = new OutboxStore(dataSource);
    await service.answerOf('MEILISEARCH');
  });

  afterAll(() => service.close());

  /** Changes the title of one record, as an edit does. */
  async function write(number: number): Promise<void> {
    const code = `WIA-${String(1 + (number % 300)).padStart(4, '0')}`;
    await service.app.database.dataSource.transaction(async (tx) => {
      await tx.query(
        `UPDATE achievement SET title = title || ' ' || $2, updated_at = now() WHERE code = $1`,
        [code, `改${number}`],
      );
      await publishChanges(tx, { achievement: [code] });
    });
  }

  /** Does something `count` times, in several rows at once, and gives what failed. */
  async function repeat(
    count: number,
    rows: number,
    work: (turn: number) => Promise<unknown>,
  ): Promise<unknown[]> {
    const failed: unknown[] = [];
    let next = 0;
    const row = async (): Promise<void> => {
      for (let turn = next++; turn < count; turn = next++) {
        await work(turn).catch((error: unknown) => failed.push(error));
      }
    };
    await Promise.all(Array.from({ length: rows }, row));
    return failed;
  }

  it('answers every search and takes every write while the engine is killed and comes back', async () => {
    await service.answerOf('MEILISEARCH');
    let done = 0;
    const backends = new Set<string>();
    const searching = repeat(SEARCHES, 8, async (turn) => {
      const { errors, data } = await service.search({ q: QUERIES[turn % QUERIES.length] });
      done += 1;
      if (errors) throw new Error(JSON.stringify(errors));
      const { backend: by, degraded } = data.search.engine;
      backends.add(`${by} ${degraded}`);
    });
    const writing = repeat(WRITES, 2, write);
    await until(() => done > SEARCHES / 4, 'a quarter of the searches is done', SEARCHES_MS);
    await whileDown(() => until(() => done > SEARCHES / 2, 'half of the searches is done', SEARCHES_MS));
    expect(await searching).toEqual([]);
    expect(await writing).toEqual([]);
    expect([...backends].sort()).toEqual(['MEILISEARCH false', 'POSTGRESQL true']);
    const back = performance.now();
    await until(async () => (await store.status()).length === 0, 'every change is sent', CATCH_UP_MS);
    const audit = await index.auditor.run(false);
    expect(performance.now() - back).toBeLessThan(CATCH_UP_MS);
    expect(audit).toMatchObject({ indexed: true, found: { missing: [], extra: [], different: [] } });
    const { data } = await service.answerOf('MEILISEARCH', { q: `改${WRITES - 1}` });
    expect(data.search.totalCount).toBe(1);
  });

  it('goes on with a walk in an explicit order on the other engine, without a gap or a double', async () => {
    const walk = await service
      .walk(
        { sort: ['YEAR_DESC'], q: '电' },
        // The first page decides who begins; who goes on is not asked.
        (searched, page) =>
          page === 1 ? service.answerOf('MEILISEARCH', searched) : service.search(searched),
        async (page) => {
          if (page === 3) await program().kill();
        },
      )
      .finally(() => restart());
    expectWhole(walk);
    expect(new Set(walk.backends)).toEqual(new Set(['MEILISEARCH', 'POSTGRESQL']));
  });

  it('says that an order by relevance cannot be continued without the engine that began it', async () => {
    const { data } = await service.answerOf('MEILISEARCH', { q: '电' });
    await whileDown(async () => {
      const { errors } = await service.search({ q: '电', after: data.search.pageInfo.endCursor });
      expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
      expect(errors?.[0]?.message).toContain('Leave “after” out to start again');
    });
  });

  it('walks through an index that is swapped meanwhile, without a gap or a double', async () => {
    const walk = await service.walk(
      { q: '电' },
      (searched) => service.answerOf('MEILISEARCH', searched),
      async (page) => {
        // Another process builds it perhaps, for a moment: then it is this one's turn.
        if (page === 3 || page === 9)
          await until(() => index.reindexer.run(), 'the index is swapped', 60_000);
      },
    );
    expectWhole(walk);
    expect(walk.backends.length).toBeGreaterThan(10);
  });

  it('never answers from an engine that has lost its data, and builds the index again', async () => {
    const built = (): number =>
      service.app.logs.filter((line) => line.includes('the search index was built anew')).length;
    const { data } = await service.answerOf('MEILISEARCH');
    const before = built();
    await restart('wiped');
    const totals = new Set<number>();
    const again = async (): Promise<boolean> => {
      const { data: found } = await service.search({ q: '焊接' });
      totals.add(found.search.totalCount as number);
      return built() > before && found.search.engine.backend === 'MEILISEARCH';
    };
    await until(again, 'the new index answers', 150_000);
    expect([...totals]).toEqual([data.search.totalCount]);
    expect(isClean(await index.auditor.run(false))).toBe(true);
  });
});

onOwnServer('a service whose search engine takes requests and does not answer them', () => {
  /** Short enough to wait for, and longer than PostgreSQL takes. */
  const timeoutMs = 1_000;

  /** Requests that fail before the engine is left alone. */
  const FAILURES = 3;

  let service: SearchingService;

  beforeAll(async () => {
    if (server === null) return;
    service = await SearchingService.open(server, 'held', timeoutMs);
    await service.answerOf('MEILISEARCH');
  });

  afterAll(() => service.close());

  it('makes a few searches wait for it, and no more', async () => {
    await service.answerOf('MEILISEARCH');
    const waits = (): number =>
      service.app.logs.filter((line) => line.includes('the search index did not answer')).length;
    const before = waits();
    const answers = [];
    program().pause();
    try {
      for (let turn = 0; turn < 12; turn += 1) answers.push(await service.search({ q: '焊接' }));
      const ready = await fetch(`${service.app.url}/health/ready`);
      expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'degraded' }]);
    } finally {
      program().resume();
    }
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
    expect(answers.every(({ data }) => data.search.engine.degraded === true)).toBe(true);
    expect(waits() - before).toBeGreaterThan(0);
    expect(waits() - before).toBeLessThanOrEqual(FAILURES);
    // A busy machine may make any of them wait, but not all.
    const later = answers.slice(FAILURES).map(({ data }) => data.search.engine.tookMs as number);
    expect(Math.min(...later)).toBeLessThan(timeoutMs);
    await service.answerOf('MEILISEARCH');
  });
});
