import { describe, expect, it } from '@jest/globals';
import { draftOf, histogramOf, yearsOf } from './year-histogram.js';

const OPEN = { from: null, to: null };

describe('the histogram', () => {
  it('has every year in between', () => {
    expect(
      histogramOf(
        [
          { key: '2018', count: 3 },
          { key: '2021', count: 5 },
        ],
        OPEN,
      ),
    ).toEqual([
      { year: 2018, count: 3 },
      { year: 2019, count: 0 },
      { year: 2020, count: 0 },
      { year: 2021, count: 5 },
    ]);
  });

  it('reaches to what was chosen', () => {
    const years = histogramOf([{ key: '2020', count: 1 }], { from: 2018, to: 2021 });
    expect(years.map(({ year }) => year)).toEqual([2018, 2019, 2020, 2021]);
  });

  it('is empty without years', () => {
    expect(histogramOf([], { from: 2018, to: null })).toEqual([]);
  });
});

describe('the thumbs', () => {
  it('stand at the ends of an open range, and mean one there', () => {
    expect(draftOf(OPEN, 2001, 2023)).toEqual({ low: 2001, high: 2023 });
    expect(yearsOf({ low: 2001, high: 2023 }, 2001, 2023)).toEqual(OPEN);
  });

  it('mean the years on which they stand', () => {
    expect(yearsOf({ low: 2018, high: 2023 }, 2001, 2023)).toEqual({ from: 2018, to: null });
    expect(yearsOf({ low: 2001, high: 2020 }, 2001, 2023)).toEqual({ from: null, to: 2020 });
    expect(draftOf({ from: 2018, to: null }, 2001, 2023)).toEqual({ low: 2018, high: 2023 });
  });
});
