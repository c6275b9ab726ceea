import { describe, expect, it } from '@jest/globals';
import { arrangedAs, linesOf, moveLine, placeAmong, putLines, withItems } from './order.js';

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

  it.each([
    ['to the end of a section', ['D', 'A'], { section: 's1' }, 'section:s1 B C A D section:s2 section:s3'],
    ['into an empty section', ['B'], { section: 's2' }, 'A section:s1 C section:s2 B section:s3 D'],
    ['to the end of the last one', ['A'], { section: 's3' }, 'section:s1 B C section:s2 section:s3 D A'],
    ['before all sections', ['D'], { section: null }, 'A D section:s1 B C section:s2 section:s3'],
    ['before another item', ['C', 'D'], { before: 'A' }, 'C D A section:s1 B section:s2 section:s3'],
  ])('take several items %s, in their order', (_, ids, place, expected) => {
    const lines = putLines(LINES, new Set(ids), place);
    expect(lines.map(({ id }) => id).join(' ')).toBe(expected);
  });

  it('lose items, and have something else said of others', () => {
    const left = withItems(COLLECTION, ['B', 'D'], null);
    expect([left.items.map(({ code }) => code), left.itemCount]).toEqual([['A', 'C'], 2]);
    const notes = { zh: '新', en: null };
    const said = withItems(COLLECTION, ['C'], { notes }).items.filter((item) => item.notes === notes);
    expect(said.map(({ code }) => code)).toEqual(['C']);
  });
});
