import { describe as group, expect, it } from '@jest/globals';
import { type EditRefused } from '../catalog/editing/edits.js';
import { Visibility } from './collection.enums.js';
import { MAX_ITEMS, MAX_SECTIONS, NO_TEXT, type CollectionState } from './collection.state.js';
import {
  addItems,
  addSection,
  describe,
  describeItem,
  describeSection,
  moveItems,
  moveSection,
  removeItems,
  removeSection,
  type Step,
} from './collection.steps.js';

const EMPTY: CollectionState = {
  visibility: Visibility.PRIVATE,
  title: { zh: '展览', en: null },
  note: NO_TEXT,
  sections: [],
  items: [],
};

function after(...steps: Step[]): CollectionState {
  return steps.reduce((state, step) => step(state), EMPTY);
}

const twoSections = [addSection({ title: { zh: '甲' } }), addSection({ title: { zh: '乙' } })];

/** The items in short: codes, with the section behind them. */
function order({ items }: CollectionState): string {
  return items.map(({ code, section }) => code + (section === null ? '' : `/${section}`)).join(' ');
}

/** Why a step is refused: code, path and message. */
function refusal(step: Step, state: CollectionState): string {
  try {
    step(state);
  } catch (error) {
    const [problem] = (error as EditRefused).problems;
    return `${problem?.code} ${problem?.path.join('.')}: ${problem?.message}`;
  }
  return 'done';
}

const ABC = after(addItems(['A', 'B', 'C'], null));
const IN_SECTIONS = after(
  ...twoSections,
  addItems(['A', 'B'], 's1'),
  addItems(['C', 'D'], 's2'),
  addItems(['E'], null),
);

group('the items of a collection', () => {
  it('stand as they were added, each once', () => {
    expect(order(addItems(['C', 'D', 'D'], null)(ABC))).toBe('A B C D');
  });

  it('stand section by section, those without a section first', () => {
    expect(order(IN_SECTIONS)).toBe('E A/s1 B/s1 C/s2 D/s2');
  });

  it.each<[string, string[], Parameters<typeof moveItems>[1], string]>([
    ['before another', ['D'], { before: 'A' }, 'E D/s1 A/s1 B/s1 C/s2'],
    ['after another', ['E'], { after: 'A' }, 'A/s1 E/s1 B/s1 C/s2 D/s2'],
    ['several, in the order named', ['D', 'A'], { before: 'C' }, 'E B/s1 D/s2 A/s2 C/s2'],
    ['to the end of a section', ['E', 'C'], { section: 's1' }, 'A/s1 B/s1 E/s1 C/s1 D/s2'],
    ['before all sections', ['D'], {}, 'E D A/s1 B/s1 C/s2'],
    ['to where they stand', ['A'], { before: 'B' }, 'E A/s1 B/s1 C/s2 D/s2'],
  ])('move %s', (_, codes, place, expected) => {
    expect(order(moveItems(codes, place)(IN_SECTIONS))).toBe(expected);
  });

  it('keep their order over very many moves', () => {
    const codes = Array.from({ length: 50 }, (_, index) => `X${index}`);
    let state = after(addItems(codes, null));
    const expected = [...codes];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const [moved, target] = [codes[(turn * 7) % 50] as string, codes[(turn * 13 + 5) % 50] as string];
      if (moved === target) continue;
      state = moveItems([moved], { after: target })(state);
      expected.splice(expected.indexOf(moved), 1);
      expected.splice(expected.indexOf(target) + 1, 0, moved);
    }
    expect(order(state)).toBe(expected.join(' '));
  });

  it('are taken out and described', () => {
    expect(order(removeItems(['B', 'A'])(ABC))).toBe('C');
    const [item] = describeItem('A', { label: { zh: ' 标签 ', en: '' } })(ABC).items;
    expect(item?.label).toEqual({ zh: '标签', en: null });
    expect(describeItem('A', { label: null })(ABC).items[0]?.label).toEqual(NO_TEXT);
  });
});

group('the sections of a collection', () => {
  it('move with what stands in them', () => {
    expect(order(moveSection('s2', { before: 's1' })(IN_SECTIONS))).toBe('E C/s2 D/s2 A/s1 B/s1');
    expect(order(moveSection('s1', {})(IN_SECTIONS))).toBe('E C/s2 D/s2 A/s1 B/s1');
    expect(order(moveSection('s1', { after: 's2' })(IN_SECTIONS))).toBe('E C/s2 D/s2 A/s1 B/s1');
  });

  it('leave what stands in them when they are removed', () => {
    expect(order(removeSection('s1')(IN_SECTIONS))).toBe('E A B C/s2 D/s2');
  });

  it('are described in one language or in both', () => {
    const { sections } = describeSection('s1', { title: { en: 'One' }, note: { zh: '注' } })(IN_SECTIONS);
    expect(sections[0]).toEqual({
      id: 's1',
      title: { zh: '甲', en: 'One' },
      note: { zh: '注', en: null },
    });
  });
});

group('a step is refused, in words,', () => {
  it.each<[string, Step, string]>([
    ['for a title of nothing', describe({ title: { zh: ' ' } }), 'INVALID input.title: A title is needed'],
    [
      'for a section that is not there',
      addItems(['F'], 's9'),
      'NOT_FOUND section: There is no section “s9” in this collection. Allowed: s1, s2.',
    ],
    ['for an item that is not there', removeItems(['F']), 'NOT_FOUND codes: “F” is not in this collection.'],
    [
      'for a neighbour that is not there',
      moveItems(['A'], { before: 'F' }),
      'NOT_FOUND before: “F” is not in this collection.',
    ],
    [
      'for a neighbour that moves itself',
      moveItems(['A', 'B'], { after: 'B' }),
      'INVALID after: “B” is itself to be moved.',
    ],
    ['for a section moved to itself', moveSection('s1', { before: 's1' }), 'INVALID before: “s1” is itself'],
    ['for a section without a title', addSection({}), 'INVALID input.title: A title is needed'],
    [
      'for too many items',
      addItems(
        Array.from({ length: MAX_ITEMS }, (_, index) => `N${index}`),
        null,
      ),
      `INVALID codes: A collection holds at most ${MAX_ITEMS} achievements; with these it would hold ${MAX_ITEMS + 5}`,
    ],
  ])('%s', (_, step, expected) => {
    expect(refusal(step, IN_SECTIONS)).toContain(expected);
  });

  it('for too many sections', () => {
    const steps = Array.from({ length: MAX_SECTIONS }, () => addSection({ title: { en: 'x' } }));
    expect(refusal(addSection({ title: { en: 'x' } }), after(...steps))).toContain(`at most ${MAX_SECTIONS}`);
  });
});
