import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AchievementField, type AchievementFilter } from '../../src/catalog/achievement/achievement.input.js';
import { CatalogLists } from '../../src/catalog/catalog.lists.js';
import { CraftsmanField } from '../../src/catalog/craftsman/craftsman.input.js';
import { OrganisationField } from '../../src/catalog/organisation/organisation.input.js';
import { ReferenceData } from '../../src/catalog/reference-data.js';
import { StudioField } from '../../src/catalog/studio/studio.input.js';
import { type FilterLogic } from '../../src/database/query/filter.js';
import { type ListSpec } from '../../src/database/query/list-query.js';
import { Reader } from '../../src/database/query/reader.js';
import { type BaseRow } from '../../src/database/query/row.js';
import { type Connection } from '../../src/common/pagination/connection.type.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let lists: CatalogLists;
let reader: Reader;
let facts: Facts[];

/** What is known of one achievement, read by one plain query. */
interface Facts {
  code: string;
  title: string;
  titleEn: string | null;
  industry: string;
  region: string | null;
  studio: string | null;
  recognition: string;
  year: number | null;
  figures: string[];
  exhibitedAt: string | null;
  kind: string;
  url: string | null;
  craftsmen: string[];
  leads: string[];
  partners: string[];
  grants: { award: string; recognition: string; level: string | null; list: string | null }[];
}

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  const reference = new ReferenceData(database.dataSource);
  await reference.onModuleInit();
  lists = new CatalogLists(reference);
  reader = new Reader(database.dataSource);
  facts = await database.dataSource.query<Facts[]>(`
    SELECT a.code, a.title, a.title_en AS "titleEn", a.industry_code AS industry, a.region_code AS region,
      a.studio_code AS studio, a.recognition, a.year, a.figures, a.exhibited_at AS "exhibitedAt", s.kind, s.url,
      ARRAY(SELECT craftsman_code FROM achievement_craftsman WHERE achievement_code = a.code) AS craftsmen,
      ARRAY(SELECT organisation_code FROM achievement_organisation WHERE achievement_code = a.code AND role = 'LEAD') AS leads,
      ARRAY(SELECT organisation_code FROM achievement_organisation WHERE achievement_code = a.code AND role = 'PARTNER') AS partners,
      ARRAY(SELECT jsonb_build_object('award', award_code, 'recognition', recognition, 'level', level, 'list', list_code)
        FROM award_grant WHERE achievement_code = a.code) AS grants
    FROM achievement a JOIN source s ON s.id = a.source_id ORDER BY a.code`);
});

afterAll(() => database.drop());

interface Sets {
  anyOf?: string[] | null;
  noneOf?: string[] | null;
  allOf?: string[] | null;
}

/** Whether a set filter keeps a record that has these values. */
function inSets({ anyOf, noneOf, allOf }: Sets, values: (string | null)[]): boolean {
  const has = (value: string): boolean => values.includes(value);
  return (anyOf?.some(has) ?? true) && (allOf?.every(has) ?? true) && !(noneOf?.some(has) ?? false);
}

function contains(text: string | null, part: string): boolean {
  return text?.toLowerCase().includes(part.toLowerCase()) ?? false;
}

const MISSING: Record<AchievementField, (a: Facts) => boolean> = {
  AWARD: (a) => a.grants.length === 0,
  CRAFTSMAN: (a) => a.craftsmen.length === 0,
  EXHIBITED_AT: (a) => a.exhibitedAt === null,
  FIGURES: (a) => a.figures.length === 0,
  AWARD_LEVEL: (a) => a.grants.every(({ level }) => level === null),
  LIST_CODE: (a) => a.grants.every(({ list }) => list === null),
  ORGANISATION: (a) => a.leads.length === 0,
  PARTNER_ORGANISATION: (a) => a.partners.length === 0,
  REGION: (a) => a.region === null,
  SOURCE_URL: (a) => a.url === null,
  STUDIO: (a) => a.studio === null,
  TITLE_EN: (a) => a.titleEn === null,
  YEAR: (a) => a.year === null,
};

/** Collections are no part of an achievement; test/api/collection-filter.spec.ts looks at them. */
type Plain = Omit<AchievementFilter, 'and' | 'or' | 'not' | 'inCollection'>;

/** What each field of a filter means, said once more and without SQL. An unknown value fulfils no condition. */
const MEANS: { [K in keyof Plain]-?: (a: Facts, value: NonNullable<Plain[K]>) => boolean } = {
  code: (a, set) => inSets(set, [a.code]),
  industry: (a, set) => inSets(set, [a.industry]),
  region: (a, set) => inSets(set, [a.region]),
  studio: (a, set) => inSets(set, [a.studio]),
  craftsman: (a, set) => inSets(set, a.craftsmen),
  organisation: (a, set) => inSets(set, [...a.leads, ...a.partners]),
  award: (a, set) =>
    inSets(
      set,
      a.grants.map(({ award }) => award),
    ),
  awardWon: (a, set) =>
    inSets(
      set,
      a.grants.filter(({ recognition }) => recognition === 'AWARDED').map(({ award }) => award),
    ),
  awardLevel: (a, set) =>
    inSets(
      set,
      a.grants.map(({ level }) => level),
    ),
  recognition: (a, set) => inSets(set, [a.recognition]),
  sourceKind: (a, set) => inSets(set, [a.kind]),
  year: (a, { gte, lte }) =>
    (gte == null || (a.year !== null && a.year >= gte)) &&
    (lte == null || (a.year !== null && a.year <= lte)),
  title: (a, match) => contains(a.title, match.contains) || contains(a.titleEn, match.contains),
  updatedSince: (_, moment) => moment.getTime() <= Date.now(),
  missing: (a, fields) => fields.every((field) => MISSING[field](a)),
};

function keeps(filter: AchievementFilter, a: Facts): boolean {
  const { and, or, not, ...plain } = filter;
  return (
    Object.entries(plain).every(([name, value]) =>
      (MEANS[name as keyof Plain] as (a: Facts, value: unknown) => boolean)(a, value),
    ) &&
    (and?.every((each) => keeps(each, a)) ?? true) &&
    (or?.some((each) => keeps(each, a)) ?? true) &&
    !(not && keeps(not, a))
  );
}

/** The codes of all achievements that a filter keeps, walked by pages, together with the count. */
async function found(filter: AchievementFilter): Promise<{ codes: string[]; total: number }> {
  const codes: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Connection<BaseRow> = await reader.page(lists.achievements, {
      filter,
      orderBy: null,
      page: { size: 100, backward: false, after, before: null },
    });
    codes.push(...page.edges.map(({ node }) => node.code));
    after = page.pageInfo.endCursor;
    if (codes.length > facts.length) throw new Error('The walk does not end.');
    if (!page.pageInfo.hasNextPage) return { codes, total: await page.totalCount };
  }
}

async function expectRight(filter: AchievementFilter): Promise<number> {
  const expected = facts.filter((each) => keeps(filter, each)).map(({ code }) => code);
  expect({ filter, ...(await found(filter)) }).toEqual({ filter, codes: expected, total: expected.length });
  return expected.length;
}

/** A small generator with a seed, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomFilter(next: (below: number) => number, depth: number): AchievementFilter {
  const some = (): Facts => facts[next(facts.length)] as Facts;
  const pick = (value: (a: Facts) => string | null | undefined): string[] =>
    Array.from({ length: 1 + next(3) }, () => value(some()) ?? 'NONE');
  const sets = (value: (a: Facts) => string | null | undefined, linked = false): Sets => {
    const way = next(linked ? 3 : 2);
    return way === 0
      ? { anyOf: pick(value) }
      : way === 1
        ? { noneOf: pick(value) }
        : { allOf: pick(value).slice(0, 2) };
  };
  const known = (value: (a: Facts) => string | null): Sets => {
    const set = sets(value);
    const drop = (list?: string[] | null): string[] => (list ?? []).filter((each) => each !== 'NONE');
    return set.anyOf ? { anyOf: drop(set.anyOf) } : { noneOf: drop(set.noneOf) };
  };
  const leaves: (() => AchievementFilter)[] = [
    () => ({ code: sets((a) => a.code) }),
    () => ({ industry: known((a) => a.industry) }),
    () => ({ region: known((a) => a.region) }),
    () => ({ studio: sets((a) => a.studio) }),
    () => ({ craftsman: sets((a) => a.craftsmen[0], true) }),
    () => ({ organisation: sets((a) => a.partners[0] ?? a.leads[0], true) }),
    () => ({ award: sets((a) => a.grants[0]?.award, true) }),
    () => ({ awardWon: sets((a) => a.grants[0]?.award, true) }),
    () => ({ awardLevel: sets((a) => a.grants[0]?.level) }),
    () => ({ recognition: sets((a) => a.recognition) as never }),
    () => ({ sourceKind: sets((a) => a.kind) as never }),
    () => ({ year: next(2) ? { gte: 2010 + next(16) } : { gte: 2000 + next(20), lte: 2020 + next(7) } }),
    () => ({ title: { contains: some().title.slice(0, 1 + next(3)) } }),
    () => ({ missing: [Object.values(AchievementField)[next(13)] as AchievementField] }),
  ];
  const leaf = (): AchievementFilter => leaves[next(leaves.length)]?.() ?? {};
  if (depth === 0) return { ...leaf(), ...leaf() };
  const inner = (): AchievementFilter => randomFilter(next, depth - 1);
  return [
    (): AchievementFilter => ({ ...leaf(), not: inner() }),
    (): AchievementFilter => ({ or: [inner(), inner(), leaf()] }),
    (): AchievementFilter => ({ and: [inner(), leaf()] }),
    (): AchievementFilter => ({ not: { or: [leaf(), inner()] } }),
  ][next(4)]?.() as AchievementFilter;
}

describe('a filter of achievements keeps what it says', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index))('at random, series %i', async (series) => {
    const next = numbers(7_919 * (series + 1));
    let kept = 0;
    for (let round = 0; round < 12; round += 1) kept += await expectRight(randomFilter(next, series % 4));
    expect(kept).toBeGreaterThan(0);
  });

  it.each(['%', '_', '\\', '“', '±', 'C919', 'c919', 'KV', '10,000', "'"])(
    'by the text %s in a title, taken literally',
    async (text) => {
      await expectRight({ title: { contains: text } });
      await expectRight({ not: { title: { contains: text } } });
    },
  );

  it.each(Object.values(AchievementField))('by missing %s, and all others by not', async (field) => {
    const missing = await expectRight({ missing: [field] });
    expect(missing + (await expectRight({ not: { missing: [field] } }))).toBe(facts.length);
  });

  // The numbers of the data's own description.
  it.each([
    ['ORGANISATION', 84],
    ['CRAFTSMAN', 411],
    ['YEAR', 256],
    ['REGION', 247],
  ] as const)('by missing %s: %i', async (field, count) => {
    expect((await found({ missing: [AchievementField[field]] })).total).toBe(count);
  });

  it('by hostile texts, which are texts and nothing else', async () => {
    for (const text of [
      `'; DROP TABLE achievement; --`,
      `' OR TRUE --`,
      '$1',
      '{a,b}',
      '\\',
      `"`,
      '\ud800',
      '\u202e',
    ]) {
      const hostile: AchievementFilter[] = [
        { code: { anyOf: [text] } },
        { studio: { anyOf: [text] } },
        { craftsman: { allOf: [text] } },
        { organisation: { anyOf: [text] } },
        { awardLevel: { anyOf: [text] } },
      ];
      for (const filter of hostile) {
        expect((await found(filter)).total).toBe(0);
        expect((await found({ not: filter })).total).toBe(facts.length);
      }
    }
  });
});

describe('with every list, what a condition keeps and what it leaves out add up to all', () => {
  type Any = ListSpec<FilterLogic<never>, string>;

  async function addUp(list: unknown, filter: object): Promise<[number, number]> {
    const count = (each: object | null): Promise<number> => reader.count(list as Any, { filter: each });
    const [all, kept, left] = await Promise.all([count(null), count(filter), count({ not: filter })]);
    expect({ filter, sum: kept + left }).toEqual({ filter, sum: all });
    return [kept, left];
  }

  it.each([
    ['craftsmen', Object.values(CraftsmanField)],
    ['studios', Object.values(StudioField)],
    ['organisations', Object.values(OrganisationField)],
  ] as const)('of %s, by what is missing', async (name, fields) => {
    for (const field of fields) {
      const [kept, left] = await addUp(lists[name], { missing: [field] });
      expect({ field, some: kept + left > 0 }).toEqual({ field, some: true });
    }
  });

  it.each([
    ['achievements', { region: { noneOf: ['CN-SD'] } }, { region: { anyOf: ['CN-SD'] } }],
    ['achievements', { studio: { noneOf: ['STU-0001'] } }, { studio: { anyOf: ['STU-0001'] } }],
    ['achievements', { award: { noneOf: ['AWD-0001'] } }, { award: { anyOf: ['AWD-0001'] } }],
    ['craftsmen', { organisation: { noneOf: ['ORG-00001'] } }, { organisation: { anyOf: ['ORG-00001'] } }],
    ['craftsmen', { industry: { noneOf: ['AEROSPACE'] } }, { industry: { anyOf: ['AEROSPACE'] } }],
    ['craftsmen', { studio: { noneOf: ['STU-0001'] } }, { studio: { anyOf: ['STU-0001'] } }],
    ['craftsmen', { trade: { contains: '焊' } }, { not: { trade: { contains: '焊' } } }],
    ['studios', { industry: { noneOf: ['AEROSPACE'] } }, { industry: { anyOf: ['AEROSPACE'] } }],
    ['studios', { craftsman: { noneOf: ['CRF-00001'] } }, { craftsman: { anyOf: ['CRF-00001'] } }],
    ['organisations', { achievement: { noneOf: ['WIA-0001'] } }, { achievement: { anyOf: ['WIA-0001'] } }],
    ['organisations', { award: { noneOf: ['AWD-0001'] } }, { award: { anyOf: ['AWD-0001'] } }],
    ['awards', { name: { contains: '全国' } }, { not: { name: { contains: '全国' } } }],
  ] as const)('of %s: %j and %j', async (name, filter, other) => {
    const [kept, left] = await addUp(lists[name], filter);
    expect(await reader.count(lists[name] as unknown as Any, { filter: other as never })).toBe(left);
    expect(kept).toBeGreaterThan(0);
  });
});
