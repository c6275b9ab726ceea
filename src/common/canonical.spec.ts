import { describe, expect, it } from '@jest/globals';
import { canonicalText } from './canonical.js';

describe('the canonical text', () => {
  it('is the same for the same content in another order, also within lists and documents', () => {
    const one = { a: [{ x: 1, y: null }], b: { c: '厂', d: true } };
    const other = { b: { d: true, c: '厂' }, a: [{ y: null, x: 1 }] };
    expect(canonicalText(other)).toBe(canonicalText(one));
  });

  it.each<[unknown, unknown]>([
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, { a: '' }],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [[], {}],
    [null, 'null'],
  ])('tells %j from %j', (one, other) => {
    expect(canonicalText(one)).not.toBe(canonicalText(other));
  });
});
