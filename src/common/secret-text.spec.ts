import { describe, expect, it } from '@jest/globals';
import { hasKey, withoutKeys, withoutKeysIn } from './secret-text.js';

const KEY = 'wia_0123456789a_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq000000';

describe('what looks like a key', () => {
  it.each([
    ['a key', KEY],
    ['a key amid other text', `Bearer ${KEY}, and more`],
    ['a key that was cut off', KEY.slice(0, 30)],
    ['a key in an address', `/x?y=${KEY}&z=1`],
    ['a key that was escaped', KEY.replaceAll('_', '%5F')],
    ['a key in JSON', JSON.stringify({ deep: [KEY] })],
    ['two keys', `${KEY} ${KEY}`],
  ])('is found and hidden: %s', (_what, text) => {
    expect(hasKey(text)).toBe(true);
    expect(withoutKeys(text)).not.toMatch(/0123456789a|ABCDEFGH/);
    expect(hasKey(withoutKeys(text))).toBe(false);
  });

  it.each(['', 'WIA-0001', 'wia_', 'wia_…', 'wia_short', 'the wia_ prefix', '0123456789a'])(
    'is not seen in “%s”',
    (text) => {
      expect(hasKey(text)).toBe(false);
      expect(withoutKeys(text)).toBe(text);
    },
  );

  it('is hidden in a value of any shape, whose other parts stay', () => {
    expect(withoutKeysIn({ a: [1, `x ${KEY}`], b: null })).toEqual({ a: [1, 'x wia_…'], b: null });
    const clean = { a: [1, 'x'], b: undefined };
    expect(withoutKeysIn(clean)).toBe(clean);
  });
});
