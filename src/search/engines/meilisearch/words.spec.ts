import { describe, expect, it } from '@jest/globals';
import { beginningOf, shortBeginningsOf, isBeginning, isPlain, numberOf, quoted, wordOf } from './words.js';

const HAN = (text: string): string => wordOf({ kind: 'HAN', text });
const WORD = (text: string): string => wordOf({ kind: 'WORD', text });

describe('the word of a token', () => {
  it('is a number of six digits for each Han character, beyond the first plane too', () => {
    expect(HAN('焊机')).toBe('028938026426');
    expect(HAN('焊')).toBe('028938');
    expect(HAN('𠀀')).toBe('131072');
  });

  it('is the word itself when it is of the letters a to z', () => {
    expect(WORD('hydrogen')).toBe('hydrogen');
  });

  it('is a number all the same where no typos are forgiven', () => {
    expect(numberOf({ kind: 'WORD', text: 'ab' })).toBe('2000097000098');
    expect(numberOf({ kind: 'HAN', text: '焊' })).toBe(HAN('焊'));
  });

  it('is plain for letters alone', () => {
    expect(isPlain({ kind: 'WORD', text: 'welding' })).toBe(true);
    expect(isPlain({ kind: 'WORD', text: 'c919' })).toBe(false);
    expect(isPlain({ kind: 'HAN', text: '焊' })).toBe(false);
  });

  it.each(['c919', '800kv', 'café', '±5', 'カタカナ', '"', '-x', 'a b'])(
    'is a number, apart from those of Han characters, for %s',
    (text) => {
      expect(WORD(text)).toMatch(/^2(\d{6})+$/);
    },
  );

  it('keeps a shorter word the beginning of a longer one', () => {
    expect(WORD('cr400af').startsWith(WORD('cr400'))).toBe(true);
  });

  it('differs between words that differ', () => {
    const words = ['c919', 'c-919', 'c91', '919c', 'C919', 'ab', 'a1b'].map(WORD);
    expect(new Set(words).size).toBe(words.length);
  });

  it('never exceeds what the engine indexes', () => {
    expect(WORD('1'.repeat(300)).length).toBeLessThanOrEqual(250);
    expect(WORD('😀'.repeat(300)).length).toBeLessThanOrEqual(250);
  });
});

describe('the beginnings of a word', () => {
  it('are those of its first four letters and digits, each with a number of its own', () => {
    expect(shortBeginningsOf('hydrogen')).toEqual(['h', 'hy', 'hyd', 'hydr']);
    expect(shortBeginningsOf('hydrogen').every(isBeginning)).toBe(true);
    expect(isBeginning('hydro')).toBe(false);
    expect(shortBeginningsOf('cr400af')).toEqual(['c', 'cr', 'cr4', 'cr40']);
    expect(shortBeginningsOf('0001')).toEqual(['0', '00', '000', '0001']);
    expect(shortBeginningsOf('±5')).toEqual([]);
    expect(isBeginning('')).toBe(false);
    expect(isBeginning('é')).toBe(false);
    expect(beginningOf('hy')).toBe('3000104000121');
  });
});

describe('a quoted phrase', () => {
  it('holds its words side by side', () => {
    expect(quoted(['028938026426', 'welding'])).toBe('"028938026426 welding"');
  });
});
