import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

async function count(filter: string): Promise<number> {
  const { achievements } = await service.query(`{ achievements(filter: ${filter}) { totalCount } }`);
  return achievements.totalCount as number;
}

describe('a curator', () => {
  it('sees the seven fields of the conference first, with counts that add up', async () => {
    const { industries } = await service.query(
      '{ industries { code shownAtConference position name(lang: [EN]) { value } description(lang: [EN]) { value lang } achievementCount } }',
    );
    expect(industries.filter((each: { shownAtConference: boolean }) => each.shownAtConference)).toEqual(
      industries.slice(0, 7),
    );
    expect(industries[0]).toMatchObject({
      code: 'AEROSPACE',
      name: { value: 'Aerospace' },
      achievementCount: 48,
    });
    const sum = industries.reduce(
      (total: number, each: { achievementCount: number }) => total + each.achievementCount,
      0,
    );
    expect(sum).toBe(1258);
  });

  it('counts the achievements of every region in one statement, and those without one make up the rest', async () => {
    let regions: { achievementCount: number; isoCode: string | null; code: string }[] = [];
    const statements = await service.statements.during(async () => {
      ({ regions } = await service.query('{ regions { code isoCode achievementCount } }'));
    });
    expect(statements).toHaveLength(1);
    expect(
      regions.reduce((total, each) => total + each.achievementCount, 0) +
        (await count('{ missing: [REGION] }')),
    ).toBe(1258);
    expect(regions.filter(({ isoCode }) => isoCode === null).map(({ code }) => code)).toEqual(['XPCC']);
  });

  it.each([
    ['a range of years', '{ year: { gte: 2018, lte: 2020 } }', 352],
    ['several industries', '{ industry: { anyOf: ["RAIL_TRANSIT", "AEROSPACE"] } }', 112],
    ['all but one industry', '{ industry: { noneOf: ["RAIL_TRANSIT"] } }', 1194],
    ['a region by its global id', '{ region: { anyOf: ["UmVnaW9uOkNOLVNE"] } }', 97],
    ['not a region: those without one stay', '{ region: { noneOf: ["CN-SD"] } }', 1161],
    ['not: the same by negation', '{ not: { region: { anyOf: ["CN-SD"] } } }', 1161],
    ['missing fields', '{ missing: [ORGANISATION] }', 84],
    ['missing people', '{ missing: [CRAFTSMAN] }', 411],
    ['missing year', '{ missing: [YEAR] }', 256],
    ['missing English title', '{ missing: [TITLE_EN] }', 577],
    ['missing award', '{ missing: [AWARD] }', 315],
    ['a kind of source', '{ sourceKind: { anyOf: [OFFICIAL_LIST] } }', 434],
    [
      'either of two',
      '{ or: [{ industry: { anyOf: ["RAIL_TRANSIT"] } }, { industry: { anyOf: ["AEROSPACE"] } }] }',
      112,
    ],
    [
      'both of two',
      '{ and: [{ industry: { anyOf: ["RAIL_TRANSIT"] } }, { industry: { anyOf: ["AEROSPACE"] } }] }',
      0,
    ],
    ['a level of award', '{ awardLevel: { anyOf: ["受理项目（提名）"] } }', 206],
    ['a wildcard taken literally', '{ title: { contains: "%" } }', 0],
    ['an English title in any case', '{ title: { contains: "HYDRAULIC" } }', 9],
  ])('filters by %s', async (_what, filter, expected) => {
    expect(await count(filter)).toBe(expected);
  });

  it('never meets a nomination among wins', async () => {
    const { awards } =
      await service.query(`{ awards(filter: { name: { contains: "国家科学技术进步奖" } }) { edges { node {
      code achievementCount awardedCount
      won: achievements(filter: { recognition: { anyOf: [AWARDED] } }) { totalCount }
      nominated: achievements(filter: { recognition: { anyOf: [NOMINATED] } }, first: 100) {
        totalCount edges { node { recognition grants { recognition } } } } } } } }`);
    const award = awards.edges[0].node;
    expect(award.achievementCount).toBe(459);
    expect(award.awardedCount).toBe(award.won.totalCount);
    expect(award.awardedCount + award.nominated.totalCount).toBe(459);
    expect(await count(`{ awardWon: { anyOf: ["${award.code}"] } }`)).toBe(award.awardedCount);
    for (const { node } of award.nominated.edges) {
      expect(node.grants).toEqual([{ recognition: 'NOMINATED' }]);
    }
  });

  it('sorts Chinese titles by pinyin', async () => {
    const { organisations } = await service.query(
      '{ organisations(filter: { name: { contains: "大学" } }, orderBy: [NAME_ASC], first: 100) { edges { node { name { value } } } } }',
    );
    const names = organisations.edges.map(
      ({ node }: { node: { name: { value: string } } }) => node.name.value,
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual([...names].sort(new Intl.Collator('zh-u-co-pinyin').compare));
  });

  it('sees records without a year last, in both directions', async () => {
    const query = (order: string): string =>
      `{ achievements(orderBy: [${order}], last: 1) { edges { node { year } } } }`;
    for (const order of ['YEAR_ASC', 'YEAR_DESC']) {
      const { achievements } = await service.query(query(order));
      expect(achievements.edges).toEqual([{ node: { year: null } }]);
    }
  });
});

describe('a researcher', () => {
  it('walks both ways: a person, the unit, what the unit did, and back', async () => {
    const { achievements } =
      await service.query(`{ achievements(filter: { code: { anyOf: ["WIA-0001"] } }) { edges { node {
      organisation { code achievements(role: LEAD) { edges { node { code } } } craftsmen { edges { node { name { value } } } } }
      craftsmen { edges { role position node { code name { value } organisationBasis
        organisation { code } achievements { totalCount edges { node { code } } } } } } } } } }`);
    const { organisation, craftsmen } = achievements.edges[0].node;
    expect(organisation.achievements.edges).toContainEqual({ node: { code: 'WIA-0001' } });
    expect(organisation.craftsmen.edges).toContainEqual({ node: { name: { value: '张文斌' } } });
    expect(craftsmen.edges).toEqual([
      {
        role: '团队带头人',
        position: 1,
        node: {
          code: 'CRF-00001',
          name: { value: '张文斌' },
          organisationBasis: 'SOLE_UNIT',
          organisation: { code: organisation.code },
          achievements: { totalCount: 1, edges: [{ node: { code: 'WIA-0001' } }] },
        },
      },
    ]);
  });

  it('finds namesakes in different units as different people', async () => {
    const { craftsmen } = await service.query(
      '{ craftsmen(filter: { name: { contains: "陈久友" } }) { edges { node { code organisation { name { value } } } } } }',
    );
    const codes = craftsmen.edges.map(({ node }: { node: { code: string } }) => node.code);
    expect(codes).toHaveLength(2);
    expect(new Set(codes).size).toBe(2);
  });

  it('meets a studio that two lines name differently as one, with both leaders', async () => {
    const { studios } = await service.query(
      '{ studios(filter: { name: { contains: "进·新" } }) { totalCount edges { node { leader { name { value } } leaders { name { value } } } } } }',
    );
    expect(studios).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            leader: { name: { value: '王进' } },
            leaders: [{ name: { value: '王进' } }, { name: { value: '冯新岩' } }],
          },
        },
      ],
    });
  });

  it('reads nested lists of many records in one statement each', async () => {
    const statements = await service.statements.during(() =>
      service.query(`{ organisations(first: 50) { edges { node {
        achievements(first: 2) { totalCount edges { node { code } } }
        studios(first: 1) { edges { node { code } } } craftsmen(first: 1) { edges { node { code } } } } } } }`),
    );
    expect(statements).toHaveLength(5);
  });

  it('pages through the people of one achievement, keeping the order of the source', async () => {
    const page = `query($after: String, $last: Int) { achievement(code: "WIA-0900") {
      craftsmen(first: 4, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { position node { name { value } } } }
      end: craftsmen(last: $last) { edges { position } } } }`;
    const { achievement } = await service.query(page, { last: 2 });
    expect(achievement.craftsmen.totalCount).toBe(6);
    expect(achievement.end.edges).toEqual([{ position: 5 }, { position: 6 }]);
    const { achievement: next } = await service.query(page, {
      after: achievement.craftsmen.pageInfo.endCursor,
      last: 1,
    });
    expect(next.craftsmen.edges.map(({ position }: { position: number }) => position)).toEqual([5, 6]);
    expect(next.craftsmen.pageInfo.hasNextPage).toBe(false);
  });
});
