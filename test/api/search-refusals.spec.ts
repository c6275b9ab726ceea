import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeCursor } from '../../src/common/pagination/cursor.js';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(async () => {
  await service.close();
});

describe('a request that cannot be answered', () => {
  it.each<[string, string, object, string, RegExp]>([
    ['a query that is too long', 'q: $q', { q: 'x'.repeat(10_000) }, 'BAD_USER_INPUT', /at most 500 .*10000/],
    [
      'too many terms',
      'q: $q',
      { q: Array.from({ length: 30 }, (_, n) => `词${n},`).join(' ') },
      'BAD_USER_INPUT',
      /10/,
    ],
    ['a page that is too long', 'first: 101', {}, 'BAD_USER_INPUT', /0 to 100; 101/],
    ['RELEVANCE beside another order', 'sort: [RELEVANCE, YEAR_ASC]', {}, 'BAD_USER_INPUT', /RELEVANCE/],
    ['a damaged cursor', 'after: "nonsense"', {}, 'BAD_CURSOR', /damaged/],
    [
      'an unknown industry',
      'filter: { industry: { anyOf: ["NOPE"] } }',
      {},
      'BAD_USER_INPUT',
      /“NOPE” at “filter.industry.anyOf”.*RAIL_TRANSIT/,
    ],
    [
      'an empty range',
      'filter: { year: { gte: 2020, lte: 2010 } }',
      {},
      'BAD_USER_INPUT',
      /gte 2020 is above lte 2010/,
    ],
  ])('is told of %s', async (_, argument, variables, code, message) => {
    const head = 'q' in variables ? 'query Bad($q: String)' : 'query Bad';
    const { errors } = await service.send(
      `${head} { search(${argument}) { totalCount edges { score } } }`,
      variables,
    );
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('is told of a facet that does not exist, with what was sent', async () => {
    const { status, errors } = await service.send('{ search(facets: [COLOUR]) { totalCount } }');
    expect([status, errors?.[0]?.message]).toEqual([200, expect.stringContaining('COLOUR')]);
  });

  it('is told that a cursor is of another search, and of another order', async () => {
    const document = (argument: string): string =>
      `query Page($after: String) { search(${argument}, first: 1, after: $after) { pageInfo { endCursor } } }`;
    const { search } = await service.query(document('q: "焊接"'));
    const after = search.pageInfo.endCursor;
    for (const other of [
      'q: "铁路"',
      'q: "焊接", sort: [YEAR_ASC]',
      'q: "焊接", filter: { year: { gte: 2000 } }',
    ]) {
      const { errors } = await service.send(document(other), { after });
      expect([other, errors?.[0]?.extensions.code]).toEqual([other, 'BAD_CURSOR']);
    }
    expect((await service.send(document('q: "焊接"'), { after })).errors).toBeUndefined();
  });
});

describe('a forged cursor', () => {
  it.each<[string, string, unknown[]]>([
    ['a number that no integer holds', 'sort: [YEAR_ASC]', [1e12, 1e12, 'WIA-0001']],
    ['points that no integer holds', 'q: "焊接"', [2_147_483_648, 'WIA-0002']],
    ['a part of a number', 'q: "焊接"', [0.5, 'WIA-0002']],
    ['a text for a number', 'sort: [YEAR_ASC]', ['2020', '2020', 'WIA-0001']],
    ['a moment that is none', 'sort: [UPDATED_ASC]', ['1', '1', 'WIA-0001']],
    ['a year out of range', 'sort: [UPDATED_ASC]', ['x', '+275760-09-13T00:00:00.000Z', 'WIA-0001']],
    ['too few values', 'sort: [YEAR_ASC]', [2020]],
    ['too many values', '', ['WIA-0001', 'WIA-0002']],
    ['a place of the other engine', 'sort: [YEAR_ASC]', [2020, 2020, 'WIA-0001', 7]],
  ])('of %s is refused', async (_, argument, position) => {
    const document = `query Page($after: String) { search(first: 1, after: $after, ${argument || 'q: null'}) { pageInfo { endCursor } } }`;
    const { search } = await service.query(document);
    const whole = Buffer.from(search.pageInfo.endCursor as string, 'base64url').toString();
    const [order, backend, code] = JSON.parse(whole.slice(8)) as string[];
    const after = encodeCursor({ order: order as string, values: [backend, code, ...position] as string[] });
    const { errors } = await service.send(document, { after });
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });
});

describe('an expensive request', () => {
  it('is refused: each search costs, whatever it gives', async () => {
    const searches = (count: number): string =>
      `{ ${Array.from({ length: count }, (_, n) => `s${n}: search(first: 0, facets: [YEAR, CRAFTSMAN]) { totalCount }`).join(' ')} }`;
    expect((await service.send(searches(2))).errors).toBeUndefined();
    const { errors } = await service.send(
      `{ ${Array.from({ length: 50 }, (_, n) => `s${n}: facetValues(facet: CRAFTSMAN, q: "a", first: 1) { totalCount } t${n}: searchEverything(q: "a", first: 0) { studios { totalCount } } u${n}: search(first: 0, facets: [YEAR]) { totalCount }`).join(' ')} }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('hostile texts', () => {
  it.each<[string, string]>([
    ['a condition of a filter language', '" OR 1=1'],
    ['a quote left open', '"open quote'],
    ['a statement', "'; DROP TABLE achievement; --"],
    ['control characters', '\u0000\u0007\u001b[31m'],
    ['half a surrogate pair', '\ud800 lone'],
    ['emoji', '😀👩‍🚀'],
    ['the operators of PostgreSQL', ':* & | ! <-> ()'],
    ['minus signs alone', '- - -'],
    ['quotes alone', '““””'],
    ['backslashes', '\\'.repeat(100)],
    ['one character again and again', '焊'.repeat(499)],
    ['wildcards', '%_%'],
  ])('are looked for, and break nothing: %s', async (_, q) => {
    const { errors, data } = await service.send(
      'query Hostile($q: String!) { search(q: $q, facets: [YEAR], first: 2) { totalCount edges { highlights { field } } facets { valueCount } } suggest(q: $q) { code } }',
      { q },
    );
    expect(errors).toBeUndefined();
    expect(data.search.totalCount).toBeGreaterThanOrEqual(0);
  });
});
