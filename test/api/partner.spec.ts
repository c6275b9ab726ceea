import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

/** A page of 50 with every link of an achievement. */
const ALL_LINKS = `query Page($first: Int, $last: Int, $after: String) {
  achievements(first: $first, last: $last, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      id code version updatedAt title(lang: [EN, ZH]) { value lang fallback } name { value } year recognition
      industry { code name { value } } region { code isoCode name { value } }
      organisation { code name { value } region { name { value } } }
      partnerOrganisations { code name { value } }
      studio { code name { value } organisation { name { value } } region { name { value } } }
      craftsmen { totalCount edges { role position node { code name { value } organisation { name { value } } } } }
      grants { recognition level year listCode award { code name { value } } } listCode
      figures exhibitedAt peoplePartial source { kind publisher title date url }
    } }
  }
}`;

describe('a partner portal', () => {
  it('finds the real records', async () => {
    const data = await service.query(`{
      all: achievements { totalCount }
      rail: achievements(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }) { totalCount }
      power: achievements(filter: { industry: { anyOf: ["ELECTRIC_POWER"] } }) { totalCount }
      space: achievements(filter: { industry: { anyOf: ["AEROSPACE"] } }) { totalCount }
      awarded: achievements(filter: { recognition: { anyOf: [AWARDED] } }) { totalCount }
      nominated: achievements(filter: { recognition: { anyOf: [NOMINATED] } }) { totalCount }
      reported: achievements(filter: { recognition: { anyOf: [REPORTED] } }) { totalCount }
    }`);
    expect(
      Object.values(data as Record<string, { totalCount: number }>).map(({ totalCount }) => totalCount),
    ).toEqual([1258, 64, 154, 48, 706, 212, 340]);
  });

  it('walks all achievements by pages of 100: 1,258 distinct codes, each with its source', async () => {
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const { achievements } = await service.query(
        `query($after: String) { achievements(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor } edges { node { code source { kind } } } } }`,
        { after },
      );
      for (const { node } of achievements.edges) {
        expect(node.source.kind).toMatch(/^(OFFICIAL_LIST|NEWS|REPOST)$/);
        codes.push(node.code as string);
      }
      after = achievements.pageInfo.hasNextPage ? achievements.pageInfo.endCursor : null;
    } while (after !== null);
    expect(codes).toHaveLength(1258);
    expect(new Set(codes).size).toBe(1258);
  });

  it.each([5, 50, 100])('reads a page of %i with all links in at most 6 statements', async (first) => {
    const statements = await service.statements.during(() => service.query(ALL_LINKS, { first }));
    expect(statements.length).toBeGreaterThanOrEqual(5);
    expect(statements.length).toBeLessThanOrEqual(6);
  });

  it('makes no statement for a total that it did not ask for', async () => {
    const statements = await service.statements.during(() =>
      service.query('{ achievements(first: 3) { edges { node { code } } } }'),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]).not.toContain('count(');
  });

  it('reads the last page like the first, backward and by cursor', async () => {
    const { achievements: last } = await service.query(ALL_LINKS, { last: 3 });
    expect(last.edges.map(({ node }: { node: { code: string } }) => node.code)).toEqual([
      'WIA-1256',
      'WIA-1257',
      'WIA-1258',
    ]);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const { achievements: beyond } = await service.query(ALL_LINKS, {
      first: 3,
      after: last.edges[0].cursor,
    });
    expect(beyond.edges.map(({ node }: { node: { code: string } }) => node.code)).toEqual([
      'WIA-1257',
      'WIA-1258',
    ]);
    expect(beyond.pageInfo.hasNextPage).toBe(false);
  });

  it('keeps its place when records are added and removed before it', async () => {
    const page = `query($after: String) { achievements(first: 2, after: $after, orderBy: [TITLE_ASC]) {
      pageInfo { endCursor } edges { node { code } } } }`;
    const { achievements: first } = await service.query(page, {});
    const expected = await service.query(page, { after: first.pageInfo.endCursor });
    await service.database.dataSource.query(
      `INSERT INTO achievement (code, title, industry_code, recognition, source_id)
       SELECT 'WIA-9999', '“阿', 'OTHER', 'REPORTED', min(id) FROM source`,
    );
    try {
      expect(await service.query(page, { after: first.pageInfo.endCursor })).toEqual(expected);
    } finally {
      await service.database.dataSource.transaction(async (tx) => {
        await tx.query(`INSERT INTO retired_code VALUES ('WIA-9999', 'a test')`);
        await tx.query(`DELETE FROM achievement WHERE code = 'WIA-9999'`);
      });
    }
  });

  it('serves a record by code and by id with the same facts', async () => {
    const fields = 'id code name(lang: [EN]) { value lang fallback }';
    const { achievement } = await service.query(`{ achievement(code: "WIA-0001") { ${fields} } }`);
    expect(achievement).toMatchObject({
      code: 'WIA-0001',
      name: {
        value:
          '10,000-tonne-class continuous production process for light rare earth carbonates, and its industrialisation',
        lang: 'EN',
        fallback: false,
      },
    });
    const { node } = await service.query(
      `query($id: ID!) { node(id: $id) { ... on Entity { ${fields} } } }`,
      {
        id: achievement.id,
      },
    );
    expect(node).toEqual(achievement);
  });

  it('says which language it was served when the one it wants is missing', async () => {
    const { achievement } = await service.query(
      '{ achievement(code: "WIA-0900") { title(lang: [EN, ZH]) { value lang fallback } } }',
    );
    expect(achievement.title).toEqual({
      value: '高效能超大型铝电解槽综合技术研发与集成应用',
      lang: 'ZH',
      fallback: true,
    });
  });

  it('gets nodes in the order asked for, null for one that never was', async () => {
    const ids = ['Achievement:WIA-0002', 'Industry:AEROSPACE', 'Achievement:WIA-0000', 'Region:XPCC'].map(
      (id) => Buffer.from(id).toString('base64url'),
    );
    const { nodes } = await service.query(
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Entity { code } } }',
      {
        ids,
      },
    );
    expect(nodes).toEqual([
      { __typename: 'Achievement', code: 'WIA-0002' },
      { __typename: 'Industry', code: 'AEROSPACE' },
      null,
      { __typename: 'Region', code: 'XPCC' },
    ]);
  });

  it('learns the limits, the counts and when the data changed', async () => {
    const { catalogInfo } = await service.query(`{ catalogInfo {
      version revision dataChangedAt licence { software data }
      counts { achievements awarded nominated reported industries regions }
      limits { maxPageSize maxDepth maxAliases maxDirectives maxTokens maxCost maxQueryLength maxQueryTerms } } }`);
    expect(catalogInfo).toMatchObject({
      revision: 1,
      licence: { software: 'MIT' },
      counts: {
        achievements: 1258,
        awarded: 706,
        nominated: 212,
        reported: 340,
        industries: 14,
        regions: 34,
      },
      limits: { maxPageSize: 100, maxDepth: 15, maxQueryLength: 500, maxQueryTerms: 10 },
    });
    expect(Date.parse(catalogInfo.dataChangedAt as string)).toBeLessThanOrEqual(Date.now());
  });

  it('may register a document once and send its hash from then on', async () => {
    const document = '{ achievements { totalCount } }';
    const sha256Hash = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(document)),
    ).toString('hex');
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }));
    const byHash = (): Promise<Response> => fetch(`${service.url}/graphql?extensions=${extensions}`);
    expect(await (await byHash()).json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    await fetch(`${service.url}/graphql?query=${encodeURIComponent(document)}&extensions=${extensions}`);
    expect(await (await byHash()).json()).toEqual({ data: { achievements: { totalCount: 1258 } } });
  });
});
