import { describe, expect, it } from '@jest/globals';
import { readAddress } from './address-filter.js';

const FIELDS = ['industry', 'craftsman', 'year', 'title', 'missing', 'updatedSince', 'inCollection'];

const read = (query: string): unknown => readAddress(new URLSearchParams(query), FIELDS);

describe('an address', () => {
  it.each([
    ['', null, null],
    ['q=', null, ''],
    ['q=焊接&industry=A', { industry: { anyOf: ['A'] } }, '焊接'],
    ['industry=A,B&industry=C', { industry: { anyOf: ['A', 'B', 'C'] } }, null],
    ['industry=A&industry.noneOf=B', { industry: { anyOf: ['A'], noneOf: ['B'] } }, null],
    ['craftsman.allOf=A,B', { craftsman: { allOf: ['A', 'B'] } }, null],
    ['year=2019', { year: { gte: 2019, lte: 2019 } }, null],
    ['year.gte=2018&year.lte=2020', { year: { gte: 2018, lte: 2020 } }, null],
    ['title=a,b', { title: { contains: 'a,b' } }, null],
    ['title.contains=x', { title: { contains: 'x' } }, null],
    ['missing=YEAR,REGION', { missing: ['YEAR', 'REGION'] }, null],
    ['inCollection=rail', { inCollection: 'rail' }, null],
    ['not.industry=A', { not: { industry: { anyOf: ['A'] } } }, null],
    [
      'not.industry=A&not.year=2019&title=x',
      {
        and: [
          { not: { industry: { anyOf: ['A'] } } },
          { not: { year: { gte: 2019, lte: 2019 } } },
          { title: { contains: 'x' } },
        ],
      },
      null,
    ],
    ['filter={"or":[{}]}', { or: [{}] }, null],
    ['filter={"year":{"gte":1}}&year.lte=2', { and: [{ year: { gte: 1 } }, { year: { lte: 2 } }] }, null],
  ])('with %j asks for %j', (query, filter, q) => {
    expect(read(query)).toEqual({ filter, q });
  });

  it('leaves out what asks for something else, and names it among what is allowed', () => {
    const query = new URLSearchParams('by=YEAR&by=REGION&year=2019');
    expect(readAddress(query, FIELDS, ['by'])).toEqual({
      filter: { year: { gte: 2019, lte: 2019 } },
      q: null,
    });
    const unknown = new URLSearchParams('colour=red');
    expect(() => readAddress(unknown, FIELDS, ['by'])).toThrow(/allowed are by, q, filter, industry/);
  });

  it.each([
    ['colour=red', 'colour'],
    ['constructor=x', 'constructor'],
    ['not.colour=red', 'not.colour'],
    ['year.above=1', 'year.above'],
    ['year.toString=1', 'year.toString'],
    ['year.gte.lte=1', 'year.gte.lte'],
    ['year.gte=1.5', 'year.gte'],
    ['year.gte=1&year.gte=2', 'year.gte'],
    ['year=1&year.gte=2', 'year.gte'],
    ['title=a&title=b', 'title'],
    ['q=a&q=b', 'q'],
    ['filter={', 'filter'],
    ['filter=[]', 'filter'],
    ['filter=null', 'filter'],
    ['filter={}&filter={}', 'filter'],
    ['by=YEAR', 'by'],
  ])('with %j is refused for %s', (query, path) => {
    expect(() => read(query)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        details: { fields: [{ path, message: expect.any(String) }] },
      }),
    );
  });
});
