import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DataSource } from 'typeorm';
import { append } from '../../src/outbox/outbox.js';
import { publishChanges } from '../../src/record/record.changes.js';
import { SYNONYM_TOPIC } from '../../src/search/synonyms/synonym.service.js';
import { openIndexedCatalogue, type IndexedCatalogue } from '../support/indexed-catalogue.js';
import { PATIENCE_MS, startMeilisearch } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';
import { SearchingService } from './searching-service.js';

// A real server works through real tasks, and the machine may be busy.
jest.setTimeout(300_000);

const server = await startMeilisearch();
const onServer = server === null ? describe.skip : describe;

afterAll(() => server?.close());

/** Adds a word to the title of the first record, as an edit does. */
async function rename(dataSource: DataSource, word: string): Promise<void> {
  await dataSource.transaction(async (tx) => {
    await tx.query(`UPDATE achievement SET title = title || ' ' || $1 WHERE code = 'WIA-0001'`, [word]);
    await publishChanges(tx, { achievement: ['WIA-0001'] });
  });
}

onServer('the name of what an index holds', () => {
  let catalogue: IndexedCatalogue;

  beforeAll(async () => {
    if (server === null) return;
    catalogue = await openIndexedCatalogue(server, PATIENCE_MS);
    await catalogue.index.reindexer.run();
  });

  afterAll(() => catalogue.close());

  /** As one who looks for the first time reads it. */
  function state(): Promise<string | null> {
    return catalogue.another().engine.state();
  }

  /** The name that there must be, though a busy machine may take longer than is waited for. */
  async function name(): Promise<string> {
    let found: string | null = null;
    const isThere = async (): Promise<boolean> => (found = await state()) !== null;
    await until(isThere, 'there is a name');
    return found as unknown as string;
  }

  it('stays the same while nothing changes, and is another one for another index', async () => {
    const first = await name();
    expect(first).toMatch(/^MEILISEARCH \d+ /);
    expect(await name()).toBe(first);
    await catalogue.index.reindexer.run();
    expect(await name()).not.toBe(first);
  });

  it('is none while a change is on its way, also one that is tried again later, and another one afterwards', async () => {
    const { dataSource } = catalogue.database;
    const before = await name();
    await rename(dataSource, '焊接');
    await dataSource.query(`UPDATE outbox SET retry_at = now() + interval '1 hour'`);
    expect(await state()).toBeNull();
    await dataSource.query('DELETE FROM outbox');
    expect(await name()).not.toBe(before);
  });

  it('is none while a change of the synonyms is on its way', async () => {
    const { dataSource } = catalogue.database;
    await name();
    await append(dataSource.manager, SYNONYM_TOPIC, ['all']);
    expect(await state()).toBeNull();
    await dataSource.query('DELETE FROM outbox');
    await name();
  });

  it('is not waited for while the database does not tell', async () => {
    await catalogue.database.dataSource.transaction(async (tx) => {
      await tx.query('LOCK TABLE search_index IN ACCESS EXCLUSIVE MODE');
      const { engine } = catalogue.another();
      const began = performance.now();
      expect(await engine.state()).toBeNull();
      // The statement itself would be ended after ten seconds.
      expect(performance.now() - began).toBeLessThan(5_000);
    });
  });
});

onServer('a service that keeps the answers of its search engine', () => {
  let service: SearchingService;

  beforeAll(async () => {
    if (server === null) return;
    service = await SearchingService.open(server, 'kept', PATIENCE_MS, 32);
    await service.answerOf('MEILISEARCH');
  });

  afterAll(() => service.close());

  /** How many answers of the index were given from memory so far. */
  async function kept(): Promise<number> {
    const metrics = await (await fetch(`${service.app.url}/metrics`)).text();
    return Number(/search_kept_answers_total\{backend="MEILISEARCH"\} (\d+)/.exec(metrics)?.[1] ?? 0);
  }

  async function totalOf(q: string): Promise<number> {
    return (await service.answerOf('MEILISEARCH', { q })).data.search.totalCount as number;
  }

  /** Asks until the answer is one that was kept, and gives its total. */
  async function keptTotalOf(q: string): Promise<number> {
    const before = await kept();
    let total = NaN;
    const isKept = async (): Promise<boolean> => {
      total = await totalOf(q);
      return (await kept()) > before;
    };
    await until(isKept, 'an answer is given from memory', 60_000);
    return total;
  }

  it('gives them again, until the index shows a change', async () => {
    const before = await keptTotalOf('变压器');
    expect(before).toBeGreaterThan(0);
    await rename(service.app.database.dataSource, '变压器试验台');
    await until(async () => (await totalOf('变压器')) === before + 1, 'the change shows', 60_000);
    expect(await keptTotalOf('变压器')).toBe(before + 1);
  });
});
