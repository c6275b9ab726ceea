import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { aCurator } from '../support/collections.js';
import { until } from '../support/until.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';

let service: TestApp;
let desk: Desk;

beforeAll(async () => {
  service = await createTestApp();
  desk = openDesk(service.database.dataSource);
});

afterAll(() => service.close());

const SEARCH = `query Search($q: String, $filter: AchievementFilter, $after: String) {
  search(q: $q, filter: $filter, after: $after, first: 5, facets: [INDUSTRY, AWARD]) {
    totalCount pageInfo { endCursor } edges { node { code title { value } } highlights { runs { text } } }
    facets { missingCount values(first: 3) { key count label { value } } }
  }
}`;

/** The statements by which records are searched; lists such as the synonyms are read again in the background now and then. */
async function searchesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const statements = await service.statements.during(work);
  return statements.filter((statement) => /\b(record_facet|catalog_state)\b/.test(statement));
}

/** The answer to a search, and the statements that it took. */
async function ask(variables: object): Promise<{ search: any; statements: string[] }> {
  let search: unknown;
  const statements = await searchesDuring(async () => {
    ({ search } = await service.query(SEARCH, variables));
  });
  return { search, statements };
}

/** What tells whether an answer still holds. */
const STATE = /^SELECT concat\(revision.* FROM catalog_state$/;
const ONLY_STATE = [expect.stringMatching(STATE)];

describe('an answer that is kept', () => {
  it.each([
    ['the whole catalogue', {}],
    ['a text', { q: '焊接' }],
    ['a text of which a term was left out', { q: '焊接 qwertzuiop' }],
    ['a text and a filter', { q: '机器人', filter: { recognition: { anyOf: ['AWARDED'] } } }],
  ])('is given again as it was, and nothing is read but whether it still holds: %s', async (_what, asked) => {
    const first = await ask(asked);
    const again = await ask(asked);
    expect(again.search).toEqual(first.search);
    expect(first.statements.length).toBeGreaterThan(1);
    expect(again.statements).toEqual(ONLY_STATE);
  });

  it('is of one page, one text and one filter', async () => {
    const { search } = await ask({ q: '铁路' });
    const others = [
      { q: '铁路', after: search.pageInfo.endCursor },
      { q: '铁道' },
      { q: '铁路', filter: { year: { gte: 2018 } } },
    ];
    for (const other of others) {
      const answer = await ask(other);
      expect(answer.search.edges).not.toEqual(search.edges);
      expect(answer.statements.length).toBeGreaterThan(1);
    }
  });

  it('is not given any more once the catalogue has changed', async () => {
    const before = await ask({ q: '焊接' });
    const { code, version } = await done(desk.create('Achievement', anAchievement({ title: '焊接试验台' })));
    const added = await ask({ q: '焊接' });
    expect(added.search.totalCount).toBe(before.search.totalCount + 1);
    await done(desk.withdraw('Achievement', { code, ifVersion: version }));
    expect((await ask({ q: '焊接' })).search).toEqual(before.search);
  });

  it('shows the new name of an award as soon as other answers do', async () => {
    const { key: code, label } = (await ask({})).search.facets[1].values[0];
    await done(desk.update('Award', { name: `${label.value}（新名）` }, { code, ifVersion: 1 }));
    const isShown = async (): Promise<boolean> =>
      (await ask({})).search.facets[1].values.some((value: any) => value.label.value.endsWith('（新名）'));
    await until(isShown, 'the new name shows', 5_000);
  });

  it('is counted for operators', async () => {
    await ask({ q: '电缆' });
    const kept = async (): Promise<number> => {
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      return Number(/search_kept_answers_total\{backend="POSTGRESQL"\} (\d+)/.exec(metrics)?.[1]);
    };
    const before = await kept();
    await ask({ q: '电缆' });
    expect(await kept()).toBe(before + 1);
  });
});

describe('an answer that is not kept', () => {
  it('is that of a collection, which changes without the catalogue', async () => {
    const curator = await aCurator(service, 'Kept');
    await curator.make('kept', ['WIA-0301', 'WIA-0302']);
    const count = async (): Promise<number> => {
      const filter = { not: { not: { inCollection: 'kept' } } };
      return (await service.send(SEARCH, { filter }, curator.headers)).data.search.totalCount as number;
    };
    expect(await count()).toBe(2);
    await curator.run('removeFromCollection', 'slug: "kept", ifVersion: 2, codes: ["WIA-0301"]');
    expect(await count()).toBe(1);
  });

  it('is one of a service that has no memory for it', async () => {
    const other = await createTestApp(null, { searchMemoryMegabytes: 0, sharing: service.database });
    try {
      for (let turn = 0; turn < 2; turn += 1) {
        const statements = await other.statements.during(() => other.query(SEARCH, { q: '变压器' }));
        expect(statements.filter((statement) => statement.includes('record_facet'))).toHaveLength(2);
        expect(statements.filter((statement) => STATE.test(statement))).toEqual([]);
      }
    } finally {
      await other.close();
    }
  });

  it('is one that could not be given', async () => {
    const after = 'no cursor of this search';
    for (let turn = 0; turn < 2; turn += 1) {
      const { errors } = await service.send(SEARCH, { q: '焊接', after });
      expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
    }
  });
});
