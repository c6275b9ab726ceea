import { describe, expect, it } from '@jest/globals';
import { EVERY_RECORD, type RecordFilter } from '../../search.port.js';
import { both, canFilterBy, toExpression } from './filter.js';

const RAIL: RecordFilter = { kind: 'anyOf', field: 'industry', values: ['RAIL'] };
const IN_RAIL = 'value.industry IN ["x5241494c"]';

function nested(depth: number): RecordFilter {
  return depth === 1 ? RAIL : { kind: 'not', of: nested(depth - 1) };
}

describe('a filter as the engine reads it', () => {
  it.each<[string, RecordFilter, string]>([
    ['no condition', EVERY_RECORD, ''],
    ['one of some values', RAIL, IN_RAIL],
    ['one of no values', { kind: 'anyOf', field: 'award', values: [] }, 'value.award IN []'],
    [
      'every one of some values',
      { kind: 'allOf', field: 'award', values: ['A', 'B'] },
      '(value.award = "x41" AND value.award = "x42")',
    ],
    ['every one of no values', { kind: 'allOf', field: 'award', values: [] }, 'NOT value.code IN []'],
    ['not', { kind: 'not', of: RAIL }, `NOT (${IN_RAIL})`],
    ['any of no conditions', { kind: 'any', of: [] }, 'value.code IN []'],
    ['not one that every record fulfils', { kind: 'not', of: EVERY_RECORD }, 'NOT (NOT value.code IN [])'],
    ['both', { kind: 'all', of: [RAIL, { kind: 'not', of: RAIL }] }, `(${IN_RAIL} AND NOT (${IN_RAIL}))`],
    [
      'one or another inside both',
      { kind: 'all', of: [{ kind: 'any', of: [RAIL, RAIL] }, RAIL] },
      `((${IN_RAIL} OR ${IN_RAIL}) AND ${IN_RAIL})`,
    ],
    [
      'a range',
      { kind: 'range', field: 'year', gte: 2018, lte: 2020 },
      '(order.year >= 2018 AND order.year <= 2020)',
    ],
    ['an open range', { kind: 'range', field: 'year', gte: null, lte: 2020 }, 'order.year <= 2020'],
    ['a range without ends', { kind: 'range', field: 'year', gte: null, lte: null }, 'order.year EXISTS'],
    [
      'a moment',
      { kind: 'since', field: 'updatedAt', moment: new Date('2023-07-12T00:00:00.001Z') },
      'order.updatedAt >= 1689120000001',
    ],
  ])('%s', (_, filter, expected) => {
    expect(toExpression(filter)).toBe(expected);
  });

  it.each(['" OR 1=1', '\\', '\\"', "'", '\n', '\0', '😀', '"] OR value.code EXISTS OR value.code IN ["'])(
    'has nothing of the value %j but its digits',
    (value) => {
      const expression = toExpression({ kind: 'anyOf', field: 'awardLevel', values: [value] });
      expect(expression).toMatch(/^value\.awardLevel IN \["x[0-9a-f]+"\]$/);
    },
  );
});

describe('joining expressions', () => {
  it('keeps each whole, and leaves out empty ones', () => {
    expect(both('a OR b', '', 'c')).toBe('(a OR b) AND (c)');
    expect(both('', 'a OR b')).toBe('a OR b');
    expect(both('', '')).toBe('');
  });
});

describe('what the engine can filter by', () => {
  it('is everything but what is inside titles and what is in collections', () => {
    expect(canFilterBy({ kind: 'all', of: [RAIL, { kind: 'not', of: RAIL }] })).toBe(true);
    const inTitle: RecordFilter = { kind: 'titleContains', text: '焊' };
    expect(canFilterBy({ kind: 'all', of: [RAIL, { kind: 'not', of: inTitle }] })).toBe(false);
    expect(canFilterBy({ kind: 'any', of: [RAIL, { kind: 'inCollection', slug: 'rail' }] })).toBe(false);
  });

  it('ends at a depth', () => {
    expect(canFilterBy(nested(25))).toBe(true);
    expect(canFilterBy(nested(26))).toBe(false);
  });

  it('ends at a number of conditions, and of values', () => {
    const values = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
    expect(canFilterBy({ kind: 'any', of: Array<RecordFilter>(200).fill(RAIL) })).toBe(true);
    expect(canFilterBy({ kind: 'any', of: Array<RecordFilter>(201).fill(RAIL) })).toBe(false);
    expect(canFilterBy({ kind: 'allOf', field: 'award', values: values(201) })).toBe(false);
    expect(canFilterBy({ kind: 'anyOf', field: 'award', values: values(2_000) })).toBe(true);
    expect(canFilterBy({ kind: 'anyOf', field: 'award', values: values(2_001) })).toBe(false);
  });
});
