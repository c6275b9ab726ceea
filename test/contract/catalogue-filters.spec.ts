import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { encodeGlobalId } from '../../src/common/graphql/global-id.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { aCurator } from '../support/collections.js';
import { bearer, issueKey } from '../support/keys.js';
import { startMeilisearch } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';

// An index is built, by a busy machine.
jest.setTimeout(240_000);

const server = await startMeilisearch();

afterAll(() => server?.close());

const ENGINES = ['POSTGRESQL', ...(server === null ? [] : ['MEILISEARCH'])] as const;

const ASK = `query ($filter: AchievementFilter) {
  achievements(filter: $filter, first: 100) { edges { node { code } } }
  search(filter: $filter, first: 100, sort: [CODE_ASC], facets: [CRAFTSMAN]) {
    edges { node { code } } engine { backend } facets { values(first: 100) { key selected } }
  }
}`;

interface Found {
  readonly listed: readonly string[];
  readonly searched: readonly string[];
  /** The people that the facet shows as chosen. */
  readonly chosen: readonly string[];
}

describe.each(ENGINES)('a filter that only the catalogue can read, on %s', (backend) => {
  let service: TestApp;
  let curator: Record<string, string>;

  beforeAll(async () => {
    const { url, masterKey } = server ?? { url: '', masterKey: '' };
    const prefix = `merged-${Math.random().toString(36).slice(2)}`;
    const settings = { url, searchKey: masterKey, indexKey: masterKey, prefix, timeoutMs: 20_000 };
    service = await createTestApp(backend === 'MEILISEARCH' ? settings : null);
    curator = bearer((await issueKey(service.database.dataSource, [Scope.CURATE])).secret);
    await answers();
  });

  afterAll(() => service.close());

  /** Waits until this engine has everything and answers. */
  async function answers(): Promise<void> {
    await until(
      async () => {
        const { search } = await service.query('{ search { engine { backend indexLagSeconds } } }');
        return search.engine.backend === backend && search.engine.indexLagSeconds === 0;
      },
      `${backend} answers`,
      150_000,
    );
  }

  async function find(filter: object): Promise<Found> {
    const { achievements, search } = await service.query(ASK, { filter });
    expect(search.engine.backend).toBe(backend);
    const codes = ({ edges }: { edges: { node: { code: string } }[] }): string[] =>
      edges.map(({ node }) => node.code);
    const [facet] = search.facets as { values: { key: string; selected: boolean }[] }[];
    const chosen = facet?.values.filter(({ selected }) => selected).map(({ key }) => key) ?? [];
    return { listed: codes(achievements), searched: codes(search), chosen };
  }

  it('by a merged code finds what a filter by the survivor finds, and again by itself once the merge is undone', async () => {
    const people = await service.database.dataSource.query<{ code: string; version: number }[]>(
      `SELECT c.code, c.version FROM craftsman c JOIN record_name n ON n.type = 'Craftsman' AND n.code = c.code
       WHERE n.records = 1 ORDER BY c.code LIMIT 2`,
    );
    const [survivor, duplicate] = people.map(
      ({ code, version }) => `{ code: "${code}", ifVersion: ${version} }`,
    );
    const [kept = '', old = ''] = people.map(({ code }) => code);
    const alone = await find({ craftsman: { anyOf: [old] } });
    expect(alone).toMatchObject({ listed: alone.searched, chosen: [old] });
    const { data } = await service.send(
      `mutation { mergeCraftsmen(survivor: ${survivor}, duplicate: ${duplicate}, reason: "同一人") {
         changeSet { id } errors { message } } }`,
      {},
      curator,
    );
    expect(data.mergeCraftsmen.errors).toEqual([]);
    await answers();
    const whole = await find({ craftsman: { anyOf: [kept] } });
    expect(whole.listed.length).toBeGreaterThan(alone.listed.length);
    for (const filter of [
      { craftsman: { anyOf: [old] } },
      { and: [{ craftsman: { allOf: [encodeGlobalId('Craftsman', old), kept] } }] },
    ]) {
      expect(await find(filter)).toEqual(whole);
    }
    expect((await find({ not: { craftsman: { noneOf: [old] } } })).listed).toEqual(whole.listed);
    await service.send(
      `mutation { undoMerge(changeSet: "${data.mergeCraftsmen.changeSet.id}") { errors { message } } }`,
      {},
      curator,
    );
    await answers();
    expect(await find({ craftsman: { anyOf: [old] } })).toEqual(alone);
  });

  it('by a collection finds its records by words and in facets, and none of one that is not shared', async () => {
    const hand = await aCurator(service, 'Exhibits');
    await hand.make('open', ['WIA-0001', 'WIA-0002', 'WIA-0003']);
    await hand.run('updateCollection', 'slug: "open", ifVersion: 2, input: { visibility: PUBLIC }');
    await hand.make('closed', ['WIA-0004']);
    const ask = `query ($slug: ID!, $q: String) { search(q: $q, filter: { inCollection: $slug }, facets: [RECOGNITION]) {
      totalCount edges { node { code title { value } } } engine { degraded } facets { missingCount values { count } } } }`;
    const { search } = await service.query(ask, { slug: 'open', q: null });
    expect(search.engine.degraded).toBe(false);
    expect(search.edges.map(({ node }: any) => node.code).sort()).toEqual([
      'WIA-0001',
      'WIA-0002',
      'WIA-0003',
    ]);
    const [{ values, missingCount }] = search.facets;
    expect(values.reduce((sum: number, { count }: any) => sum + count, missingCount)).toBe(3);
    const [{ node }] = search.edges;
    const byTitle = await service.query(ask, { slug: 'open', q: `"${node.title.value}"` });
    expect(byTitle.search.edges.map((edge: any) => edge.node.code)).toEqual([node.code]);
    const { errors } = await service.send(ask, { slug: 'closed', q: null });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
