import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
