import { describe, expect, it } from '@jest/globals';
import { Parameters } from '../../../database/query/parameters.js';
import { type RecordFilter } from '../../search.port.js';
import { toCondition } from './postgres-filter.js';

function translated(filter: RecordFilter): [string, unknown[]] {
  const parameters = new Parameters();
  return [toCondition(filter, parameters), parameters.values];
}

describe('a filter in SQL', () => {
  it.each<[string, RecordFilter, string, unknown[]]>([
    ['nothing', { kind: 'all', of: [] }, 'TRUE', []],
    ['no alternative', { kind: 'any', of: [] }, 'FALSE', []],
    [
      'a value of one column',
      { kind: 'anyOf', field: 'sourceKind', values: ['NEWS'] },
      '(f.source_kind = ANY($1)) IS TRUE',
      [['NEWS']],
    ],
    ['a value in a list', { kind: 'anyOf', field: 'awardWon', values: ['A'] }, 'f.award_won && $1', [['A']]],
    [
      'every value in a list',
      { kind: 'allOf', field: 'craftsman', values: ['A', 'B'] },
      'f.craftsman @> $1',
      [['A', 'B']],
    ],
    [
      'every value of one column',
      { kind: 'allOf', field: 'studio', values: ['A'] },
      '(f.studio = ALL($1)) IS TRUE',
      [['A']],
    ],
    [
      'a collection',
      { kind: 'inCollection', slug: 'rail' },
      'f.code IN (SELECT collection_members($1))',
      ['rail'],
    ],
    [
      'a range',
      { kind: 'range', field: 'year', gte: 2018, lte: null },
      '(f.year IS NOT NULL AND f.year >= $1 AND TRUE)',
      [2018],
    ],
  ])('%s', (_, filter, sql, values) => {
    expect(translated(filter)).toEqual([sql, values]);
  });

  it('negates what it nests', () => {
    const filter: RecordFilter = {
      kind: 'not',
      of: {
        kind: 'any',
        of: [
          { kind: 'anyOf', field: 'region', values: ['CN-BJ'] },
          { kind: 'all', of: [] },
        ],
      },
    };
    expect(translated(filter)).toEqual(['NOT ((f.region = ANY($1)) IS TRUE OR TRUE)', [['CN-BJ']]]);
  });

  it('takes wildcards in a title literally', () => {
    expect(translated({ kind: 'titleContains', text: '50%_\\' })[1]).toEqual(['%50\\%\\_\\\\%']);
  });

  it('never writes a value into the statement', () => {
    const value = "'; DROP TABLE achievement; --";
    const [sql, values] = translated({ kind: 'anyOf', field: 'awardLevel', values: [value] });
    expect(sql).not.toContain('DROP');
    expect(values).toEqual([[value]]);
  });
});
