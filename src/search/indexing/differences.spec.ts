import { describe, expect, it } from '@jest/globals';
import { codesOf, differencesOf, without } from './differences.js';

const DATABASE = new Map([
  ['A', '1'],
  ['B', '1'],
  ['C', '1'],
]);

describe('the differences of an index', () => {
  it('are what it lacks, what it has too much, and what it has otherwise', () => {
    const index = new Map([
      ['B', '2'],
      ['C', '1'],
      ['D', '1'],
    ]);
    const differences = differencesOf(DATABASE, index);
    expect(differences).toEqual({ missing: ['A'], extra: ['D'], different: ['B'] });
    expect(codesOf(differences)).toEqual(['A', 'D', 'B']);
    expect(without(differences, new Set(['A', 'B']))).toEqual({ missing: [], extra: ['D'], different: [] });
  });

  it('are none when it agrees', () => {
    expect(codesOf(differencesOf(DATABASE, new Map(DATABASE)))).toEqual([]);
  });
});
