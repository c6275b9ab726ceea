import { describe, expect, it } from '@jest/globals';
import { fromIndexValue, NO_VALUE, toIndexValue } from './values.js';

const HOSTILE = [
  '" OR 1=1',
  'a\\"b',
  "it's",
  'line\nbreak',
  '\0',
  '😀',
  '',
  'none',
  'NULL',
  '_geoRadius(1,2,3)',
  '一等奖',
];

describe('a value in the index', () => {
  it.each(HOSTILE)('is of plain letters and digits, whatever it holds, and comes back: %j', (value) => {
    expect(toIndexValue(value)).toMatch(/^x[0-9a-f]*$/);
    expect(fromIndexValue(toIndexValue(value))).toBe(value);
  });

  it('is never taken for the lack of one', () => {
    expect(HOSTILE.map(toIndexValue)).not.toContain(NO_VALUE);
    expect(fromIndexValue(NO_VALUE)).toBeNull();
  });

  it('differs where only case, width or an accent does', () => {
    const values = ['A', 'a', 'Ａ', 'á', 'a ', ' a'].map(toIndexValue);
    expect(new Set(values).size).toBe(values.length);
  });

  it('orders by code point', () => {
    const texts = ['b', 'a', 'ab', '', 'Z', '一', '😀', '\uFFFD'];
    const ordered = [...texts].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect([...texts].sort((one, other) => (toIndexValue(one) < toIndexValue(other) ? -1 : 1))).toEqual(
      ordered,
    );
  });

  it('fits the engine’s longest value', () => {
    expect(toIndexValue('焊'.repeat(1_000)).length).toBeLessThanOrEqual(468);
  });
});
