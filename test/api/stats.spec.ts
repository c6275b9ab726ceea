import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createTestApp, type TestApp } from '../support/app.js';
import { seeded } from '../support/seeded.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

const STATS = `query ($filter: AchievementFilter, $q: String, $by: [Facet!]!, $orderBy: StatOrder) {
  stats(filter: $filter, q: $q, by: $by, orderBy: $orderBy) {
    count
    values { dimension key label { value } }
  }
}`;

interface Bucket {
  count: number;
  values: { dimension: string; key: string | null; label: { value: string } | null }[];
}

async function stats(variables: object): Promise<Bucket[]> {
  return (await service.query(STATS, variables)).stats;
}

async function total(filter: object): Promise<number> {
  const { achievements } = await service.query(
    'query ($filter: AchievementFilter) { achievements(filter: $filter) { totalCount } }',
    { filter },
  );
  return achievements.totalCount;
}

/** The filter of each dimension: by its value, and for those without one. */
const DIMENSIONS: Record<string, (key: string | null) => object> = {
  INDUSTRY: (key) => ({ industry: { anyOf: [key] } }),
  REGION: (key) => (key === null ? { missing: ['REGION'] } : { region: { anyOf: [key] } }),
  RECOGNITION: (key) => ({ recognition: { anyOf: [key] } }),
  YEAR: (key) => (key === null ? { missing: ['YEAR'] } : { year: { gte: Number(key), lte: Number(key) } }),
  AWARD: (key) => (key === null ? { missing: ['AWARD'] } : { award: { anyOf: [key] } }),
  AWARD_LEVEL: (key) => (key === null ? { missing: ['AWARD_LEVEL'] } : { awardLevel: { anyOf: [key] } }),
  ORGANISATION: (key) => (key === null ? { missing: ['ORGANISATION'] } : { organisation: { anyOf: [key] } }),
  STUDIO: (key) => (key === null ? { missing: ['STUDIO'] } : { studio: { anyOf: [key] } }),
  CRAFTSMAN: (key) => (key === null ? { missing: ['CRAFTSMAN'] } : { craftsman: { anyOf: [key] } }),
  SOURCE_KIND: (key) => ({ sourceKind: { anyOf: [key] } }),
};

/** Dimensions of which a record has one value at most. */
const SINGLE = ['INDUSTRY', 'REGION', 'RECOGNITION', 'YEAR', 'STUDIO', 'SOURCE_KIND'];

/** A few of many, the first and the one without a value among them. */
function sample(buckets: readonly Bucket[], random: () => number): Bucket[] {
  const some = Array.from({ length: 5 }, () => buckets[Math.floor(random() * buckets.length)] as Bucket);
  const missing = buckets.filter(({ values }) => values.some(({ key }) => key === null));
  return [...buckets.slice(0, 1), ...some, ...missing.slice(0, 2)];
}

function filterOf({ values }: Bucket): object[] {
  return values.map(({ dimension, key }) => DIMENSIONS[dimension]?.(key) ?? {});
}

describe('counts', () => {
  it.each(Object.keys(DIMENSIONS))('by %s are what lists count', async (dimension) => {
    const random = seeded(dimension.length);
    for (const filter of [{}, { recognition: { anyOf: ['AWARDED'] }, year: { gte: 2020 } }]) {
      const buckets = await stats({ filter, by: [dimension] });
      expect(buckets.length).toBeGreaterThan(0);
      for (const bucket of sample(buckets, random)) {
        expect([bucket.values, bucket.count]).toEqual([
          bucket.values,
          await total({ and: [filter, ...filterOf(bucket)] }),
        ]);
      }
      const sum = buckets.reduce((all, { count }) => all + count, 0);
      if (SINGLE.includes(dimension)) expect(sum).toBe(await total(filter));
      else expect(sum).toBeGreaterThanOrEqual(await total(filter));
    }
  });

  it.each([
    ['INDUSTRY', 'YEAR'],
    ['REGION', 'AWARD'],
    ['AWARD', 'ORGANISATION'],
    ['RECOGNITION', 'CRAFTSMAN'],
  ])('by %s and %s are what lists count', async (...by) => {
    const buckets = await stats({ by });
    for (const bucket of sample(buckets, seeded(7))) {
      expect([bucket.values, bucket.count]).toEqual([bucket.values, await total({ and: filterOf(bucket) })]);
    }
    const keys = buckets.map(({ values }) => values.map(({ key }) => key).join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of a search are those of what it finds', async () => {
    for (const q of ['焊接', '焊接 机器人', '无此词语啊 机器人']) {
      const { search } = await service.query('query ($q: String) { search(q: $q) { totalCount } }', { q });
      const [whole] = await stats({ q, by: [] });
      expect([q, whole]).toEqual([q, { count: search.totalCount, values: [] }]);
      const years = await stats({ q, by: ['YEAR'] });
      expect(years.reduce((sum, { count }) => sum + count, 0)).toBe(search.totalCount);
    }
  });

  it('come in the order asked for, with names, those without a value last', async () => {
    const byCount = await stats({ by: ['INDUSTRY'] });
    const counts = byCount.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(byCount.find(({ values }) => values[0]?.key === 'RAIL_TRANSIT')?.values[0]?.label?.value).toBe(
      '轨道交通',
    );
    const years = (await stats({ by: ['YEAR'], orderBy: 'KEY' })).map(({ values }) => values[0]?.key ?? null);
    const known = years.filter((year) => year !== null);
    expect(years).toEqual([...[...known].sort(), null]);
    const [unknown] = (await stats({ by: ['YEAR'], filter: { missing: ['YEAR'] } })).map(
      ({ values }) => values[0],
    );
    expect(unknown).toEqual({ dimension: 'YEAR', key: null, label: null });
  });

  it('of nothing are none, and without a dimension the total', async () => {
    expect(await stats({ by: ['YEAR'], filter: { year: { gte: 2099 } } })).toEqual([]);
    expect(await stats({ by: [] })).toEqual([{ count: await total({}), values: [] }]);
  });
});

describe('the same as CSV', () => {
  it('has the same rows', async () => {
    const filter = { recognition: { anyOf: ['AWARDED'] } };
    const buckets = await stats({ filter, by: ['REGION', 'AWARD'] });
    const query = new URLSearchParams({ by: 'REGION,AWARD', filter: JSON.stringify(filter) });
    const response = await fetch(`${service.url}/v1/stats.csv?${String(query)}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(
      rows.map((row) => [row.region, row.region_zh, row.award, row.award_zh, Number(row.count)]),
    ).toEqual(
      buckets.map(({ values: [region, award], count }) => [
        region?.key ?? '',
        region?.label?.value ?? '',
        award?.key ?? '',
        award?.label?.value ?? '',
        count,
      ]),
    );
    expect(rows.find(({ region }) => region === 'CN-BJ')?.region_en).toBe('Beijing');
  });

  it.each([
    ['industry=RAIL_TRANSIT,AEROSPACE', { industry: { anyOf: ['RAIL_TRANSIT', 'AEROSPACE'] } }],
    [
      'year.gte=2018&not.region=CN-BJ',
      { and: [{ year: { gte: 2018 } }, { not: { region: { anyOf: ['CN-BJ'] } } }] },
    ],
    [
      'recognition=AWARDED&filter={"year":{"lte":2019}}',
      { and: [{ recognition: { anyOf: ['AWARDED'] } }, { year: { lte: 2019 } }] },
    ],
  ])('takes the filter as exports do: %s', async (query, filter) => {
    const response = await fetch(`${service.url}/v1/stats.csv?by=YEAR,RECOGNITION&${query}`);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    const buckets = await stats({ by: ['YEAR', 'RECOGNITION'], filter });
    expect(buckets.length).toBeGreaterThan(0);
    expect(rows.map(({ year, recognition, count }) => [year, recognition, Number(count)])).toEqual(
      buckets.map(({ values: [year, recognition], count }) => [
        year?.key ?? '',
        recognition?.key ?? '',
        count,
      ]),
    );
  });

  it('takes a search, a moment and an order', async () => {
    const query = new URLSearchParams({
      by: 'YEAR',
      q: '焊接',
      orderBy: 'KEY',
      filter: '{"updatedSince":"2020-01-01T00:00:00Z"}',
    });
    const text = await (await fetch(`${service.url}/v1/stats.csv?${String(query)}`)).text();
    const buckets = await stats({ by: ['YEAR'], q: '焊接', orderBy: 'KEY' });
    expect(text.split('\r\n').length).toBe(buckets.length + 2);
  });

  it.each([
    ['by=COLOUR', 'by'],
    ['by=YEAR,REGION,AWARD', 'by'],
    ['by=YEAR,YEAR', 'by'],
    ['by=YEAR&by=REGION', 'by'],
    ['by=YEAR&filter=x', 'filter'],
    ['by=YEAR&colour=red', 'colour'],
    ['by=YEAR&year.gte=soon', 'year.gte'],
    ['by=YEAR&recognition=MAYBE', 'filter.recognition.anyOf'],
    ['by=YEAR&orderBy=KEY&orderBy=COUNT', 'orderBy'],
    ['by=YEAR&q=a&q=b', 'q'],
    ['by=YEAR&filter={"colour":1}', 'filter.colour'],
    ['by=YEAR&filter={"year":{"gte":"x"}}', 'filter.year.gte'],
    ['by=YEAR&filter={"and":[{"colour":1}]}', 'filter.and[0].colour'],
    ['by=YEAR&orderBy=RANDOM', 'orderBy'],
    ['by=YEAR&groupBy=YEAR', 'groupBy'],
  ])('is refused for %s', async (query, path) => {
    const response = await fetch(`${service.url}/v1/stats.csv?${query}`);
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; fields: { path: string }[] };
    expect([problem.code, problem.fields.map((field) => field.path)]).toEqual(['BAD_USER_INPUT', [path]]);
  });

  it('is refused for an industry that there is not', async () => {
    const response = await fetch(
      `${service.url}/v1/stats.csv?by=YEAR&filter={"industry":{"anyOf":["NONE"]}}`,
    );
    expect(await response.json()).toMatchObject({ status: 400, argument: 'filter.industry.anyOf' });
  });
});

describe('a request for counts', () => {
  it.each([[['YEAR', 'YEAR']], [['YEAR', 'REGION', 'AWARD']]])('is refused by %j', async (by) => {
    const { errors } = await service.send(STATS, { by });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'by' }] });
  });

  it('is refused when there are too many buckets to look at', async () => {
    const { dataSource } = service.database;
    await dataSource.query(
      `UPDATE record_facet SET organisation = ARRAY(SELECT 'ORG-X' || code || n FROM generate_series(1, 9) n)`,
    );
    const { errors } = await service.send(STATS, { by: ['ORGANISATION'] });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
      limitName: 'maxBuckets',
      limit: 10_000,
    });
  });
});
