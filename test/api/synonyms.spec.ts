import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { createAppDataSource } from '../../src/app.data-source.js';
import { SynonymService } from '../../src/search/synonyms/synonym.service.js';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

type Work = (synonyms: SynonymService, tx: EntityManager) => Promise<unknown>;

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

  it('are added and removed with a key that may curate, and refused in words', async () => {
    const { secret } = await issueKey(service.database.dataSource, [Scope.CURATE]);
    const curator = bearer(secret);
    const pair = { term: '铁马乙', expansion: '接触网' };
    const add = (): Promise<Answer> =>
      service.send(
        'mutation A($input: AddSynonymInput!) { addSynonym(input: $input) { synonym { term expansion bothWays note } } }',
        { input: { ...pair, note: '车间用语' } },
        curator,
      );
    expect((await add()).data?.addSynonym).toEqual({
      synonym: { ...pair, bothWays: false, note: '车间用语' },
    });
    expect((await add()).errors?.[0]).toMatchObject({
      message: 'A search for “铁马乙” finds “接触网” already. Remove that pair first to change it.',
      extensions: { code: 'CONFLICT' },
    });
    const all = await found(pair.expansion);
    await until(async () => (await found(pair.term)) === all, 'the new synonym is found');
    const remove = (): Promise<Answer> =>
      service.send(
        'mutation R($term: String!, $expansion: String!) { removeSynonym(term: $term, expansion: $expansion) { synonym { note } } }',
        pair,
        curator,
      );
    expect((await remove()).data?.removeSynonym).toEqual({ synonym: { note: '车间用语' } });
    expect((await remove()).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
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
