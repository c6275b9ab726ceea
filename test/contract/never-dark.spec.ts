import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { publishChanges } from '../../src/record/record.changes.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { isClean } from '../../src/search/indexing/audit-report.js';
import { createSearchIndex, type SearchIndex } from '../../src/search/indexing/search-index.js';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { startMeilisearch, type MeilisearchServer } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';

// A busy machine takes a while to build an index.
jest.setTimeout(180_000);

const SEARCHES = 1_000;
const WRITES = 200;

/** As long as the index may take to agree with the catalogue again after an outage. */
const CATCH_UP_MS = 30_000;

const SEARCH = `query Search($q: String, $after: String, $sort: [SearchSort!]) {
  search(q: $q, after: $after, sort: $sort, first: 20, facets: [INDUSTRY, YEAR, AWARD]) {
    totalCount edges { node { code } } pageInfo { hasNextPage endCursor }
    facets { missingCount valueCount } engine { backend degraded tookMs }
  }
}`;

const QUERIES = ['焊接', '机器人', null, '铁路', 'jiqiren', '接触网', 'hydrogen', '变压器 检测'];

const server = await startMeilisearch();
const own = server?.process ? server : null;

(own ? describe : describe.skip)('a service whose search engine comes and goes', () => {
  const meilisearch = own as MeilisearchServer;
  let service: TestApp;
  let index: SearchIndex;
  let store: OutboxStore;

  beforeAll(async () => {
    const { url, masterKey } = meilisearch;
    const settings = { url, searchKey: masterKey, indexKey: masterKey, prefix: 'dark', timeoutMs: 2_000 };
    service = await createTestApp(settings);
    index = createSearchIndex(service.database.dataSource, settings, pino({ level: 'silent' }));
    store = new OutboxStore(service.database.dataSource);
    await untilAnsweredBy('MEILISEARCH');
  });

  afterAll(async () => {
    await service.close();
    await meilisearch.close();
  });

  function search(variables: object): Promise<Answer> {
    return service.send(SEARCH, variables);
  }

  async function backend(): Promise<string> {
    return (await search({ q: '焊接' })).data.search.engine.backend as string;
  }

  function untilAnsweredBy(name: string): Promise<void> {
    return until(async () => (await backend()) === name, `${name} answers`, 90_000);
  }

  /** Changes the title of one record, as an edit does. */
  async function write(number: number): Promise<void> {
    const code = `WIA-${String(1 + (number % 300)).padStart(4, '0')}`;
    await service.database.dataSource.transaction(async (tx) => {
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
    let done = 0;
    const backends = new Set<string>();
    const searching = repeat(SEARCHES, 8, async (turn) => {
      const { errors, data } = await search({ q: QUERIES[turn % QUERIES.length] });
      done += 1;
      if (errors) throw new Error(JSON.stringify(errors));
      const { backend: by, degraded } = data.search.engine;
      backends.add(`${by} ${degraded}`);
    });
    const writing = repeat(WRITES, 2, write);
    await until(() => done > SEARCHES / 4, 'a quarter of the searches is done', 60_000);
    await meilisearch.process?.kill();
    await until(() => done > SEARCHES / 2, 'half of the searches is done', 60_000);
    await meilisearch.process?.start();
    expect(await searching).toEqual([]);
    expect(await writing).toEqual([]);
    expect([...backends].sort()).toEqual(['MEILISEARCH false', 'POSTGRESQL true']);
    const back = performance.now();
    await until(async () => (await store.status()).length === 0, 'every change is sent', CATCH_UP_MS);
    const audit = await index.auditor.run(false);
    expect(performance.now() - back).toBeLessThan(CATCH_UP_MS);
    expect(audit).toMatchObject({ indexed: true, found: { missing: [], extra: [], different: [] } });
    await untilAnsweredBy('MEILISEARCH');
    const { data } = await search({ q: `改${WRITES - 1}` });
    expect(data.search).toMatchObject({ totalCount: 1, engine: { backend: 'MEILISEARCH' } });
  });

  it('answers soon while the engine takes requests and does not answer them', async () => {
    await untilAnsweredBy('MEILISEARCH');
    meilisearch.process?.pause();
    try {
      const answers = [];
      for (let turn = 0; turn < 12; turn += 1) answers.push(await search({ q: '焊接' }));
      expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
      expect(answers.every(({ data }) => data.search.engine.degraded === true)).toBe(true);
      // After a few that had to wait, none does: the engine is left alone.
      const [last] = answers.slice(-1);
      expect(last?.data.search.engine.tookMs).toBeLessThan(answers[0]?.data.search.engine.tookMs);
      const ready = await fetch(`${service.url}/health/ready`);
      expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'degraded' }]);
    } finally {
      meilisearch.process?.resume();
    }
    await untilAnsweredBy('MEILISEARCH');
  });

  it('goes on with a walk in an explicit order on the other engine, without a gap or a double', async () => {
    await untilAnsweredBy('MEILISEARCH');
    const codes: string[] = [];
    const backends: string[] = [];
    const walked = { sort: ['YEAR_DESC'], q: '电' };
    for (let after: string | null = null, more = true; more;) {
      const { errors, data }: Answer = await search({ ...walked, after });
      expect(errors).toBeUndefined();
      codes.push(...data.search.edges.map(({ node }: { node: { code: string } }) => node.code));
      backends.push(data.search.engine.backend);
      after = data.search.pageInfo.endCursor;
      more = data.search.pageInfo.hasNextPage;
      if (backends.length === 3) await meilisearch.process?.kill();
      if (!more) expect(codes).toHaveLength(data.search.totalCount);
    }
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(backends)).toEqual(new Set(['MEILISEARCH', 'POSTGRESQL']));
    await meilisearch.process?.start();
    await untilAnsweredBy('MEILISEARCH');
  });

  it('says that an order by relevance cannot be continued without the engine that began it', async () => {
    const { data } = await search({ q: '电' });
    await meilisearch.process?.kill();
    const { errors } = await search({ q: '电', after: data.search.pageInfo.endCursor });
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
    expect(errors?.[0]?.message).toContain('Leave “after” out to start again');
    await meilisearch.process?.start();
    await untilAnsweredBy('MEILISEARCH');
  });

  it('walks through an index that is swapped meanwhile, without a gap or a double', async () => {
    const codes: string[] = [];
    let pages = 0;
    for (let after: string | null = null, more = true; more;) {
      const { errors, data }: Answer = await search({ q: '电', after });
      expect(errors).toBeUndefined();
      expect(data.search.engine.backend).toBe('MEILISEARCH');
      codes.push(...data.search.edges.map(({ node }: { node: { code: string } }) => node.code));
      after = data.search.pageInfo.endCursor;
      more = data.search.pageInfo.hasNextPage;
      pages += 1;
      if (pages === 3 || pages === 9) expect(await index.reindexer.run()).toBe(true);
      if (!more) expect(codes).toHaveLength(data.search.totalCount);
    }
    expect(new Set(codes).size).toBe(codes.length);
    expect(pages).toBeGreaterThan(10);
  });

  it('builds the index again when the engine has lost its data', async () => {
    await meilisearch.process?.kill();
    await meilisearch.process?.start('wiped');
    expect(await backend()).toBe('POSTGRESQL');
    await untilAnsweredBy('MEILISEARCH');
    expect(isClean(await index.auditor.run(false))).toBe(true);
  });
});
