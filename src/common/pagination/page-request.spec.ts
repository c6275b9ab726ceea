import { describe, expect, it } from '@jest/globals';
import { AppError } from '../errors/app-error.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, toPageRequest, type PageArguments } from './page-request.js';

function refusal(args: PageArguments): AppError {
  try {
    toPageRequest(args);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('The page was not refused.');
}

describe('a page request', () => {
  it.each([
    ['nothing given', {}, { size: DEFAULT_PAGE_SIZE, backward: false, after: null, before: null }],
    [
      'null for all',
      { first: null, last: null, after: null, before: null },
      { size: DEFAULT_PAGE_SIZE, backward: false, after: null, before: null },
    ],
    ['first', { first: 7 }, { size: 7, backward: false, after: null, before: null }],
    ['last', { last: 7 }, { size: 7, backward: true, after: null, before: null }],
    [
      'first with last null',
      { first: 7, last: null },
      { size: 7, backward: false, after: null, before: null },
    ],
    [
      'last with first null',
      { first: null, last: 7 },
      { size: 7, backward: true, after: null, before: null },
    ],
    ['no record at all', { first: 0 }, { size: 0, backward: false, after: null, before: null }],
    ['the last none', { last: 0 }, { size: 0, backward: true, after: null, before: null }],
    [
      'both cursors',
      { first: 3, after: 'A', before: 'B' },
      { size: 3, backward: false, after: 'A', before: 'B' },
    ],
    ['before alone', { before: 'B' }, { size: DEFAULT_PAGE_SIZE, backward: false, after: null, before: 'B' }],
    // An empty cursor is not “no cursor”: it is passed on, and refused as damaged.
    ['an empty cursor', { after: '' }, { size: DEFAULT_PAGE_SIZE, backward: false, after: '', before: null }],
  ])('with %s', (_, args, expected) => {
    expect(toPageRequest(args)).toEqual(expected);
  });

  it('takes the default size of its list only when no size is given', () => {
    expect(toPageRequest({}, 5).size).toBe(5);
    expect(toPageRequest({ last: 6 }, 5).size).toBe(6);
    expect(toPageRequest({ first: 0 }, 5).size).toBe(0);
  });

  it.each(['first', 'last'] as const)('takes the largest page by “%s”', (argument) => {
    expect(toPageRequest({ [argument]: MAX_PAGE_SIZE }).size).toBe(MAX_PAGE_SIZE);
  });

  it.each([
    ['first', -1],
    ['first', MAX_PAGE_SIZE + 1],
    ['first', 2 ** 31 - 1],
    ['last', -1],
    ['last', MAX_PAGE_SIZE + 1],
    ['last', -(2 ** 31)],
  ] as const)('refuses %s: %i and says what is allowed', (argument, value) => {
    const error = refusal({ [argument]: value });
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument, limit: MAX_PAGE_SIZE, value },
    });
    expect(error.message).toContain(`“${argument}” must be from 0 to ${MAX_PAGE_SIZE}; ${value} was sent`);
  });

  it.each([
    [1, 1],
    [0, 0],
    [500, 1],
  ])('refuses first: %i together with last: %i', (first, last) => {
    const error = refusal({ first, last });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'last' } });
    expect(error.message).toBe('Give “first” or “last”, not both.');
  });
});
