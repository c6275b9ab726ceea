import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seeded } from '../contract/random-filters.js';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  // Every search is asked of the engine: what that takes is what is looked at here.
  service = await createTestApp(null, { searchMemoryMegabytes: 0 });
});

afterAll(async () => {
  await service.close();
});

const ALL_FACETS = [
  'INDUSTRY',
  'REGION',
  'RECOGNITION',
  'AWARD',
  'AWARD_LEVEL',
  'YEAR',
  'ORGANISATION',
  'STUDIO',
  'CRAFTSMAN',
  'SOURCE_KIND',
];

/** The field of AchievementFilter by which a facet's values are chosen. */
const FILTER_OF: Readonly<Record<string, string>> = {
  INDUSTRY: 'industry',
  REGION: 'region',
  RECOGNITION: 'recognition',
  AWARD: 'award',
  AWARD_LEVEL: 'awardLevel',
  YEAR: 'year',
  ORGANISATION: 'organisation',
  STUDIO: 'studio',
  CRAFTSMAN: 'craftsman',
  SOURCE_KIND: 'sourceKind',
};

interface Value {
  key: string;
  count: number;
  selected: boolean;
}

interface FacetAnswer {
  facet: string;
  missingCount: number;
  valueCount: number;
  values: Value[];
}

const FACETS = `query Facets($q: String, $filter: AchievementFilter, $facets: [Facet!], $first: Int) {
  search(q: $q, filter: $filter, facets: $facets, first: 0) {
    totalCount
    facets { facet missingCount valueCount range { min max } values(first: $first) { key count selected label { value } } }
  }
}`;

async function facets(variables: object): Promise<{ totalCount: number; facets: FacetAnswer[] }> {
  return (await service.query(FACETS, { facets: ALL_FACETS, first: 100, ...variables })).search;
}

async function count(filter: object): Promise<number> {
  const document = 'query Count($filter: AchievementFilter) { achievements(filter: $filter) { totalCount } }';
  return (await service.query(document, { filter })).achievements.totalCount;
}

function chosen(facet: string, key: string): object {
  const year = { gte: Number(key), lte: Number(key) };
  return { [FILTER_OF[facet] as string]: facet === 'YEAR' ? year : { anyOf: [key] } };
}

/** The statements of a request; the synonyms are read again in the background now and then. */
async function statementsOf(document: string): Promise<string[]> {
  const statements = await service.statements.during(() => service.query(document));
  return statements.filter((statement) => !statement.includes('FROM synonym'));
}

describe('a search', () => {
  it('gives records with how and where they match, and no markup', async () => {
    const { search } = await service.query(`{
      search(q: "機器人", first: 3) {
        totalCount
        edges {
          score node { code title { value } industry { code } }
          matchedBy { field by } highlights { field runs { text matched } }
        }
        engine { backend degraded indexLagSeconds tookMs }
        relaxed { dropped }
      }
    }`);
    expect(search.totalCount).toBeGreaterThan(search.edges.length);
    expect(search.relaxed).toBeNull();
    expect(search.engine).toMatchObject({ backend: 'POSTGRESQL', degraded: false, indexLagSeconds: 0 });
    expect(search.engine.tookMs).toBeGreaterThan(0);
    for (const { node, matchedBy, highlights } of search.edges) {
      expect(matchedBy).toContainEqual({ field: 'TITLE', by: ['VARIANT'] });
      const [{ runs }] = highlights;
      expect(runs.map(({ text }: { text: string }) => text).join('')).toBe(node.title.value);
      expect(runs.filter(({ matched }: { matched: boolean }) => matched)).toContainEqual({
        text: '机器人',
        matched: true,
      });
    }
  });

  it('without a text lists what achievements lists, in the same order and pages', async () => {
    const page = 'pageInfo { hasNextPage endCursor } edges { node { code year source { kind } figures } }';
    const one = await service.query(`{ search(first: 40) { totalCount ${page} } }`);
    const other = await service.query(`{ achievements(first: 40) { totalCount ${page} } }`);
    expect(one.search.edges).toEqual(other.achievements.edges);
    expect(one.search.totalCount).toBe(other.achievements.totalCount);
    expect(one.search.pageInfo.hasNextPage).toBe(true);
  });

  it('is walked to its last record, in pages that are the whole of it', async () => {
    const codes: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { search }: any = await service.query(
        `query Walk($after: String) {
          search(q: "电", first: 100, after: $after) { totalCount edges { node { code } } pageInfo { hasNextPage endCursor } }
        }`,
        { after },
      );
      codes.push(...search.edges.map(({ node }: { node: { code: string } }) => node.code));
      after = search.pageInfo.endCursor;
      more = search.pageInfo.hasNextPage;
      if (!more) expect(codes).toHaveLength(search.totalCount);
    }
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('gives up the weakest term when no record has all, says so, and pages through what is left', async () => {
    const document = `query Relaxed($after: String) {
      search(q: "焊接 qwertzuiop", first: 10, after: $after) {
        totalCount relaxed { dropped kept } edges { node { code } } pageInfo { endCursor hasNextPage }
      }
    }`;
    const { search: first } = await service.query(document);
    expect(first.relaxed).toEqual({ dropped: ['qwertzuiop'], kept: ['焊接'] });
    const { search: second } = await service.query(document, { after: first.pageInfo.endCursor });
    expect(second.relaxed).toEqual(first.relaxed);
    const codes = [...first.edges, ...second.edges].map(({ node }: { node: { code: string } }) => node.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(10);
  });

  it.each(['qwertzuiop yxcvbnm 焊接', '焊接 qwertzuiop yxcvbnm', 'qwertzuiop 焊接 yxcvbnm'])(
    'gives up what no record has, wherever it stands: %s',
    async (q) => {
      const { search } = await service.query(
        'query Relaxed($q: String) { search(q: $q) { totalCount relaxed { dropped kept } } }',
        { q },
      );
      expect(search.relaxed.dropped.sort()).toEqual(['qwertzuiop', 'yxcvbnm']);
      expect(search).toMatchObject({ relaxed: { kept: ['焊接'] } });
      expect(search.totalCount).toBeGreaterThan(0);
    },
  );

  it('tells how people are found by the reading of their surnames', async () => {
    const { search } = await service.query(
      '{ search(q: "zengbin") { edges { matchedBy { field by } highlights { runs { text matched } } } } }',
    );
    expect(search.edges.length).toBeGreaterThan(0);
    for (const { matchedBy, highlights } of search.edges) {
      expect(matchedBy).toContainEqual({ field: 'CRAFTSMAN', by: ['PINYIN'] });
      expect(highlights[0].runs.some(({ matched }: { matched: boolean }) => matched)).toBe(true);
    }
  });

  it('counts nothing that is skipped', async () => {
    const statements = await statementsOf(
      '{ search(q: "焊接", facets: [YEAR]) { edges { node { code } } facets @skip(if: true) { missingCount } } }',
    );
    expect(statements).toHaveLength(1);
  });

  it('says nothing of relaxing where even one term alone finds nothing', async () => {
    const { search } = await service.query(
      '{ search(q: "qwertzuiop yxcvbnm") { totalCount relaxed { dropped } edges { score } } }',
    );
    expect(search).toEqual({ totalCount: 0, relaxed: null, edges: [] });
  });

  it('reads linked records only when they are selected', async () => {
    const flat = await statementsOf(
      '{ search(q: "机器人", first: 20) { edges { node { code title { value } year } } } }',
    );
    const linked = await statementsOf(
      '{ search(q: "机器人", first: 20) { edges { node { organisation { name { value } } craftsmen { edges { node { code } } } } } } }',
    );
    expect(flat).toHaveLength(1);
    expect(linked).toHaveLength(3);
  });
});

describe('facets', () => {
  it('count what achievements counts, for every value, whatever is filtered', async () => {
    const random = seeded(11);
    const { facets: all } = await facets({});
    for (let round = 0; round < 12; round += 1) {
      const picked = all
        .filter(() => random() < 0.2)
        .map(
          ({ facet, values }) => [facet, values[Math.floor(random() * values.length)]?.key ?? ''] as const,
        );
      const filter = Object.assign({}, ...picked.map(([facet, key]) => chosen(facet, key))) as object;
      const { facets: found } = await facets({ filter });
      for (const { facet, values } of found) {
        const value = values[Math.floor(random() * values.length)];
        if (!value) continue;
        const expected = await count({ ...filter, ...chosen(facet, value.key) });
        expect([filter, facet, value.key, value.count]).toEqual([filter, facet, value.key, expected]);
      }
    }
  });

  it('add up: the values of a single-valued facet and the records without one are all records', async () => {
    const filter = {
      recognition: { anyOf: ['AWARDED'] },
      industry: { anyOf: ['RAIL_TRANSIT', 'AEROSPACE'] },
    };
    const { facets: found } = await facets({ filter });
    for (const facet of ['INDUSTRY', 'REGION', 'RECOGNITION', 'YEAR', 'STUDIO', 'SOURCE_KIND']) {
      const { values, missingCount, valueCount } = found.find((each) => each.facet === facet) as FacetAnswer;
      const { [FILTER_OF[facet] as string]: _own, ...others } = filter as Record<string, object>;
      expect(valueCount).toBeLessThanOrEqual(100);
      const sum = values.reduce((total, value) => total + value.count, missingCount);
      expect([facet, sum]).toEqual([facet, await count(others)]);
    }
  });

  it('keep the siblings of a chosen value, and give back what was chosen also at 0', async () => {
    const { facets: found } = await facets({
      filter: { industry: { anyOf: ['AEROSPACE'] }, region: { anyOf: ['CN-MO', 'CN-BJ'] } },
      first: 1,
    });
    const industry = found.find(({ facet }) => facet === 'INDUSTRY') as FacetAnswer;
    expect(industry.valueCount).toBeGreaterThan(1);
    expect(industry.values).toContainEqual(expect.objectContaining({ key: 'AEROSPACE', selected: true }));
    const region = found.find(({ facet }) => facet === 'REGION') as FacetAnswer;
    expect(region.values).toContainEqual(expect.objectContaining({ key: 'CN-MO', count: 0, selected: true }));
  });

  it('order values by count and then by label, and know the range of years', async () => {
    const { search } = await service.query(FACETS, { facets: ['YEAR', 'AWARD'], first: 100 });
    const [year, award] = search.facets;
    const counts = award.values.map((value: Value) => value.count);
    expect(counts).toEqual([...counts].sort((a: number, b: number) => b - a));
    const years = year.values.map((value: Value) => Number(value.key));
    expect(year.range).toEqual({ min: Math.min(...years), max: Math.max(...years) });
    expect(award.range).toBeNull();
    const equal = award.values.filter((value: Value) => value.count === counts.at(-1));
    const labels = equal.map(({ label }: any) => label.value);
    expect(labels).toEqual([...labels].sort(new Intl.Collator('zh-Hans-CN').compare));
  });

  it('are called in both languages, and never call a nomination a win', async () => {
    const { search } = await service.query(
      '{ search(facets: [RECOGNITION]) { facets { label(lang: [EN]) { value } values { key label { value } } } } }',
    );
    expect(search.facets[0].label.value).toBe('Recognition');
    const nominated = search.facets[0].values.find(({ key }: Value) => key === 'NOMINATED');
    expect(nominated.label.value).toContain('未获奖');
  });

  it('are counted only when they are selected', async () => {
    const statements = await statementsOf(
      '{ search(q: "焊接", facets: [INDUSTRY, CRAFTSMAN]) { edges { node { code } } } }',
    );
    expect(statements).toHaveLength(1);
  });
});

describe('the values of a facet', () => {
  const VALUES = `query Values($facet: Facet!, $q: String, $within: SearchScope, $first: Int, $after: String) {
    facetValues(facet: $facet, q: $q, within: $within, first: $first, after: $after) {
      totalCount edges { node { key count label { value } } } pageInfo { hasNextPage endCursor }
    }
  }`;

  it.each(['国网', '國網', 'guowang', 'gw'])('are found by any part of a name: %s', async (q) => {
    const { facetValues } = await service.query(VALUES, { facet: 'ORGANISATION', q, first: 100 });
    const labels = facetValues.edges.map(({ node }: any) => node.label.value);
    expect(labels).toContain('国网天津滨海供电公司');
    expect(facetValues.edges.length).toBeGreaterThan(20);
  });

  it('are walked to the last one, most records first', async () => {
    const keys: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { facetValues }: any = await service.query(VALUES, { facet: 'STUDIO', first: 60, after });
      keys.push(...facetValues.edges.map(({ node }: any) => node.key));
      after = facetValues.pageInfo.endCursor;
      more = facetValues.pageInfo.hasNextPage;
      if (!more) expect(new Set(keys).size).toBe(facetValues.totalCount);
    }
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it('are counted within a search', async () => {
    const within = { q: '焊接', filter: { recognition: { anyOf: ['AWARDED'] } } };
    const { facetValues } = await service.query(VALUES, { facet: 'INDUSTRY', within });
    const { facets: found } = await facets({ ...within, facets: ['INDUSTRY'] });
    expect(facetValues.edges.map(({ node }: any) => [node.key, node.count])).toEqual(
      found[0]?.values.map(({ key, count: records }) => [key, records]),
    );
  });

  it('refuse the cursor of other values', async () => {
    const { facetValues } = await service.query(VALUES, { facet: 'STUDIO', first: 1 });
    const { errors } = await service.send(VALUES, {
      facet: 'CRAFTSMAN',
      first: 1,
      after: facetValues.pageInfo.endCursor,
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });
});

describe('suggestions', () => {
  const SUGGEST = `query Suggest($q: String!, $types: [EntityType!]) {
    suggest(q: $q, types: $types) { type code achievementCount filter label { value } highlight { text matched } }
  }`;

  it('offer every kind, each with a filter that finds as many records as it says', async () => {
    const { suggest } = await service.query(SUGGEST, { q: '张黎明' });
    expect(suggest.map(({ type }: any) => type)).toEqual(expect.arrayContaining(['CRAFTSMAN', 'STUDIO']));
    for (const { filter, achievementCount } of suggest) expect(await count(filter)).toBe(achievementCount);
  });

  it.each([
    ['轨道', 'INDUSTRY', 'RAIL_TRANSIT'],
    ['guidao', 'INDUSTRY', 'RAIL_TRANSIT'],
    ['zhanglim', 'CRAFTSMAN', 'CRF-00131'],
    ['C919', 'ACHIEVEMENT', 'WIA-0258'],
  ])('find %s as %s', async (q, type, code) => {
    const { suggest } = await service.query(SUGGEST, { q, types: [type] });
    expect(suggest).toContainEqual(expect.objectContaining({ type, code }));
    expect(suggest.every((each: any) => each.type === type)).toBe(true);
    expect(suggest[0].highlight.some(({ matched }: any) => matched)).toBe(true);
  });

  it('are none for nothing', async () => {
    expect((await service.query(SUGGEST, { q: ' ' })).suggest).toEqual([]);
  });
});

describe('everything', () => {
  it('gives the best of every kind with their totals', async () => {
    const group = '{ totalCount nodes { code name { value } } }';
    const { searchEverything: found } = await service.query(
      `{ searchEverything(q: "铁路", first: 2) {
        achievements { totalCount edges { node { code } } facets { facet } }
        craftsmen ${group} studios ${group} organisations ${group} industries ${group}
      } }`,
    );
    expect(found.achievements.edges).toHaveLength(2);
    expect(found.organisations.totalCount).toBeGreaterThan(2);
    expect(found.organisations.nodes).toHaveLength(2);
    expect(found.organisations.nodes[0].name.value).toContain('铁路');
    expect(found.industries).toEqual({ totalCount: 0, nodes: [] });
  });
});
