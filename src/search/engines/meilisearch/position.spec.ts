import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../common/errors/app-error.js';
import { type PublicRecord } from '../../../record/record.fields.js';
import { type EnginePosition, type SortKey } from '../../search.port.js';
import { orderKeys, readPosition, toSort, upTo, writePosition } from './position.js';

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

describe('a position', () => {
  const keys: SortKey[] = [YEAR_DESC, { field: 'updatedAt', direction: 'ASC' }, CODE_DESC];

  it('comes back as it was written', () => {
    const position = writePosition(RECORD, 7, keys);
    expect(position).toEqual([7, 'WIA-1', 2020, 1_689_120_000_001, 'WIA-1']);
    expect(readPosition(position, keys)).toEqual({
      offset: 7,
      code: 'WIA-1',
      values: [2020, 1_689_120_000_001, 'WIA-1'],
    });
  });

  it('holds that there is no value', () => {
    const position = writePosition({ ...RECORD, year: null }, 7, [YEAR_DESC]);
    expect(readPosition(position, [YEAR_DESC]).values).toEqual([null]);
  });

  it.each<[string, EnginePosition]>([
    ['of another order', [7, 'WIA-1']],
    ['with a text for a year', [7, 'WIA-1', 'x', 1, 'WIA-1']],
    ['with a number for a code', [7, 'WIA-1', 2020, 1, 3]],
    ['without a moment', [7, 'WIA-1', 2020, '', 'WIA-1']],
    ['with a year that is not whole', [7, 'WIA-1', 0.5, 1, 'WIA-1']],
    ['with a year beyond any number of the engine', [7, 'WIA-1', 1e21, 1, 'WIA-1']],
    ['with a moment that no date holds', [7, 'WIA-1', 2020, -8.64e15 - 1, 'WIA-1']],
    ['before the first record', [0, 'WIA-1', 2020, 1, 'WIA-1']],
    ['beyond any record', [1e9, 'WIA-1', 2020, 1, 'WIA-1']],
    ['of nothing', []],
  ])('%s is refused', (_, position) => {
    expect(() => readPosition(position, keys)).toThrow(AppError);
  });
});

describe('the records up to a place', () => {
  it('are those that do not come after it in any key', () => {
    expect(upTo([YEAR_DESC, CODE_DESC], { offset: 1, code: 'A', values: [2020, 'A'] })).toBe(
      'NOT (((order.year < 2020 OR NOT order.year EXISTS)) OR (order.year = 2020 AND order.code < "x41"))',
    );
  });

  it('are all with a value, and some without, behind one without', () => {
    expect(upTo([YEAR_DESC, CODE_ASC], { offset: 1, code: 'A', values: [null, 'A'] })).toBe(
      'NOT ((NOT order.year EXISTS AND order.code > "x41"))',
    );
  });

  it('hold nothing of a forged value but its digits', () => {
    const forged = '" OR order.code EXISTS OR order.code = "';
    expect(upTo([CODE_ASC], { offset: 1, code: 'A', values: [forged] })).toMatch(
      /^NOT \(\(order\.code > "x[0-9a-f]+"\)\)$/,
    );
  });
});
