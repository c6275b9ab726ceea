import { describe, expect, it } from '@jest/globals';
import { NOTHING_CHOSEN, readState } from '../browse/browse-state.js';
import {
  barsOf,
  csvPath,
  narrowed,
  recognitionGridOf,
  yearBarsOf,
  yearGridOf,
  type Value,
} from './figures.js';

function value(key: string | null) {
  return { key, label: key === null ? null : { value: `name of ${key}`, lang: 'ZH' as const } };
}

function bucket(count: number, ...keys: readonly (string | null)[]) {
  return { count, values: keys.map(value) };
}

const keyed = (key: string | null): Value => ({ key, name: null });

describe('bars', () => {
  it('stand as they were served, what is unknown last', () => {
    const bars = barsOf([bucket(9, null), bucket(5, 'B'), bucket(3, 'A')]);
    expect(bars.map((bar) => [bar.value.key, bar.value.name?.value, bar.count])).toEqual([
      ['B', 'name of B', 5],
      ['A', 'name of A', 3],
      [null, undefined, 9],
    ]);
  });

  it('of years leave no year out', () => {
    const bars = yearBarsOf([bucket(2, '2018'), bucket(4, '2020'), bucket(1, null)]);
    expect(bars.map((bar) => [bar.value.key, bar.count])).toEqual([
      ['2018', 2],
      ['2019', 0],
      ['2020', 4],
      [null, 1],
    ]);
  });

  it('of years are only the unknown one where no year is known', () => {
    expect(yearBarsOf([bucket(1, null)]).map((bar) => bar.value.key)).toEqual([null]);
    expect(yearBarsOf([])).toEqual([]);
  });
});

describe('a grid', () => {
  it('has each pair once, the largest row and the last year first, and what is unknown last', () => {
    const { columns, rows } = yearGridOf([
      bucket(1, 'A', '2018'),
      bucket(9, null, '2018'),
      bucket(2, 'B', '2020'),
      bucket(3, 'B', null),
    ]);
    expect(columns.map(({ key }) => key)).toEqual(['2020', '2019', '2018', null]);
    expect(rows.map((row) => [row.value.key, row.counts])).toEqual([
      ['B', [2, 0, 0, 3]],
      ['A', [0, 0, 1, 0]],
      [null, [0, 0, 9, 0]],
    ]);
  });

  it('keeps what was won apart from what was not', () => {
    const { columns, rows } = recognitionGridOf([
      bucket(4, 'A', 'REPORTED'),
      bucket(3, 'A', 'NOMINATED'),
      bucket(2, 'A', 'AWARDED'),
    ]);
    expect(columns.map(({ key }) => key)).toEqual(['AWARDED', 'NOMINATED', 'REPORTED']);
    expect(rows.map(({ counts }) => counts)).toEqual([[2, 3, 4]]);
  });
});

describe('the way from a value to its achievements', () => {
  const state = readState(new URLSearchParams('awardLevel=A&awardLevel=B&from=2018'));

  it('narrows the selection to it', () => {
    expect(narrowed(NOTHING_CHOSEN, 'REGION', keyed('CN-11'))?.chosen.REGION).toEqual(['CN-11']);
    expect(narrowed(state, 'AWARD_LEVEL', keyed('A'))?.chosen.AWARD_LEVEL).toEqual(['A']);
    expect(narrowed(state, 'YEAR', keyed('2020'))).toMatchObject({
      chosen: state.chosen,
      years: { from: 2020, to: 2020 },
    });
  });

  it('is not there for what is unknown, nor where other achievements would be shown', () => {
    expect(narrowed(state, 'REGION', keyed(null))).toBeNull();
    expect(narrowed(state, 'AWARD_LEVEL', keyed('C'))).toBeNull();
  });
});

describe('the address of the file', () => {
  it('has the selection, and years in their order', () => {
    const state = readState(new URLSearchParams('q=轨道&industry=RAIL_TRANSIT&from=2018&sort=TITLE_ASC'));
    const [path, query] = csvPath(state, ['INDUSTRY', 'YEAR']).split('?');
    expect(path).toBe('/v1/stats.csv');
    const { filter = '', ...rest } = Object.fromEntries(new URLSearchParams(query));
    expect(rest).toEqual({ by: 'INDUSTRY,YEAR', q: '轨道', orderBy: 'KEY' });
    expect(JSON.parse(filter)).toEqual({
      industry: { anyOf: ['RAIL_TRANSIT'] },
      year: { gte: 2018, lte: null },
    });
  });

  it('has nothing else where nothing is chosen', () => {
    expect(csvPath(NOTHING_CHOSEN, ['REGION'])).toBe('/v1/stats.csv?by=REGION');
  });
});
