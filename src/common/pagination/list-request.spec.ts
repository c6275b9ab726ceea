import { describe, expect, it } from '@jest/globals';
import { toListRequest } from './list-request.js';

const PAGE = { size: 20, backward: false, after: null, before: null };

describe('a list request', () => {
  it.each([
    ['nothing', {}, { filter: null, orderBy: null, page: PAGE }],
    ['null', { filter: null, orderBy: null }, { filter: null, orderBy: null, page: PAGE }],
    ['an empty order, which is none', { orderBy: [] }, { filter: null, orderBy: null, page: PAGE }],
    [
      'a filter and an order',
      { filter: { year: 2023 }, orderBy: ['YEAR_DESC', 'CODE_ASC'], last: 3 },
      {
        filter: { year: 2023 },
        orderBy: ['YEAR_DESC', 'CODE_ASC'],
        page: { ...PAGE, size: 3, backward: true },
      },
    ],
  ])('of %s', (_, args, expected) => {
    const request = toListRequest(args);
    expect(request).toEqual(expected);
    expect('scope' in request).toBe(false);
  });

  it('says whose list it is', () => {
    expect(toListRequest({}, 'industry')).toEqual({
      filter: null,
      orderBy: null,
      page: PAGE,
      scope: 'industry',
    });
  });

  it('is refused with a page out of range', () => {
    expect(() => toListRequest({ first: 101 })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => toListRequest({ first: 1, last: 1 })).toThrow('not both');
  });
});
