import { describe, expect, it } from '@jest/globals';
import { Recognition } from '../catalog/achievement/achievement.enums.js';
import { encodeGlobalId } from '../common/graphql/global-id.js';
import { selectedValues, toRecordFilter } from './achievement-filter.js';
import { EVERY_RECORD } from './search.port.js';

const RAIL = { kind: 'anyOf', field: 'industry', values: ['RAIL_TRANSIT'] };
const WON = { kind: 'anyOf', field: 'recognition', values: ['AWARDED'] };

describe('the filter of achievements as a condition on records', () => {
  it('holds for every record when it is empty or not there', () => {
    expect(toRecordFilter(null)).toEqual(EVERY_RECORD);
    expect(toRecordFilter({})).toEqual(EVERY_RECORD);
    expect(toRecordFilter({ industry: {}, year: { gte: null } })).toEqual(EVERY_RECORD);
  });

  it('joins its fields', () => {
    expect(
      toRecordFilter({
        industry: { anyOf: ['RAIL_TRANSIT'] },
        recognition: { anyOf: [Recognition.AWARDED] },
      }),
    ).toEqual({ kind: 'all', of: [RAIL, WON] });
  });

  it('takes global ids for the codes they name', () => {
    const id = encodeGlobalId('Craftsman', 'CRF-00001');
    expect(toRecordFilter({ craftsman: { allOf: [id], noneOf: ['CRF-00002'] } })).toEqual({
      kind: 'all',
      of: [
        { kind: 'allOf', field: 'craftsman', values: ['CRF-00001'] },
        { kind: 'not', of: { kind: 'anyOf', field: 'craftsman', values: ['CRF-00002'] } },
      ],
    });
  });

  it('knows a collection by its slug', () => {
    expect(toRecordFilter({ inCollection: 'rail' })).toEqual({ kind: 'inCollection', slug: 'rail' });
  });

  it('keeps the order of logic', () => {
    expect(
      toRecordFilter({ or: [{ industry: { anyOf: ['RAIL_TRANSIT'] } }, {}], not: { year: { gte: 2020 } } }),
    ).toEqual({
      kind: 'all',
      of: [
        { kind: 'any', of: [RAIL, EVERY_RECORD] },
        { kind: 'not', of: { kind: 'range', field: 'year', gte: 2020, lte: null } },
      ],
    });
  });

  it('leaves a facet’s own part out, at the top and in what is joined by and, and nowhere else', () => {
    const filter = {
      industry: { anyOf: ['RAIL_TRANSIT'] },
      and: [{ industry: { noneOf: ['OTHER'] }, recognition: { anyOf: [Recognition.AWARDED] } }],
      not: { industry: { anyOf: ['AEROSPACE'] } },
    };
    expect(toRecordFilter(filter, 'industry')).toEqual({
      kind: 'all',
      of: [WON, { kind: 'not', of: { kind: 'anyOf', field: 'industry', values: ['AEROSPACE'] } }],
    });
  });
});

describe('the values that a filter asks for', () => {
  it('are those of the field, at the top and in what is joined by and, each once', () => {
    const id = encodeGlobalId('Award', 'AWD-0001');
    const filter = { award: { anyOf: [id], allOf: ['AWD-0002'] }, and: [{ award: { anyOf: ['AWD-0001'] } }] };
    expect(selectedValues(filter, 'award')).toEqual(['AWD-0001', 'AWD-0002']);
  });

  it('are none of those that it excludes or only allows', () => {
    expect(
      selectedValues({ award: { noneOf: ['AWD-0001'] }, or: [{ award: { anyOf: ['AWD-0002'] } }] }, 'award'),
    ).toEqual([]);
  });
});
