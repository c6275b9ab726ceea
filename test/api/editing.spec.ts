import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';

let service: TestApp;
let curator: Record<string, string>;
let keyId: string;

beforeAll(async () => {
  service = await createTestApp();
  const { secret, apiKey } = await issueKey(service.database.dataSource, [Scope.CURATE], '馆员甲');
  curator = bearer(secret);
  keyId = apiKey.id;
});

afterAll(() => service.close());

/** Sends a curator's document that GraphQL must accept, and gives its data. */
async function edit(document: string, variables: object = {}): Promise<any> {
  const { data, errors } = await service.send(document, variables, curator);
  expect(errors).toBeUndefined();
  return data;
}

const OUTCOME = 'changeSet { id kind author reason reverts } errors { code path message }';

const CREATE = `mutation ($input: AchievementInput!, $key: String!) {
  createAchievement(input: $input, idempotencyKey: $key) {
    achievement { code version title { value } craftsmen { edges { role node { code } } } } ${OUTCOME} } }`;

const INPUT = {
  title: '高铁接触网智能检修车',
  industry: 'RAIL_TRANSIT',
  region: 'CN-BJ',
  recognition: 'REPORTED',
  craftsmen: [{ craftsman: 'CRF-00001', role: '组长' }, { craftsman: 'CRF-00002' }],
  year: 2023,
  source: { kind: 'NEWS', publisher: '工人日报', url: 'https://www.workercn.cn/x' },
};

/** How many achievements a search for a phrase finds, and what a facet counts. */
async function search(q: string): Promise<{ totalCount: number; regions: unknown[] }> {
  const { search: found } = await service.query(
    `query ($q: String) { search(q: $q, facets: [REGION]) { totalCount facets { values(first: 50) { key count } } } }`,
    { q: `"${q}"` },
  );
  const [{ values }] = found.facets;
  return {
    totalCount: found.totalCount,
    regions: values.filter(({ count }: { count: number }) => count > 0),
  };
}

describe('a curator', () => {
  it('adds an achievement, which searches, facets and lists have at once', async () => {
    expect(await search(INPUT.title)).toEqual({ totalCount: 0, regions: [] });
    const { createAchievement } = await edit(CREATE, { input: INPUT, key: 'a' });
    const { achievement, changeSet, errors } = createAchievement;
    expect(errors).toEqual([]);
    expect(changeSet).toMatchObject({ kind: 'CREATE', author: '馆员甲', reason: null, reverts: null });
    expect(achievement).toMatchObject({ version: 1, title: { value: INPUT.title } });
    expect(achievement.craftsmen.edges).toEqual([
      { role: '组长', node: { code: 'CRF-00001' } },
      { role: null, node: { code: 'CRF-00002' } },
    ]);
    expect(await search(INPUT.title)).toEqual({ totalCount: 1, regions: [{ key: 'CN-BJ', count: 1 }] });
    const again = await edit(CREATE, { input: INPUT, key: 'a' });
    expect(again.createAchievement).toEqual(createAchievement);
    await edit(
      `mutation ($code: String!) { updateAchievement(code: $code, ifVersion: 1, input: { region: "CN-SH" }) { ${OUTCOME} } }`,
      { code: achievement.code },
    );
    expect((await search(INPUT.title)).regions).toEqual([{ key: 'CN-SH', count: 1 }]);
    const { withdrawAchievement } = await edit(
      `mutation ($code: String!) { withdrawAchievement(code: $code, ifVersion: 2, reason: "重复") { achievement { code } ${OUTCOME} } }`,
      { code: achievement.code },
    );
    expect(withdrawAchievement).toMatchObject({ achievement: null, errors: [] });
    expect((await search(INPUT.title)).totalCount).toBe(0);
    const { errors: gone } = await service.send(`{ achievement(code: "${achievement.code}") { code } }`);
    expect(gone?.[0]?.extensions).toMatchObject({ code: 'GONE', reason: '重复' });
  });

  it('is told by path what is not allowed, in input and arguments', async () => {
    const input = { ...INPUT, year: 1800, craftsmen: [{ craftsman: 'CRF-00001', role: '' }] };
    const { createAchievement } = await edit(CREATE, { input, key: 'b' });
    expect(createAchievement.achievement).toBeNull();
    expect(
      createAchievement.errors.map(({ code, path }: { code: string; path: string[] }) => [code, path]),
    ).toEqual([
      ['INVALID', ['input', 'craftsmen', '0', 'role']],
      ['INVALID', ['input', 'year']],
    ]);
    const refused = async (args: string): Promise<unknown> => {
      const { errors } = await service.send(
        `mutation { withdrawAward(${args}) { ${OUTCOME} } }`,
        {},
        curator,
      );
      return (errors?.[0]?.extensions.fields as { path: string }[]).map(({ path }) => path);
    };
    expect(await refused('code: "AWD-0001", ifVersion: 0, reason: " "')).toEqual(['reason', 'ifVersion']);
    expect(await refused('code: "AWD-0001", ifVersion: 2147483647, reason: "x"')).toEqual(['ifVersion']);
    expect(await refused('code: "a\\u0000", ifVersion: 1, reason: "x", idempotencyKey: ""')).toEqual([
      'idempotencyKey',
      'code',
    ]);
  });

  it('changes the same record twice in one request and sees each version', async () => {
    const step = (alias: string, version: number, trade: string): string =>
      `${alias}: updateCraftsman(code: "CRF-00005", ifVersion: ${version}, input: { trade: "${trade}" }) { craftsman { version trade } errors { code } }`;
    const data = await edit(
      `mutation { ${step('a', 1, '焊工')} ${step('b', 2, '钳工')} ${step('c', 2, '电工')} }`,
    );
    expect(data).toEqual({
      a: { craftsman: { version: 2, trade: '焊工' }, errors: [] },
      b: { craftsman: { version: 3, trade: '钳工' }, errors: [] },
      c: { craftsman: null, errors: [{ code: 'CONFLICT' }] },
    });
  });

  it('meets both versions when another one was faster', async () => {
    const update = (region: string, fields: string): string =>
      `mutation { updateOrganisation(code: "ORG-00050", ifVersion: 1, input: { region: "${region}" }) { organisation { version } errors { code path ${fields} } } }`;
    await edit(update('CN-BJ', ''));
    const { updateOrganisation } = await edit(
      update('CN-SH', 'conflict { ifVersion currentVersion fields { field read current yours } }'),
    );
    expect(updateOrganisation.errors).toEqual([
      {
        code: 'CONFLICT',
        path: ['ifVersion'],
        conflict: {
          ifVersion: 1,
          currentVersion: 2,
          fields: [{ field: 'region', read: 'CN-SD', current: 'CN-BJ', yours: 'CN-SH' }],
        },
      },
    ]);
  });

  it('merges two people; code and id of the other one lead to the survivor, until it is undone', async () => {
    const ask = `{ craftsman(code: "CRF-00008") { code formerCodes name { value } achievements { totalCount } }
      other: craftsman(code: "CRF-00007") { id code formerCodes achievements { totalCount } } }`;
    const before = await service.query(ask);
    const id = Buffer.from('Craftsman:CRF-00008').toString('base64url');
    const { mergeCraftsmen } =
      await edit(`mutation { mergeCraftsmen(survivor: { code: "CRF-00007", ifVersion: 1 },
      duplicate: { code: "CRF-00008", ifVersion: 1 }, reason: "同一人") { craftsman { code formerCodes } ${OUTCOME} } }`);
    expect(mergeCraftsmen).toMatchObject({
      craftsman: { code: 'CRF-00007', formerCodes: ['CRF-00008'] },
      errors: [],
    });
    const merged = await service.query(ask);
    expect(merged.craftsman).toMatchObject({ code: 'CRF-00007', formerCodes: ['CRF-00008'] });
    const { node, nodes } = await service.query(
      `query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }`,
      { id },
    );
    expect([node, nodes]).toEqual([{ id: merged.other.id }, [{ id: merged.other.id }]]);
    const { undoMerge } = await edit(
      `mutation ($id: ID!) { undoMerge(changeSet: $id) { survivor { code } ${OUTCOME} } }`,
      { id: mergeCraftsmen.changeSet.id },
    );
    expect(undoMerge).toMatchObject({
      survivor: { code: 'CRF-00007' },
      changeSet: { kind: 'REVERT', reverts: mergeCraftsmen.changeSet.id },
      errors: [],
    });
    expect(await service.query(ask)).toEqual(before);
  });
});

describe('the history', () => {
  const HISTORY = `history(first: 10) { totalCount pageInfo { hasNextPage } edges { node { version code
    changeSet { id author kind reason at } fields { field before after } record { __typename code } } } }`;

  async function made(): Promise<string> {
    const { createStudio } = await edit(
      `mutation ($key: String!) { createStudio(input: { name: "历史工作室", leaders: ["CRF-00001"] }, idempotencyKey: $key) { studio { code } ${OUTCOME} } }`,
      { key: Math.random().toString(36) },
    );
    const { code } = createStudio.studio;
    await edit(
      `mutation ($code: String!) { updateStudio(code: $code, ifVersion: 1, reason: "补充", input: { region: "CN-BJ", leaders: ["CRF-00002", "CRF-00001"] }) { ${OUTCOME} } }`,
      { code },
    );
    return code as string;
  }

  it('of a record tells who, when, why and each field, newest first, to everyone', async () => {
    const code = await made();
    const { studio } = await service.query(`{ studio(code: "${code}") { ${HISTORY} } }`);
    const [newest, oldest] = studio.history.edges.map(({ node }: { node: unknown }) => node);
    expect(studio.history).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } });
    expect(newest).toMatchObject({
      version: 2,
      code,
      record: { __typename: 'Studio', code },
      changeSet: { author: '馆员甲', kind: 'UPDATE', reason: '补充' },
      fields: [
        { field: 'region', before: null, after: 'CN-BJ' },
        { field: 'leaders', before: ['CRF-00001'], after: ['CRF-00002', 'CRF-00001'] },
      ],
    });
    expect(oldest).toMatchObject({ version: 1, changeSet: { kind: 'CREATE' } });
    expect(JSON.stringify(studio)).not.toContain(keyId);
    const { changeSet } = await service.query(
      `query ($id: ID!) { changeSet(id: $id) { id kind changes { totalCount edges { node { code version } } } } }`,
      { id: newest.changeSet.id },
    );
    expect(changeSet.changes).toEqual({ totalCount: 1, edges: [{ node: { code, version: 2 } }] });
  });

  it('is walked by pages, and stays when the record is withdrawn', async () => {
    const code = await made();
    await edit(`mutation { withdrawStudio(code: "${code}", ifVersion: 2, reason: "误登") { ${OUTCOME} } }`);
    const page = `query ($after: String) { history(code: "${code}", first: 2, after: $after) {
      pageInfo { hasNextPage endCursor } edges { node { version record { code } } } } }`;
    const { history: first } = await service.query(page);
    expect(first.edges).toEqual([3, 2].map((version) => ({ node: { version, record: null } })));
    const { history: second } = await service.query(page, { after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { version: 1 } }] });
  });

  it('of many records is read in two statements', async () => {
    const asked = await service.statements.during(() =>
      service.query(
        `{ studios(first: 50) { edges { node { formerCodes ${HISTORY.replace('totalCount', '').replace(/record {.*?}/, '')} } } } }`,
      ),
    );
    expect(
      asked.filter((text) => text.includes('FROM change ') || text.includes('retired_code')),
    ).toHaveLength(2);
  });

  it('answers for what never was, and refuses what can be no code', async () => {
    const { changeSet, history } = await service.query(
      '{ changeSet(id: "99999999999999999999") { id } history(code: "WIA-9999") { totalCount } }',
    );
    expect([changeSet, history.totalCount]).toEqual([null, 0]);
    const { errors }: Answer = await service.send('{ history(code: "RAIL_TRANSIT") { totalCount } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'code' });
  });
});

describe('whoever has no key for it', () => {
  it('changes nothing', async () => {
    const mutation =
      'mutation { updateAward(code: "AWD-0001", ifVersion: 1, input: { name: "x" }) { errors { code } } }';
    const { secret } = await issueKey(service.database.dataSource, [Scope.EXPORT]);
    const codes = [await service.send(mutation), await service.send(mutation, {}, bearer(secret))].map(
      ({ errors }) => errors?.[0]?.extensions.code,
    );
    expect(codes).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
    expect((await service.query('{ award(code: "AWD-0001") { version } }')).award.version).toBe(1);
  });
});
