import { describe, expect, it } from '@jest/globals';
import { arrangedAs, linesOf, moveLine, placeAmong } from './order.js';

/** A collection with A before all sections, B and C in s1, an empty s2, and D in s3. */
const COLLECTION = {
  sections: ['s1', 's2', 's3'].map((id) => ({ id })),
  items: [
    ['A', null],
    ['B', 's1'],
    ['C', 's1'],
    ['D', 's3'],
  ].map(([code, section]) => ({ code, section: section && { id: section } })),
} as unknown as Parameters<typeof arrangedAs>[0];

const LINES = linesOf(COLLECTION);

describe('the lines of the editor', () => {
  it('are items and heads of sections, as they are shown', () => {
    expect(LINES.map(({ id }) => id)).toEqual(['A', 'section:s1', 'B', 'C', 'section:s2', 'section:s3', 'D']);
  });

  it.each([
    ['behind another item', 'A', 'C', { after: 'C' }],
    ['before the first of a section', 'C', 'B', { before: 'B' }],
    ['into an empty section', 'C', 'section:s2', { section: 's2' }],
    ['before all sections', 'B', 'A', { before: 'A' }],
    ['up into the section above', 'D', 'section:s2', { after: 'C' }],
    ['to nowhere', 'A', 'none', { section: null }],
  ])('take an item %s', (_, id, over, place) => {
    expect(placeAmong(moveLine(LINES, id, over), id)).toEqual(place);
  });

  it('say where each item stands', () => {
    const { items } = arrangedAs(COLLECTION, moveLine(LINES, 'A', 'section:s2'));
    expect(items.map(({ code, section }) => [code, section?.id ?? null])).toEqual([
      ['B', 's1'],
      ['C', 's1'],
      ['A', 's2'],
      ['D', 's3'],
    ]);
  });
});
