import { describe, expect, it } from '@jest/globals';
import { differences, type Side } from './conflict-lines.js';
import { zh } from './texts/zh.js';

const NOTHING = { zh: null, en: null };

const NAMES = { texts: zh, titleOf: (code: string): string => `《${code}》` };

function item(code: string, label: object = NOTHING): object {
  return { code, section: null, label: { ...NOTHING, ...label }, note: NOTHING };
}

/** The lines of a side, with a star where they differ. */
function shown(side: Side | undefined): string[] | undefined {
  return side?.map(({ text, differs }) => (differs ? `*${text}` : text));
}

describe('what two curators have differently', () => {
  it('is marked on both sides, and what is common is not', () => {
    const [found] = differences(
      [
        {
          field: 'items',
          current: [item('A'), item('B'), item('C')],
          yours: [item('A'), item('B', { zh: '新' })],
        },
      ],
      NAMES,
    );
    expect(found?.field).toBe('items');
    expect(shown(found?.current)).toEqual(['《A》', '*《B》', '*《C》']);
    expect(shown(found?.yours)).toEqual(['《A》', '*《B》 · 新']);
  });

  it('is also another order', () => {
    const [found] = differences(
      [
        {
          field: 'items',
          current: [item('A'), item('B'), item('C')],
          yours: [item('B'), item('A'), item('C')],
        },
      ],
      NAMES,
    );
    expect(shown(found?.current)).toEqual(['*《A》', '*《B》', '《C》']);
  });

  it('is told of titles, sections and visibility in words, and of nothing that is not known', () => {
    const found = differences(
      [
        { field: 'title', current: { zh: '甲', en: 'A' }, yours: { zh: '乙', en: 'A' } },
        { field: 'visibility', current: 'PUBLIC', yours: 'PRIVATE' },
        { field: 'sections', current: [{ title: { zh: '一', en: null }, note: NOTHING }], yours: [] },
        { field: 'other', current: 1, yours: 2 },
      ],
      NAMES,
    );
    expect(found.map(({ field, current, yours }) => [field, shown(current), shown(yours)])).toEqual([
      ['title', ['*甲', 'A'], ['*乙', 'A']],
      ['visibility', ['*公开'], ['*仅策展人']],
      ['sections', ['*一'], []],
    ]);
  });
});
