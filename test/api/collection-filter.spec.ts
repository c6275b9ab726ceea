import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { aCurator, type Curator } from '../support/collections.js';
import { done, openDesk } from '../support/desk.js';

let service: TestApp;
let curator: Curator;

beforeAll(async () => {
  service = await createTestApp();
  curator = await aCurator(service, 'Curator');
  await curator.make('open', ['WIA-0003', 'WIA-0001', 'WIA-0002']);
  await curator.run('updateCollection', 'slug: "open", ifVersion: 2, input: { visibility: PUBLIC }');
  await curator.make('closed', ['WIA-0004', 'WIA-0005']);
});

afterAll(() => service.close());

const FIND =
  'query($f: AchievementFilter) { achievements(filter: $f) { totalCount edges { node { code } } } }';

const asCurator = (query: string, variables?: object): Promise<Answer> =>
  service.send(query, variables, curator.headers);

describe('the records of a collection', () => {
  it('are found by lists, searches, facets and below other records', async () => {
    const filter = 'filter: { inCollection: "open" }';
    const data = await service.query(`{
      achievements(${filter}) { totalCount edges { node { code } } }
      search(${filter}, facets: [INDUSTRY]) { totalCount facets { values { count } } edges { node { code } } }
      facetValues(facet: RECOGNITION, within: { ${filter} }) { edges { node { count } } }
      achievement(code: "WIA-0001") { organisation { achievements(${filter}) { edges { node { code } } } } }
    }`);
    expect(data.achievements.totalCount).toBe(3);
    expect(data.search.edges.map(({ node }: any) => node.code)).toEqual(['WIA-0001', 'WIA-0002', 'WIA-0003']);
    const sum = (values: { count: number }[]): number =>
      values.reduce((total, { count }) => total + count, 0);
    expect(sum(data.search.facets[0].values)).toBe(3);
    expect(sum(data.facetValues.edges.map(({ node }: any) => node))).toBe(3);
    expect(data.achievement.organisation.achievements.edges).toContainEqual({ node: { code: 'WIA-0001' } });
  });

  it('join with other conditions, and are left out by not', async () => {
    const count = async (filter: object): Promise<number> =>
      (await service.query(FIND, { f: filter })).achievements.totalCount;
    expect(await count({ inCollection: 'open', code: { anyOf: ['WIA-0001', 'WIA-0009'] } })).toBe(1);
    expect(await count({ not: { inCollection: 'open' } })).toBe(1255);
    expect(await count({ or: [{ inCollection: 'open' }, { code: { anyOf: ['WIA-0009'] } }] })).toBe(4);
  });

  it('follow the collection, and its records to their survivors', async () => {
    await curator.make('moving', ['WIA-0301', 'WIA-0302']);
    const codes = async (): Promise<string[]> =>
      (await asCurator(FIND, { f: { inCollection: 'moving' } })).data.achievements.edges.map(
        ({ node }: any) => node.code,
      );
    expect(await codes()).toEqual(['WIA-0301', 'WIA-0302']);
    await curator.run('removeFromCollection', 'slug: "moving", ifVersion: 2, codes: ["WIA-0301"]');
    expect(await codes()).toEqual(['WIA-0302']);
    const desk = openDesk(service.database.dataSource);
    const [survivor, duplicate] = ['WIA-0303', 'WIA-0302'].map((code) => ({ code, ifVersion: 1 }));
    await done(desk.merge('Achievement', { survivor, duplicate }));
    expect(await codes()).toEqual(['WIA-0303']);
  });

  it('of a collection that is not PUBLIC are shown to curators only', async () => {
    const { data } = await asCurator(FIND, { f: { inCollection: 'closed' } });
    expect(data.achievements.totalCount).toBe(2);
  });

  it.each([
    ['in a variable', FIND, { f: { and: [{ or: [{ inCollection: 'closed' }] }] } }],
    ['in the document', '{ achievements(filter: { not: { inCollection: "closed" } }) { totalCount } }', {}],
    [
      'as a variable of its own',
      'query($s: ID) { search(filter: { inCollection: $s }) { totalCount } }',
      { s: 'closed' },
    ],
    ['by default', 'query($s: ID = "closed") { search(filter: { inCollection: $s }) { totalCount } }', {}],
    [
      'in a fragment',
      '{ ...F } fragment F on Query { achievements(filter: { inCollection: "closed" }) { totalCount } }',
      {},
    ],
    [
      'below another record',
      '{ achievement(code: "WIA-0004") { organisation { achievements(filter: { inCollection: "closed" }) { totalCount } } } }',
      {},
    ],
    [
      'in a scope',
      '{ facetValues(facet: YEAR, within: { filter: { inCollection: "closed" } }) { totalCount } }',
      {},
    ],
    ['of nothing', '{ achievements(filter: { inCollection: "no-such" }) { totalCount } }', {}],
  ])('are refused to everyone else: %s', async (_where, query, variables) => {
    const { data, errors } = await service.send(query, variables);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^There is no collection “(closed|no-such)” that you may filter by/),
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', argument: 'inCollection' }),
      }),
    ]);
  });

  it.each(['No Slug', 'a\0b', ''])('are not asked for by what is no slug: %j', async (slug) => {
    const { errors } = await service.send(FIND, { f: { inCollection: slug } }, curator.headers);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['/v1/achievements.csv?inCollection=closed'],
    ['/v1/achievements.csv?not.inCollection=closed'],
    ['/v1/achievements.jsonl?filter={"or":[{"year":{"gte":1900}},{"not":{"inCollection":"closed"}}]}'],
    ['/v1/stats.csv?by=YEAR&filter={"and":[{"inCollection":"closed"}]}'],
    ['/v1/stats.csv?by=YEAR&inCollection=closed'],
    ['/v1/achievements.csv?%69nCollection=no-such'],
  ])('are refused to everyone else: %s', async (path) => {
    const answer = await fetch(`${service.url}${path}`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('that you may filter by') }),
    ]);
    const seen = await fetch(`${service.url}${path.replace('no-such', 'closed')}`, {
      headers: curator.headers,
    });
    expect([seen.status, seen.headers.get('etag')]).toEqual([200, null]);
    expect((await seen.text()).length).toBeGreaterThan(0);
  });

  it('can be had as a file that no cache keeps, since they change without the catalogue', async () => {
    const codes = async (): Promise<string[]> => {
      const answer = await fetch(`${service.url}/v1/achievements.jsonl?inCollection=open`);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      const lines = (await answer.text()).trim().split('\n');
      return lines.map((line) => (JSON.parse(line) as { code: string }).code);
    };
    expect(await codes()).toEqual(['WIA-0001', 'WIA-0002', 'WIA-0003']);
  });

  it('cost a request that names no collection no statement', async () => {
    const statements = await service.statements.during(() =>
      service.query('{ achievements(first: 1) { edges { node { code } } } }'),
    );
    expect(statements).toHaveLength(1);
  });
});
