import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DatasetName, type Row } from '../../src/exports/datasets/dataset.js';
import { DATASETS } from '../../src/exports/datasets/datasets.js';
import { FORMAT_NAMES, type FormatName } from '../../src/exports/formats/format-writer.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { EXPORT_READERS } from '../support/export-readers.js';
import { type SentFilter, toSentFilter } from './graphql-filters.js';
import { RandomFilters, seeded } from './random-filters.js';

// Every format writes and every reader reads for each filter.
jest.setTimeout(120_000);

/** How many filters each format is tried with. */
const FILTERS = 50;

const ACHIEVEMENTS = `query($after: String) { achievements(first: 50, after: $after) {
  pageInfo { hasNextPage endCursor }
  edges { node {
    code zh: title(lang: [ZH]) { value } en: title(lang: [EN]) { value fallback } year recognition peoplePartial
    figures exhibitedAt version updatedAt
    industry { code zh: name(lang: [ZH]) { value } en: name(lang: [EN]) { value } }
    region { code zh: name(lang: [ZH]) { value } en: name(lang: [EN]) { value } }
    organisation { code name { value } } partnerOrganisations { code name { value } }
    studio { code name { value } }
    craftsmen(first: 100) { edges { role node { code name { value } } } pageInfo { hasNextPage } }
    grants { award { code name { value } } recognition year level listCode }
    source { kind publisher title date url }
  } }
} }`;

const codes = (of: readonly { code: string }[]): string[] => of.map(({ code }) => code);
const names = (of: readonly { name: { value: string } }[]): string[] => of.map(({ name }) => name.value);
const known = (texts: readonly (string | null)[]): string[] => texts.filter((text) => text !== null);

/** What GraphQL says of an achievement, as a row; which fields are missing is no field of GraphQL. */
function rowOf(node: any): Row {
  const units = [node.organisation ?? [], ...node.partnerOrganisations].flat();
  const people = node.craftsmen.edges.map((edge: any) => edge.node);
  const awards = node.grants.map((grant: any) => grant.award);
  const won = node.grants.filter((grant: any) => grant.recognition === 'AWARDED');
  expect(node.craftsmen.pageInfo.hasNextPage).toBe(false);
  return {
    code: node.code,
    title: node.zh.value,
    titleEn: node.en.fallback ? null : node.en.value,
    industry: node.industry.code,
    industryNames: [node.industry.zh.value, node.industry.en.value],
    region: node.region?.code ?? null,
    regionNames: node.region ? [node.region.zh.value, node.region.en.value] : [],
    year: node.year,
    recognition: node.recognition,
    organisation: codes(units),
    organisationNames: names(units),
    organisationRoles: units.map((unit) => (unit === node.organisation ? 'LEAD' : 'PARTNER')),
    studio: node.studio?.code ?? null,
    studioName: node.studio?.name.value ?? null,
    craftsman: codes(people),
    craftsmanNames: names(people),
    craftsmanRoles: node.craftsmen.edges.map((edge: any) => edge.role ?? ''),
    peoplePartial: node.peoplePartial,
    award: codes(awards),
    awardNames: names(awards),
    grantRecognitions: node.grants.map((grant: any) => grant.recognition),
    grantYears: node.grants.map((grant: any) => String(grant.year ?? '')),
    grantLevels: node.grants.map((grant: any) => grant.level ?? ''),
    grantListCodes: node.grants.map((grant: any) => grant.listCode ?? ''),
    awardWon: won.map((grant: any) => grant.award.code),
    awardLevel: known(node.grants.map((grant: any) => grant.level)),
    listCodes: known(node.grants.map((grant: any) => grant.listCode)),
    figures: node.figures,
    exhibitedAt: node.exhibitedAt,
    sourceKind: node.source.kind,
    sourcePublisher: node.source.publisher,
    sourceTitle: node.source.title,
    sourceDate: node.source.date,
    sourceUrl: node.source.url,
    version: node.version,
    updatedAt: node.updatedAt,
  };
}

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** Everything that a list of GraphQL holds, page by page. */
async function walk(document: string, field: string, variables: object = {}): Promise<any[]> {
  const nodes: any[] = [];
  for (let after: string | null = null; ;) {
    const { [field]: page } = await app.query(document, { ...variables, after });
    nodes.push(...page.edges.map((edge: any) => edge.node));
    if (!page.pageInfo.hasNextPage) return nodes;
    after = page.pageInfo.endCursor;
  }
}

async function exported(
  name: DatasetName,
  format: FormatName,
  query: Record<string, string> = {},
): Promise<Row[]> {
  const answer = await fetch(`${app.url}/v1/${name}.${format}?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return EXPORT_READERS[format](Buffer.from(await answer.arrayBuffer()), DATASETS[name]);
}

/** The pairs of rows that are not the same; much quicker than Jest's own comparison of thousands of them. */
function differing(rows: readonly Row[], expected: readonly (Row | undefined)[]): unknown[] {
  return rows.flatMap((row, at) => (isDeepStrictEqual(row, expected[at]) ? [] : [[row, expected[at]]]));
}

const withoutMissing = (rows: readonly Row[]): Row[] => rows.map(({ missing: _missing, ...row }) => row);

describe('a file of achievements', () => {
  let expected: Map<unknown, Row>;
  const filters: { filter: SentFilter; codes: string[]; total: number }[] = [];

  beforeAll(async () => {
    // As JSON once more: what fetch reads has other prototypes than what is read here.
    const rows = JSON.parse(JSON.stringify((await walk(ACHIEVEMENTS, 'achievements')).map(rowOf))) as Row[];
    expected = new Map(rows.map((row) => [row.code, row]));
    const stored = await app.database.dataSource.query<{ document: PublicRecord }[]>(
      'SELECT document FROM public_record ORDER BY code',
    );
    const random = new RandomFilters(
      stored.map(({ document }) => document),
      seeded(11),
    );
    for (let count = 0; count < FILTERS; count += 1) {
      const filter = toSentFilter(count % 10 === 9 ? random.titleContains() : random.next());
      const nodes = await walk(
        `query($filter: AchievementFilter, $after: String) { achievements(filter: $filter, first: 100, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { code } } } }`,
        'achievements',
        { filter },
      );
      const { achievements } = await app.query(
        'query($filter: AchievementFilter) { achievements(filter: $filter) { totalCount } }',
        { filter },
      );
      filters.push({ filter, codes: codes(nodes), total: achievements.totalCount });
    }
  });

  it('is asked for with filters that keep all, some and no records', () => {
    const totals = filters.map(({ total }) => total);
    expect(Math.max(...totals)).toBeGreaterThan(1_000);
    expect(totals.filter((total) => total > 0 && total < expected.size).length).toBeGreaterThan(FILTERS / 2);
    expect(totals).toContain(0);
  });

  it.each(FORMAT_NAMES)(
    'as %s holds, row for row, what GraphQL answers for 50 random filters',
    async (format) => {
      for (const { filter, codes: listed, total } of filters) {
        const rows = await exported('achievements', format, { filter: JSON.stringify(filter) });
        expect(rows.length).toBe(total);
        expect(
          differing(
            withoutMissing(rows),
            listed.map((code) => expected.get(code)),
          ),
        ).toEqual([]);
      }
    },
  );

  it.each(FORMAT_NAMES)('as %s differs from what GraphQL answers for another filter', async (format) => {
    const [first] = await exported('achievements', format, { industry: 'RAIL_TRANSIT' });
    const { achievements } = await app.query(
      '{ achievements(filter: { industry: { anyOf: ["AEROSPACE"] } }, first: 1) { edges { node { code } } } }',
    );
    expect(first?.code).not.toBe(achievements.edges[0].node.code);
  });
});

describe.each<[DatasetName, string]>([
  [
    'craftsmen',
    `name { value } organisation { code name { value } } organisationBasis trade honours region { code }
     studio { code name { value } } sourceUrl version updatedAt achievements(first: 50) { edges { node { code } } }`,
  ],
  [
    'studios',
    `name { value } organisation { code name { value } } region { code } industry { code } sourceUrl version updatedAt
     leaders { code name { value } } achievements(first: 50) { edges { node { code } } }`,
  ],
  [
    'organisations',
    `name { value } region { code } version updatedAt studios(first: 50) { edges { node { code } } }
     led: achievements(role: LEAD, first: 50) { edges { node { code } } }
     partnered: achievements(role: PARTNER, first: 50) { edges { node { code } } }`,
  ],
])('a file of %s', (name, selection) => {
  it.each(FORMAT_NAMES)('as %s holds, row for row, what GraphQL answers', async (format) => {
    const document = `query($after: String) { ${name}(filter: { name: { contains: "中" } }, first: 20, after: $after) {
      pageInfo { hasNextPage endCursor } edges { node { code ${selection} } } } }`;
    const nodes = await walk(document, name);
    const listOf = (page: any): string[] => page.edges.map((edge: any) => edge.node.code);
    const rows = await exported(name, format, { name: '中' });
    expect(nodes.length).toBeGreaterThan(3);
    expect(rows.map(({ studiosLed: _led, ...row }) => row)).toEqual(
      nodes.map(({ achievements, led, partnered, studios, leaders, ...node }) => ({
        ...node,
        name: node.name.value,
        region: node.region?.code ?? null,
        ...('organisation' in node
          ? {
              organisation: node.organisation?.code ?? null,
              organisationName: node.organisation?.name.value ?? null,
            }
          : {}),
        ...('studio' in node
          ? { studio: node.studio?.code ?? null, studioName: node.studio?.name.value ?? null }
          : {}),
        ...('industry' in node ? { industry: node.industry?.code ?? null } : {}),
        ...(leaders ? { leaders: codes(leaders), leaderNames: names(leaders) } : {}),
        ...(achievements ? { achievements: listOf(achievements) } : {}),
        ...(studios ? { studios: listOf(studios) } : {}),
        ...(led ? { achievementsLed: listOf(led), achievementsPartnered: listOf(partnered) } : {}),
      })),
    );
  });
});
