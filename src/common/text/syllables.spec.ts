import { describe, expect, it } from '@jest/globals';
import { isSyllable, mostSyllables } from './syllables.js';

describe('the most syllables of a word', () => {
  it.each([
    // ji qi re n, ti e lu, hu a, xi an ga n
    ['jiqiren', 4],
    ['tielu', 3],
    ['hua', 2],
    ['xiangan', 4],
    // The last one in part.
    ['j', 1],
    ['jiqir', 3],
    ['jiqirzh', 0],
    // None at all, or none at the end.
    ['jqr', 0],
    ['hydrogen', 0],
    ['jiqirenv1', 0],
    ['', 0],
  ])('%s has %d', (word, most) => {
    expect(mostSyllables(word)).toBe(most);
  });

  it('are found in time for the longest query', () => {
    expect(mostSyllables('a'.repeat(500))).toBe(500);
    expect(mostSyllables('zhuang'.repeat(80))).toBe(161);
    expect(isSyllable('a')).toBe(false);
  });
});
