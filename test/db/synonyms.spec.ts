import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { normalisedText } from '../../src/common/text/normalise.js';
import { migrate } from '../../src/database/migrate.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { type SynonymInput } from '../../src/search/synonyms/synonym.rules.js';
import { readSynonyms, SYNONYM_TOPIC, SynonymService } from '../../src/search/synonyms/synonym.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
/** Of the process that curators work in. */
let desk: SynonymService;
/** Of a process that searches; its clock is set by hand. */
let searching: SynonymService;
let now = 0;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  await migrate(database.dataSource);
});

beforeEach(async () => {
  await database.dataSource.query('DELETE FROM synonym WHERE id > 1000; DELETE FROM outbox');
  await database.dataSource.query('ALTER TABLE synonym ALTER COLUMN id RESTART WITH 1001');
  desk = new SynonymService(database.dataSource);
  searching = new SynonymService(database.dataSource, () => now);
});

afterAll(() => database.drop());

function save(term: string, expansion: string, more: Partial<SynonymInput> = {}): Promise<unknown> {
  return database.dataSource.transaction((tx) =>
    desk.save(tx, { term, expansion, bothWays: false, ...more }),
  );
}

function remove(term: string, expansion: string): Promise<unknown> {
  return database.dataSource.transaction((tx) => desk.remove(tx, { term, expansion }));
}

async function noted(): Promise<number> {
  return (
    (await new OutboxStore(database.dataSource).status()).find(({ topic }) => topic === SYNONYM_TOPIC)
      ?.pending ?? 0
  );
}

describe('the synonyms that a catalogue begins with', () => {
  it('are kept with the normalised form that searches compare', async () => {
    const rows = await database.dataSource.query<
      Record<'term' | 'expansion' | 'term_text' | 'expansion_text', string>[]
    >('SELECT term, expansion, term_text, expansion_text FROM synonym');
    expect(rows.length).toBeGreaterThan(14);
    for (const { term, expansion, term_text, expansion_text } of rows) {
      expect([term_text, expansion_text]).toEqual([normalisedText(term), normalisedText(expansion)]);
    }
  });

  it('hold one way or both', async () => {
    const synonyms = await readSynonyms(database.dataSource);
    expect([synonyms.get('高铁'), synonyms.get('高速铁路')]).toEqual([['高速铁路'], ['高铁']]);
    expect([synonyms.get('焊接'), synonyms.get('焊')]).toEqual([['焊'], undefined]);
  });
});

describe('a pair that is saved', () => {
  it('is listed as it was written', async () => {
    await save('測試詞', 'Test Term', { bothWays: true, note: 'for a test' });
    expect(await desk.list()).toContainEqual(
      expect.objectContaining({ term: '測試詞', expansion: 'Test Term', bothWays: true, note: 'for a test' }),
    );
    expect((await readSynonyms(database.dataSource)).get('test term')).toEqual(['测试词']);
  });

  it('is told to the search index, if its transaction stands', async () => {
    const failed = database.dataSource.transaction(async (tx) => {
      await desk.save(tx, { term: '甲', expansion: '乙', bothWays: false });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await noted()).toBe(0);
    await save('甲', '乙');
    await save('甲', '丙');
    expect(await noted()).toBe(1);
  });

  it('is refused when it is there already, and nothing is told', async () => {
    await expect(save('高鐵', '高速铁路')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await noted()).toBe(0);
  });

  it('is kept once when two save it at the same time', async () => {
    const results = await Promise.allSettled([save('甲', '乙', { bothWays: true }), save('乙', '甲')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT' },
    });
  });
});

describe('a pair that is removed', () => {
  it('is gone, and told to the search index', async () => {
    await save('甲', '乙');
    await database.dataSource.query('DELETE FROM outbox');
    await remove('甲', '乙');
    expect((await readSynonyms(database.dataSource)).has('甲')).toBe(false);
    expect(await noted()).toBe(1);
  });

  it('may be named either way when it holds both ways, and not otherwise', async () => {
    await save('甲', '乙', { bothWays: true });
    await save('丙', '丁');
    await remove('乙', '甲');
    await expect(remove('丁', '丙')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([...(await readSynonyms(database.dataSource)).keys()]).not.toContain('甲');
  });

  it('must be there', async () => {
    await expect(remove('甲', '乙')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(remove('甲', '')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await noted()).toBe(0);
  });
});

describe('what searches use', () => {
  it('shows a change after a second, and not before', async () => {
    await searching.refresh();
    await save('甲', '乙');
    now += 999;
    expect((await searching.refresh()).has('甲')).toBe(false);
    now += 1;
    expect((await searching.refresh()).get('甲')).toEqual(['乙']);
    await remove('甲', '乙');
    now += 1_000;
    expect((await searching.refresh()).has('甲')).toBe(false);
  });

  it('shows it no later when synonyms were read while the change was not committed', async () => {
    await database.dataSource.transaction(async (tx) => {
      await searching.save(tx, { term: '甲', expansion: '乙', bothWays: false });
      expect((await searching.refresh()).has('甲')).toBe(false);
    });
    now += 1_000;
    expect((await searching.refresh()).get('甲')).toEqual(['乙']);
  });

  it('is read once for all who ask at the same time', async () => {
    now += 1_000;
    const [first, second] = await Promise.all([searching.refresh(), searching.refresh()]);
    expect(first).toBe(second);
  });

  it('stays as it was while the database is away', async () => {
    const lost = await createTestDatabase('empty');
    try {
      await migrate(lost.dataSource);
      const service = new SynonymService(lost.dataSource, () => now);
      await service.refresh();
      await lost.cutOff();
      now += 2_000;
      expect((await service.refresh()).get('高铁')).toEqual(['高速铁路']);
    } finally {
      await lost.drop();
    }
  });
});
