import { describe, expect, it } from '@jest/globals';
import {
  browsePath,
  countChosen,
  filterOf,
  isWhole,
  NOTHING_CHOSEN,
  readState,
  sortOf,
  toggle,
  withoutFacet,
  writeState,
} from './browse-state.js';

const read = (address: string) => readState(new URLSearchParams(address));

const RAIL = 'q=%E8%BD%A8%E9%81%93&recognition=AWARDED&industry=RAIL_TRANSIT&from=2018&sort=TITLE_ASC';

describe('an address', () => {
  it('tells the whole state, and the state the same address', () => {
    const state = read(RAIL);
    expect(state).toMatchObject({
      q: '轨道',
      chosen: { INDUSTRY: ['RAIL_TRANSIT'], RECOGNITION: ['AWARDED'], REGION: [] },
      years: { from: 2018, to: null },
      sort: 'TITLE_ASC',
    });
    expect(writeState(state)).toBe(RAIL);
  });

  it('is the same for the same choice, in whatever order it was made', () => {
    const one = toggle(toggle(NOTHING_CHOSEN, 'INDUSTRY', 'AEROSPACE'), 'INDUSTRY', 'RAIL_TRANSIT');
    const other = toggle(toggle(NOTHING_CHOSEN, 'INDUSTRY', 'RAIL_TRANSIT'), 'INDUSTRY', 'AEROSPACE');
    expect(writeState(one)).toBe(writeState(other));
  });

  it.each([
    ['nothing', '', ''],
    ['other parameters', 'utm_source=x&lang=en', ''],
    ['years that are none', 'from=20180&to=x', ''],
    ['an order that is none', 'sort=PRICE', ''],
    ['a standing that is none', 'recognition=WON&recognition=NOMINATED', 'recognition=NOMINATED'],
    ['a value twice, and an empty one', 'industry=OTHER&industry=OTHER&industry=', 'industry=OTHER'],
    ['a name that every object has', 'constructor=x&toString=y', ''],
    ['white space alone', 'q=%20%20', ''],
  ])('with %s is read for what it says rightly', (_, address, kept) => {
    expect(writeState(read(address))).toBe(kept);
  });

  it('keeps a value with marks of its own', () => {
    const state = toggle(NOTHING_CHOSEN, 'AWARD_LEVEL', '受理项目（提名）&一,二');
    expect(read(writeState(state)).chosen.AWARD_LEVEL).toEqual(['受理项目（提名）&一,二']);
  });

  it('reads no more than the service takes', () => {
    const many = Array.from({ length: 300 }, (_, index) => `organisation=ORG-${index}`).join('&');
    expect(read(`q=${'x'.repeat(600)}`).q).toHaveLength(500);
    expect(read(many).chosen.ORGANISATION).toHaveLength(200);
  });

  it('of the whole catalogue is the first page', () => {
    expect(browsePath({})).toBe('/');
    expect(browsePath({ q: '焊' })).toBe('/?q=%E7%84%8A');
  });
});

describe('a state', () => {
  it('becomes a filter with every condition, and none for none', () => {
    expect(filterOf(read(RAIL))).toEqual({
      recognition: { anyOf: ['AWARDED'] },
      industry: { anyOf: ['RAIL_TRANSIT'] },
      year: { gte: 2018, lte: null },
    });
    expect(filterOf(read('q=x'))).toBeUndefined();
  });

  it('forgets a value that is chosen again, and a whole facet', () => {
    const chosen = toggle(NOTHING_CHOSEN, 'REGION', 'CN-SD');
    expect(countChosen(chosen)).toBe(1);
    expect(toggle(chosen, 'REGION', 'CN-SD')).toEqual(NOTHING_CHOSEN);
    expect(withoutFacet(chosen, 'REGION')).toEqual(NOTHING_CHOSEN);
  });

  it('is whole only without text and conditions', () => {
    expect(isWhole(read('sort=CODE_ASC'))).toBe(true);
    expect(isWhole(read('q=x'))).toBe(false);
    expect(isWhole(read('to=2020'))).toBe(false);
  });

  it.each([
    ['by year without a text', '', 'YEAR_DESC'],
    ['by relevance with one', 'q=x', 'RELEVANCE'],
    ['as chosen', 'q=x&sort=CODE_ASC', 'CODE_ASC'],
    ['never by relevance without a text', 'sort=RELEVANCE', 'YEAR_DESC'],
  ])('is shown %s', (_, address, sort) => {
    expect(sortOf(read(address))).toBe(sort);
  });
});
