import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { planQuery } from '../../src/common/text/plan-query.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { readRecords } from '../../src/record/record.reader.js';
import { toDocument } from '../../src/search/engines/meilisearch/document.js';
import { IndexRefused } from '../../src/search/engines/meilisearch/index-client.js';
import { codesOf } from '../../src/search/indexing/differences.js';
import { whileOnlyWriter } from '../../src/search/indexing/locks.js';
import { Reindexer } from '../../src/search/indexing/reindexer.js';
import { EVERY_RECORD, type EnginePosition, type SortKey } from '../../src/search/search.port.js';
import { type SearchIndex } from '../../src/search/indexing/search-index.js';
import { KEPT, openIndexedCatalogue, type IndexedCatalogue } from '../support/indexed-catalogue.js';
import { startMeilisearch } from '../support/meilisearch-server.js';

// A real server works through real tasks, and the machine may be busy.
jest.setTimeout(120_000);

const server = await startMeilisearch();
const onServer = server ? describe : describe.skip;

let catalogue: IndexedCatalogue;

afterAll(() => server?.close());

const REQUEST = {
  plan: null,
  filter: EVERY_RECORD,
  sort: [],
  size: 20,
  after: null,
  total: true,
  facets: [],
};

async function total(q: string | null, { engine }: SearchIndex = catalogue.index): Promise<number | null> {
  const plan = q === null ? null : planQuery(q, new Map());
  return (await engine.search({ ...REQUEST, plan, size: 0 })).total;
}

/** Every code of a result, page by page; `between` runs after each page. */
async function walk(
  request: { sort?: readonly SortKey[]; q?: string },
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const plan = request.q === undefined ? null : planQuery(request.q, new Map());
  const codes: string[] = [];
  let after: EnginePosition | null = null;
  for (let page = 1; ; page += 1) {
    const { hits, more } = await catalogue.index.engine.search({
      ...REQUEST,
      plan,
      sort: request.sort ?? [],
      size: 20,
      after,
    });
    codes.push(...hits.map(({ record }) => record.code));
    if (!more) return codes;
    after = hits.at(-1)?.position ?? null;
    await between(page);
  }
}

/** Records that the catalogue can have beside those that it begins with. */
function added(turn: number): string {
  return `WIA-${String(1_000 + (turn % 200))}`;
}

async function audit(repair = false): Promise<string[]> {
  return codesOf((await catalogue.index.auditor.run(repair)).left);
}

onServer('the index', () => {
  beforeAll(async () => {
    catalogue = await openIndexedCatalogue(server as NonNullable<typeof server>);
    await catalogue.index.reindexer.run();
    await catalogue.index.keeper.check();
  });

  beforeEach(async () => {
    await catalogue.reset();
  });

  afterAll(() => catalogue.close());

  it('is built, and current; the same as the database', async () => {
    expect(await total(null)).toBe(KEPT);
    expect(catalogue.index.engine.usable()).toBe(true);
    expect(await audit()).toEqual([]);
  });

  it('takes changed, new and removed records in one batch each', async () => {
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    await catalogue.retitle('WIA-1000', '量子纠缠钳');
    await catalogue.remove('WIA-0002');
    expect(await total('量子纠缠')).toBe(0);
    const before = await catalogue.client.lastTask();
    await catalogue.index.handlers[0]?.handle(['WIA-0001', 'WIA-1000', 'WIA-0002']);
    expect(await catalogue.client.lastTask()).toBe(before + 2);
    expect(await total('量子纠缠')).toBe(2);
    expect(await total(null)).toBe(KEPT);
    expect(await audit()).toEqual([]);
  });

  it('takes the same keys again, and keys that never were', async () => {
    await catalogue.index.handlers[0]?.handle(['WIA-0001', 'WIA-8888']);
    await catalogue.index.handlers[0]?.handle(['WIA-0001', 'WIA-8888']);
    expect(await audit()).toEqual([]);
  });

  it('does not take a task that failed for success', async () => {
    const [record] = await readRecords(catalogue.database.dataSource, ['WIA-0001']);
    const spoiled = { ...toDocument(record?.document as never, ''), code: 'no document may be called so' };
    const task = await catalogue.client.addDocuments(catalogue.uid, [spoiled]);
    await expect(catalogue.client.done(task)).rejects.toThrow(IndexRefused);
  });

  it('has the records that change while it is built anew, and answers all the time', async () => {
    const stopRelay = catalogue.relay();
    const state = { building: true };
    const rebuilt = catalogue.index.reindexer.run().finally(() => (state.building = false));
    const totals: (number | null)[] = [];
    for (let turn = 1; state.building; turn += 1) {
      await catalogue.retitle('WIA-0001', `量子纠缠扳手 ${String(turn)}`);
      await catalogue.retitle(added(turn), '量子纠缠钳');
      await catalogue.remove(added(turn - 1));
      totals.push(await total(null));
    }
    expect(await rebuilt).toBe(true);
    await catalogue.settled();
    await stopRelay();
    expect(await audit()).toEqual([]);
    expect(await total('量子纠缠')).toBe(2);
    expect(Math.min(...totals.map(Number))).toBeGreaterThanOrEqual(KEPT);
  });

  it('has what waited to be sent, which is not sent once more', async () => {
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    expect(await catalogue.index.reindexer.run()).toBe(true);
    expect(await total('量子纠缠')).toBe(1);
    expect(await new OutboxStore(catalogue.database.dataSource).waiting('record')).toEqual([]);
  });

  it('is taken to be as it was while another process, the only writer, swaps it', async () => {
    const { dataSource } = catalogue.database;
    const { keeper } = catalogue.another();
    expect(await keeper.check()).toBe('CURRENT');
    const [known] = await dataSource.query<{ identity: string }[]>('SELECT identity FROM search_index');
    const setIdentity = `UPDATE search_index SET identity = $1`;
    await whileOnlyWriter(dataSource, async () => {
      await dataSource.query(setIdentity, ['of the index before']);
      expect(await keeper.check()).toBe('CURRENT');
      await dataSource.query(setIdentity, [known?.identity]);
    });
    await dataSource.query(setIdentity, ['of the index before']);
    expect(await keeper.check()).toBe('LOST');
    await catalogue.index.reindexer.run();
  });

  it('stays as it was when the process that builds it is not the only writer any more', async () => {
    const { client, uid } = catalogue;
    const { dataSource } = catalogue.database;
    const loseWriter = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7230729)`;
    // It is asked for with each comparison, also with those right before the swap.
    class LosingStore extends OutboxStore {
      override async pendingAmong(): Promise<ReadonlySet<string>> {
        await dataSource.query(loseWriter);
        return new Set();
      }
    }
    const outbox = new LosingStore(dataSource);
    const target = { dataSource, client, uid, settingsHash: 'other', outbox };
    const before = await client.find(uid);
    await expect(new Reindexer(target).run()).rejects.toThrow();
    expect(await client.find(uid)).toEqual(before);
    expect(await catalogue.index.keeper.check()).toBe('CURRENT');
  });

  it('is built by one process at a time', async () => {
    const ran = await Promise.all([catalogue.index.reindexer.run(), catalogue.another().reindexer.run()]);
    expect(ran.sort()).toEqual([false, true]);
    expect(await catalogue.client.list(catalogue.uid)).toEqual([catalogue.uid]);
  });

  it('stays as it was when building is broken off, and the next time clears up', async () => {
    const stop = new AbortController();
    const broken = catalogue.index.reindexer.run(() => stop.abort(), stop.signal);
    await broken.catch(() => undefined);
    const half = `${catalogue.uid}-build-half`;
    await catalogue.client.create(half, {});
    expect(await total(null)).toBe(KEPT);
    expect(await catalogue.index.keeper.check()).toBe('CURRENT');
    expect(await catalogue.index.reindexer.run()).toBe(true);
    expect(await catalogue.client.list(catalogue.uid)).toEqual([catalogue.uid]);
  });

  it('is audited: planted differences are found, and exactly those are mended', async () => {
    const [one] = await readRecords(catalogue.database.dataSource, ['WIA-0003']);
    const record = one?.document as never;
    const { client, uid } = catalogue;
    await client.done(await client.deleteDocuments(uid, ['WIA-0001']));
    const extra = { ...toDocument(record, 'f'), code: 'WIA-7777' };
    await client.done(await client.addDocuments(uid, [extra, toDocument(record, 'other')]));
    const { found, left } = await catalogue.index.auditor.run(false);
    expect(found).toEqual({ missing: ['WIA-0001'], extra: ['WIA-7777'], different: ['WIA-0003'] });
    expect(left).toEqual(found);
    expect(await audit(true)).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  it('is not found wrong for a change that is still on its way', async () => {
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    const { found, pending } = await catalogue.index.auditor.run(false);
    expect(codesOf(found)).toEqual([]);
    expect(pending).toBe(1);
    await catalogue.database.dataSource.query('DELETE FROM outbox');
    expect(await audit()).toEqual(['WIA-0001']);
  });

  it('takes synonyms without a rebuild, and without those that are gone', async () => {
    const { dataSource } = catalogue.database;
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    await catalogue.retitle('WIA-0002', '幽灵作用扳手');
    await catalogue.index.handlers[0]?.handle(['WIA-0001', 'WIA-0002']);
    const synonyms = new Map([['幽灵', ['量子纠缠']]]);
    const plan = planQuery('幽灵 扳手', synonyms);
    const find = async (): Promise<number | null> =>
      (await catalogue.index.engine.search({ ...REQUEST, plan })).total;
    await expect(find()).rejects.toThrow('cannot answer');
    expect(catalogue.index.engine.supports(EVERY_RECORD, plan)).toBe(false);
    await dataSource.query(
      `INSERT INTO synonym (term, expansion, term_text, expansion_text, both_ways)
       VALUES ('幽灵', '量子纠缠', '幽灵', '量子纠缠', false)`,
    );
    await catalogue.index.handlers[1]?.handle(['all']);
    await catalogue.index.keeper.check();
    expect(await find()).toBe(2);
    expect(await total('幽灵 扳手')).toBe(1);
    await dataSource.query(`DELETE FROM synonym WHERE term = '幽灵'`);
    await catalogue.index.handlers[1]?.handle(['all']);
    await catalogue.index.keeper.check();
    expect(catalogue.index.engine.supports(EVERY_RECORD, plan)).toBe(false);
  });

  it('keeps the synonyms of the time before when it is built anew, for processes that still plan with them', async () => {
    const { dataSource } = catalogue.database;
    await catalogue.retitle('WIA-0001', '量子纠缠扳手');
    await dataSource.query(
      `INSERT INTO synonym (term, expansion, term_text, expansion_text, both_ways)
       VALUES ('幽灵', '量子纠缠', '幽灵', '量子纠缠', false)`,
    );
    await catalogue.index.reindexer.run();
    const other = catalogue.another();
    await other.keeper.check();
    const plan = planQuery('幽灵 扳手', new Map([['幽灵', ['量子纠缠']]]));
    await dataSource.query(`DELETE FROM synonym WHERE term = '幽灵'`);
    await catalogue.index.reindexer.run();
    expect((await other.engine.search({ ...REQUEST, plan })).total).toBe(1);
    await other.keeper.check();
    expect(other.engine.supports(EVERY_RECORD, plan)).toBe(false);
  });

  it.each<[string, { sort?: SortKey[]; q?: string }]>([
    ['by code', {}],
    ['by year', { sort: [{ field: 'year', direction: 'DESC' }] }],
    ['by title', { sort: [{ field: 'titleOrder', direction: 'ASC' }] }],
    ['by relevance', { q: '机' }],
  ])('is walked %s to the end without a gap or a repetition while it is swapped', async (_, request) => {
    const expected = await walk(request);
    const met = await walk(request, async (page) => {
      if (page === 1) expect(await catalogue.index.reindexer.run()).toBe(true);
    });
    expect(met).toEqual(expected);
    expect(new Set(met).size).toBe(met.length);
    expect(met).toHaveLength((await total(request.q ?? null)) ?? 0);
  });

  it.each<[string, { sort?: SortKey[]; q?: string }]>([
    ['by code', {}],
    ['by year', { sort: [{ field: 'year', direction: 'ASC' }] }],
    ['by relevance', { q: '机' }],
  ])('is walked %s without a gap or a repetition while records before the place go', async (_, request) => {
    const expected = await walk(request);
    const gone = expected.slice(3, 6);
    const met = await walk(request, async (page) => {
      if (page !== 1) return;
      for (const code of gone) await catalogue.remove(code);
      await catalogue.index.handlers[0]?.handle(gone);
    });
    expect(met).toEqual(expected);
  });
});
