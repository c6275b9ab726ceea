import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../common/errors/app-error.js';
import { type PublicRecord } from '../../../record/record.fields.js';
import { type EnginePosition, type SortKey } from '../../search.port.js';
import { behind, orderKeys, readOrderedPlace, readRankedPlace, toSort, writePosition } from './position.js';

const YEAR_DESC: SortKey = { field: 'year', direction: 'DESC' };
const CODE_ASC: SortKey = { field: 'code', direction: 'ASC' };
const CODE_DESC: SortKey = { field: 'code', direction: 'DESC' };
const RECORD = {
  code: 'WIA-1',
  year: 2020,
  titleOrder: 'a',
  updatedAt: '2023-07-12T00:00:00.001Z',
} as PublicRecord;
const PLAN = { must: [], mustNot: [] };

describe('the order of a request', () => {
  it('ends with the code, in the direction of what is before it', () => {
    expect(orderKeys({ sort: [YEAR_DESC], plan: PLAN })).toEqual([YEAR_DESC, CODE_DESC]);
    expect(orderKeys({ sort: [CODE_DESC, YEAR_DESC], plan: null })).toEqual([CODE_DESC, YEAR_DESC]);
  });

  it('is that of codes for browsing, and none for relevance', () => {
    expect(orderKeys({ sort: [], plan: null })).toEqual([CODE_ASC]);
    expect(orderKeys({ sort: [], plan: PLAN })).toEqual([]);
  });

  it('is told to the engine', () => {
    expect(toSort([YEAR_DESC, CODE_ASC])).toEqual(['order.year:desc', 'order.code:asc']);
  });
});

describe('a position in an explicit order', () => {
  const keys: SortKey[] = [YEAR_DESC, { field: 'updatedAt', direction: 'ASC' }, CODE_DESC];

  it('comes back as it was written', () => {
    const position = writePosition(RECORD, 7, keys);
    expect(position).toEqual([2020, 1_689_120_000_001, 'WIA-1']);
    expect(readOrderedPlace(position, keys)).toEqual({ values: [2020, 1_689_120_000_001, 'WIA-1'] });
  });

  it('holds that there is no value', () => {
    const position = writePosition({ ...RECORD, year: null }, 7, [YEAR_DESC]);
    expect(readOrderedPlace(position, [YEAR_DESC]).values).toEqual([null]);
  });

  it.each<[string, EnginePosition]>([
    ['of another order', [7, 'WIA-1']],
    ['with a text for a year', ['x', 1, 'WIA-1']],
    ['with a number for a code', [2020, 1, 3]],
    ['without a moment', [2020, '', 'WIA-1']],
    ['with a year that is not whole', [0.5, 1, 'WIA-1']],
    ['with a year beyond any number of the engine', [1e21, 1, 'WIA-1']],
    ['with a moment that no date holds', [2020, -8.64e15 - 1, 'WIA-1']],
    ['of nothing', []],
  ])('%s is refused', (_, position) => {
    expect(() => readOrderedPlace(position, keys)).toThrow(AppError);
  });
});

describe('a position in an order by relevance', () => {
  it('comes back as it was written', () => {
    const position = writePosition(RECORD, 7, []);
    expect(position).toEqual([7, 'WIA-1']);
    expect(readRankedPlace(position)).toEqual({ offset: 7, code: 'WIA-1' });
  });

  it.each<[string, EnginePosition]>([
    ['of another order', [2020, 1_689_120_000_001, 'WIA-1']],
    ['with a number for a code', [7, 7]],
    ['with an offset that is not whole', [0.5, 'WIA-1']],
    ['before the first record', [0, 'WIA-1']],
    ['beyond any record', [1e9, 'WIA-1']],
    ['of nothing', []],
  ])('%s is refused', (_, position) => {
    expect(() => readRankedPlace(position)).toThrow(AppError);
  });
});

describe('the records behind a place', () => {
  it('are those that come after it in the first key in which they differ', () => {
    expect(behind([YEAR_DESC, CODE_DESC], { values: [2020, 'A'] })).toBe(
      '((order.year < 2020 OR NOT order.year EXISTS)) OR (order.year = 2020 AND order.code < "x41")',
    );
  });

  it('are only others without a value, behind one without', () => {
    expect(behind([YEAR_DESC, CODE_ASC], { values: [null, 'A'] })).toBe(
      '(NOT order.year EXISTS AND order.code > "x41")',
    );
  });

  it('hold nothing of a forged value but its digits', () => {
    const forged = '" OR order.code EXISTS OR order.code = "';
    expect(behind([CODE_ASC], { values: [forged] })).toMatch(/^\(order\.code > "x[0-9a-f]+"\)$/);
  });
});
