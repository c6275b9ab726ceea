import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { planQuery } from '../../src/common/text/plan-query.js';
import { normalisedText } from '../../src/common/text/normalise.js';
import { type QueryPlan, type Synonyms } from '../../src/common/text/text.types.js';
import { streamRecords } from '../../src/record/record.reader.js';
import { RECORD_FIELDS, type PublicRecord } from '../../src/record/record.fields.js';
import {
  EVERY_RECORD,
  FACET_FIELDS,
  type EngineResult,
  type FacetField,
  type RecordFilter,
  type RecordSet,
  type SearchEngine,
  type SortKey,
} from '../../src/search/search.port.js';
import { relax } from '../../src/search/relaxation.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { enginesUnderTest, type EngineUnderTest } from './engines.js';
import { Oracle } from './oracle.js';
import { PLAIN_SCANS } from './plain-scan.js';
import { RandomFilters, seeded } from './random-filters.js';
import { ASK, walk } from './walk.js';

// Room for a busy machine: some tests ask thousands of questions.
jest.setTimeout(180_000);

let database: TestDatabase;
let records: PublicRecord[];
let oracle: Oracle;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  records = [];
  for await (const step of streamRecords(database.dataSource, 500)) {
    records.push(...step.map(({ document }) => document));
  }
  oracle = new Oracle(records);
});

const { engines: ENGINES, close } = await enginesUnderTest();

// In the order of their harm: a program that is left behind goes on for ever.
afterAll(close);
afterAll(() => database.drop());

const SYNONYMS: Synonyms = new Map([
  ['高铁', ['高速铁路', '动车组']],
  ['机器人', ['robot']],
  ['焊接', ['焊']],
]);

/** Whether a record has one value of a field at most, so that the counts of its values add up. */
function isSingle(field: FacetField): boolean {
  return RECORD_FIELDS[field].type !== 'texts';
}

/** The one pair of the synonyms that a plain scan knows. */
const RAIL: Synonyms = new Map([['高铁', ['高速铁路', '动车组']]]);

function plan(q: string, synonyms: Synonyms = new Map()): QueryPlan {
  const planned = planQuery(q, synonyms);
  if (planned === null) throw new Error(`“${q}” looks for nothing.`);
  return planned;
}

/** A sample of the titles, the same in every run. */
function sampled<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

describe.each(ENGINES)('the search contract on $name', ({ open }: EngineUnderTest) => {
  let engine: SearchEngine;

  beforeAll(async () => {
    engine = await open(database, records, SYNONYMS);
  });

  async function codes(
    q: string,
    filter: RecordFilter = EVERY_RECORD,
    synonyms?: Synonyms,
  ): Promise<string[]> {
    return (await walk(engine, { plan: plan(q, synonyms), filter })).sort();
  }

  async function top(q: string): Promise<string[]> {
    const { hits } = await engine.search({ ...ASK, plan: plan(q), size: 20 });
    return hits.map(({ record }) => record.code);
  }

  function facetsOf(result: EngineResult): unknown[] {
    return result.facets.map(({ field, values, missing }) => ({
      field,
      values: Object.fromEntries([...values].sort()),
      missing,
    }));
  }

  function wanted(set: RecordSet): unknown[] {
    return FACET_FIELDS.map((field) => {
      const { values, missing } = oracle.counts(set, field);
      return { field, values: Object.fromEntries(Object.entries(values).sort()), missing };
    });
  }

  describe('finds exactly the records that contain', () => {
    it.each(Object.keys(PLAIN_SCANS))('%s, as a plain scan finds them', async (q) => {
      const expected = records.filter((record) => PLAIN_SCANS[q]?.(record)).map(({ code }) => code);
      expect(expected.length).toBeGreaterThan(0);
      expect(await codes(q, EVERY_RECORD, RAIL)).toEqual(expected.sort());
    });

    it.each([
      '焊机',
      '触网',
      '缘子',
      '機車',
      'Ｃ９１９',
      'c919',
      '电',
      '轨道交通',
      '焊接 机器人',
      '“接触网”',
      '"高速铁路"',
      '焊接 -机器人',
      '-焊接',
      '±800kV',
      'hydrogen',
      'hidrogen',
      'wang',
      '国网',
      'Shanghai',
      '上海 robot',
      'WIA-0001',
      'WIA-0',
      'WIA-00',
      'c9',
    ])('%s', async (q) => {
      expect(await codes(q)).toEqual(oracle.codes({ plan: plan(q), filter: EVERY_RECORD }));
    });

    it('a synonym too, one way and the other only when both ways are kept', async () => {
      const set = { plan: plan('高铁', SYNONYMS), filter: EVERY_RECORD };
      expect(await codes('高铁', EVERY_RECORD, SYNONYMS)).toEqual(oracle.codes(set));
      expect(oracle.codes(set).length).toBeGreaterThan(
        oracle.codes({ plan: plan('高铁'), filter: EVERY_RECORD }).length,
      );
      expect(await codes('动车组', EVERY_RECORD, SYNONYMS)).toEqual(await codes('动车组'));
    });

    it('a pair of characters from inside any title', async () => {
      for (const { title } of sampled(records, 150)) {
        const han = /\p{Script=Han}{4,}/u.exec(normalisedText(title))?.[0];
        if (han === undefined) continue;
        const q = han.slice(1, 3);
        expect([q, await codes(q)]).toEqual([q, oracle.codes({ plan: plan(q), filter: EVERY_RECORD })]);
      }
    });

    it('a name, in full and the given name alone', async () => {
      const names = [...new Set(records.flatMap(({ craftsmanNames }) => craftsmanNames))].filter((name) =>
        /^\p{Script=Han}{3}$/u.test(name),
      );
      for (const name of sampled(names, 60)) {
        for (const q of [name, name.slice(1)]) {
          expect([q, await codes(q)]).toEqual([q, oracle.codes({ plan: plan(q), filter: EVERY_RECORD })]);
        }
      }
    });
  });

  it('finds every record by its title', async () => {
    for (const { code, title } of sampled(records, 400)) {
      const { hits } = await engine.search({ ...ASK, plan: plan(title) });
      expect([title, hits.map(({ record }) => record.code)]).toEqual([title, expect.arrayContaining([code])]);
    }
  });

  it('finds a record by its title as one types it', async () => {
    for (const { code, title } of sampled(records, 25)) {
      const signs = [...title];
      for (let length = 2; length <= signs.length; length += 1) {
        const q = signs.slice(0, length).join('');
        if (planQuery(q, new Map()) === null) continue;
        const { total } = await engine.search({ ...ASK, plan: plan(q), size: 0 });
        const [found] = await engine.count([
          { plan: plan(q), filter: { kind: 'anyOf', field: 'code', values: [code] } },
        ]);
        expect([q, found, (total ?? 0) > 0]).toEqual([q, 1, true]);
      }
    }
  });

  it('never finds a homophone by Han characters', async () => {
    const found = await codes('景点');
    expect(found).toEqual(oracle.codes({ plan: plan('景点'), filter: EVERY_RECORD }));
    expect(await codes('及其人')).toEqual([]);
  });

  it('puts what stands together in a title before what stands elsewhere or apart', async () => {
    const ranked = await top('接触网检测');
    const title = new Map(records.map((record) => [record.code, record.title]));
    const group = (code: string): number => {
      const text = title.get(code) ?? '';
      return text.includes('接触网检测') ? 0 : text.includes('接触网') && text.includes('检测') ? 1 : 2;
    };
    expect(ranked.length).toBeGreaterThan(1);
    expect(ranked.map(group)).toEqual(ranked.map(group).sort());
  });

  it('counts every facet of 200 random filters as a look at every record does', async () => {
    const random = new RandomFilters(records, seeded(3));
    for (let round = 0; round < 200; round += 1) {
      const filter = random.next();
      const set = { plan: null, filter };
      const result = await engine.search({
        ...ASK,
        ...set,
        size: 1,
        facets: FACET_FIELDS.map((field) => ({ field, filter })),
      });
      expect([filter, result.total, facetsOf(result)]).toEqual([
        filter,
        oracle.codes(set).length,
        wanted(set),
      ]);
      for (const { field, values, missing } of result.facets.filter((each) => isSingle(each.field))) {
        const sum = [...values.values()].reduce((one, other) => one + other, missing);
        expect([filter, field, sum]).toEqual([filter, field, result.total]);
      }
    }
  });

  it('finds a text inside titles, unless it says that it cannot', async () => {
    const random = new RandomFilters(records, seeded(5));
    for (let round = 0; round < 50; round += 1) {
      const filter: RecordFilter = { kind: 'any', of: [random.titleContains(), random.next(2)] };
      if (!engine.supports(filter)) continue;
      const expected = oracle.codes({ plan: null, filter }).length;
      expect([filter, await engine.count([{ plan: null, filter }])]).toEqual([filter, [expected]]);
    }
  });

  it('gives up first what no record has, then what most records have', async () => {
    const dropped = async (q: string): Promise<string[] | undefined> =>
      (await relax(engine, plan(q), EVERY_RECORD))?.dropped.map(({ source }) => source);
    expect(await dropped('焊接 及其人')).toEqual(['及其人']);
    expect(await dropped('盾构 钻井')).toEqual(['盾构']);
    // Most records have 技术, but without it nothing has the rest.
    expect(await dropped('盾构 钻井 技术')).toEqual(['盾构']);
    expect(await dropped('及其人 景点经典')).toBeUndefined();
  });

  it('counts each facet within a filter of its own, and a query', async () => {
    const random = new RandomFilters(records, seeded(4));
    for (const q of ['焊接', '铁路', '电', 'jiqiren', '检测 装置']) {
      const filters = FACET_FIELDS.map(() => random.next(2));
      const result = await engine.search({
        ...ASK,
        plan: plan(q),
        facets: FACET_FIELDS.map((field, index) => ({ field, filter: filters[index] as RecordFilter })),
      });
      const expected = FACET_FIELDS.map((field, index) => {
        const { values, missing } = oracle.counts(
          { plan: plan(q), filter: filters[index] as RecordFilter },
          field,
        );
        return { field, values: Object.fromEntries(Object.entries(values).sort()), missing };
      });
      expect([q, facetsOf(result)]).toEqual([q, expected]);
    }
  });

  it('gives pages that are the whole result in each order, as sorting every record gives it', async () => {
    const orders: SortKey[][] = [
      [],
      [{ field: 'code', direction: 'DESC' }],
      [{ field: 'year', direction: 'ASC' }],
      [{ field: 'year', direction: 'DESC' }],
      [{ field: 'titleOrder', direction: 'ASC' }],
      [
        { field: 'updatedAt', direction: 'DESC' },
        { field: 'titleOrder', direction: 'DESC' },
      ],
    ];
    for (const sort of orders) {
      expect([sort, await walk(engine, { sort })]).toEqual([sort, oracle.ordered(sort)]);
    }
  });

  it('gives the pages of a ranked result, without a gap or a double', async () => {
    for (const q of ['电', '铁路', '焊接', 'technology']) {
      const all = await walk(engine, { plan: plan(q), size: 7 });
      expect([q, [...all].sort()]).toEqual([q, oracle.codes({ plan: plan(q), filter: EVERY_RECORD })]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('orders records without a year last in both directions', async () => {
    const years = new Map(records.map(({ code, year }) => [code, year]));
    for (const direction of ['ASC', 'DESC'] as const) {
      const walked = (await walk(engine, { sort: [{ field: 'year', direction }] })).map(
        (code) => years.get(code) ?? null,
      );
      const known = walked.filter((year) => year !== null);
      expect(walked.slice(0, known.length)).toEqual(known);
      expect(known).toEqual([...known].sort((a, b) => (direction === 'ASC' ? a - b : b - a)));
    }
  });

  it('answers hostile values as values', async () => {
    for (const value of [
      `" OR 1=1`,
      `' OR '1'='1`,
      '\\',
      'x"] OR code EXISTS',
      '\n',
      '😀',
      '长'.repeat(200),
    ]) {
      const filter: RecordFilter = { kind: 'anyOf', field: 'awardLevel', values: [value] };
      expect([value, await engine.count([{ plan: null, filter }])]).toEqual([value, [0]]);
      const without: RecordFilter = { kind: 'not', of: filter };
      expect([value, await engine.count([{ plan: null, filter: without }])]).toEqual([
        value,
        [records.length],
      ]);
    }
  });
});
