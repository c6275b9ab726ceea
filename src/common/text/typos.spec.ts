import { describe, expect, it } from '@jest/globals';
import { typoDistance, typoShortlist } from './typos.js';

const WORD = 'hydrogens';

/** Every word that is one typo away from a word. */
function oneTypoFrom(word: string): string[] {
  const places = Array.from({ length: word.length + 1 }, (_, place) => place);
  return places.flatMap((place) => {
    const [before, rest] = [word.slice(0, place), word.slice(place)];
    return [
      before + rest.slice(1),
      `${before}x${rest}`,
      `${before}x${rest.slice(1)}`,
      before + rest.charAt(1) + rest.charAt(0) + rest.slice(2),
    ];
  });
}

describe('the typos between two words', () => {
  it.each([
    ['none', 'hydrogens', 'hydrogens', 0],
    ['a letter replaced', 'hidrogens', 'hydrogens', 1],
    ['a letter left out', 'hydogens', 'hydrogens', 1],
    ['a letter put in', 'hydrrogens', 'hydrogens', 1],
    ['two letters swapped', 'hydorgens', 'hydrogens', 1],
    ['two of them', 'hidrogenz', 'hydrogens', 2],
    ['the first letter replaced', 'gydrogens', 'hydrogens', 2],
    ['the first letter left out', 'ydrogens', 'hydrogens', 2],
    ['a letter put in before the first', 'ahydrogens', 'hydrogens', 2],
    ['the first two letters swapped', 'yhdrogens', 'hydrogens', 2],
  ])('are counted: %s', (_, word, candidate, expected) => {
    expect(typoDistance(word, candidate, 2, false)).toBe(expected);
    if (expected === 2) expect(typoDistance(word, candidate, 1, false)).toBeNull();
  });

  it.each([
    ['three of them', 'hidrogzns', 'hydrogensss'],
    ['the first letter and another', 'gidrogens', 'hydrogens'],
    ['a word that goes on', 'hydro', 'hydrogens'],
  ])('are too many: %s', (_, word, candidate) => {
    expect(typoDistance(word, candidate, 2, false)).toBeNull();
  });

  it.each([
    ['hydro', 'hydrogens', 0],
    ['hidro', 'hydrogens', 1],
    ['hyro', 'hydrogens', 1],
    ['hydroo', 'hydrogens', 1],
    ['gydro', 'hydrogens', 2],
    ['hydrogensxyz', 'hydrogens', null],
  ])('are those of the beginning when the word is typed in part: %s, %s', (word, candidate, expected) => {
    expect(typoDistance(word, candidate, 2, true)).toBe(expected);
  });
});

describe('the shortlist of words to look at', () => {
  function isListed(word: string, candidate: string, limit: number, prefix: boolean): boolean {
    const { first, minLength, maxLength, patterns } = typoShortlist(word, limit, prefix);
    const fits = candidate.length >= minLength && candidate.length <= (maxLength ?? Infinity);
    const like = patterns.map(
      (pattern) => new RegExp(`^${pattern.replaceAll('_', '.').replaceAll('%', '.*')}$`),
    );
    return (candidate.startsWith(first) && fits) || like.some((pattern) => pattern.test(candidate));
  }

  it.each([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
  ])('holds every word with up to %i typos, typed in part: %j', (limit, prefix) => {
    const near = oneTypoFrom(WORD);
    const candidates = [...near, ...near.flatMap(oneTypoFrom)].flatMap((word) => [word, `${word}and`]);
    const meant = candidates.filter((word) => typoDistance(WORD, word, limit, prefix) !== null);
    expect(meant.length).toBeGreaterThan(20);
    expect(meant.filter((word) => !isListed(WORD, word, limit, prefix))).toEqual([]);
  });

  it('leaves out the words of other lengths and letters', () => {
    expect(isListed(WORD, 'hydro', 2, false)).toBe(false);
    expect(isListed(WORD, 'nitrogens', 2, false)).toBe(false);
    expect(isListed(WORD, 'gydrogens', 1, false)).toBe(false);
  });
});
