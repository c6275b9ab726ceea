import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { createAppDataSource } from '../../src/app.data-source.js';
import { SynonymService } from '../../src/search/synonyms/synonym.service.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { until } from '../support/until.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

type Work = (synonyms: SynonymService, tx: EntityManager) => Promise<void>;

/** Does a curator's work in another process than the service. */
async function atTheDesk(work: Work): Promise<void> {
  const dataSource = await createAppDataSource(service.database.url).initialize();
  try {
    await dataSource.transaction((tx) => work(new SynonymService(dataSource), tx));
  } finally {
    await dataSource.destroy();
  }
}

async function found(q: string): Promise<number> {
  const { search } = await service.query('query Q($q: String) { search(q: $q) { totalCount } }', { q });
  return search.totalCount;
}

describe('the synonyms', () => {
  it('are listed', async () => {
    const { synonyms } = await service.query('{ synonyms { term expansion bothWays note createdAt } }');
    expect(synonyms).toContainEqual({
      term: '高铁',
      expansion: '高速铁路',
      bothWays: true,
      note: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('change what a running service finds, and how it says so', async () => {
    const [term, expansion] = ['铁马甲', '接触网'];
    const all = await found(expansion);
    expect([await found(term), all > 0]).toEqual([0, true]);
    await atTheDesk((synonyms, tx) => synonyms.save(tx, { term, expansion, bothWays: false }));
    await until(async () => (await found(term)) === all, 'the new synonym is found');
    const { search } = await service.query(
      'query Q($q: String) { search(q: $q, first: 1) { edges { matchedBy { by } } } }',
      { q: term },
    );
    expect(search.edges[0].matchedBy[0].by).toContain('SYNONYM');
    expect(await found(`"${term}"`)).toBe(0);
    await atTheDesk((synonyms, tx) => synonyms.remove(tx, { term, expansion }));
    await until(async () => (await found(term)) === 0, 'the synonym is gone');
  });

  it('hold one way or both', async () => {
    const rail = await found('"高速铁路"');
    expect(rail).toBeGreaterThan(0);
    expect(await found('高铁')).toBe(await found('高速铁路'));
    expect(await found('高铁')).toBeGreaterThanOrEqual(rail);
    expect(await found('焊接')).toBeGreaterThan(await found('"焊接"'));
    expect(await found('焊')).toBe(await found('"焊"'));
  });
});
