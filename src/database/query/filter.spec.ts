import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../common/errors/app-error.js';
import { encodeGlobalId } from '../../common/graphql/global-id.js';
import {
  codeInSet,
  inRange,
  inSet,
  knownCodes,
  linkedCodes,
  MAX_FILTER_CONDITIONS,
  MAX_FILTER_DEPTH,
  missingFields,
  noLink,
  since,
  textIn,
  translateFilter,
  type Condition,
  type FilterFields,
  type FilterLogic,
  type Link,
} from './filter.js';
import { Parameters } from './parameters.js';

interface Sets {
  anyOf?: string[] | null;
  noneOf?: string[] | null;
}

interface TestFilter extends FilterLogic<TestFilter> {
  level?: Sets | null;
  code?: Sets | null;
  industry?: Sets | null;
  person?: (Sets & { allOf?: string[] | null }) | null;
  year?: { gte?: number | null; lte?: number | null } | null;
  title?: { contains: string } | null;
  since?: Date | null;
  missing?: ('YEAR' | 'PERSON')[] | null;
}

const PERSON: Link = { from: 'ach_crf l', owner: 'l.ach', target: 'l.crf', type: 'Craftsman' };

const FIELDS: FilterFields<TestFilter> = {
  level: inSet('t.level'),
  code: codeInSet('t.code', 'Achievement'),
  industry: knownCodes(codeInSet('t.industry', 'Industry'), 'Industry', () => ['AEROSPACE', 'OTHER']),
  person: linkedCodes(PERSON, 'l.active'),
  year: inRange('t.year'),
  title: textIn('t.title', 't.title_en'),
  since: since('t.updated_at'),
  missing: missingFields({ YEAR: 't.year IS NULL', PERSON: noLink(PERSON, 'l.active') }),
};

function translated(filter: TestFilter | null | undefined): { sql: string; values: unknown[] } {
  const parameters = new Parameters();
  const sql = translateFilter(filter, FIELDS, parameters);
  return { sql, values: parameters.values };
}

function refusal(filter: TestFilter): AppError {
  try {
    translated(filter);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The filter was not refused.');
}

/** The SQL of one condition without the brackets of its place in the filter. */
function conditionSql(filter: TestFilter): { sql: string; values: unknown[] } {
  const { sql, values } = translated(filter);
  return { sql: sql.slice(1, -1), values };
}

const LINKED = '(t.code IN (SELECT l.ach FROM ach_crf l WHERE l.active AND l.crf = ANY';
const ALL = 'GROUP BY l.ach HAVING count(DISTINCT l.crf) =';
const MOMENT = new Date('2026-11-20T00:00:00Z');

describe('the condition of', () => {
  it.each<[string, TestFilter, string, unknown[]]>([
    ['a value', { level: { anyOf: ['一等奖'] } }, 't.level = ANY($1)', [['一等奖']]],
    ['no value', { level: { noneOf: ['一等奖'] } }, '(t.level = ANY($1)) IS NOT TRUE', [['一等奖']]],
    [
      'one value and none of others',
      { level: { anyOf: ['a', 'b'], noneOf: ['c'] } },
      't.level = ANY($1) AND (t.level = ANY($2)) IS NOT TRUE',
      [['a', 'b'], ['c']],
    ],
    ['an empty set', { level: {} }, 'TRUE', []],
    ['a set of nulls', { level: { anyOf: null, noneOf: null } }, 'TRUE', []],
    [
      'codes and global ids',
      { code: { anyOf: ['WIA-0001', encodeGlobalId('Achievement', 'WIA-0002')] } },
      't.code = ANY($1)',
      [['WIA-0001', 'WIA-0002']],
    ],
    [
      'no code',
      { code: { noneOf: [encodeGlobalId('Achievement', 'WIA-0002')] } },
      '(t.code = ANY($1)) IS NOT TRUE',
      [['WIA-0002']],
    ],
    ['a known code', { industry: { anyOf: ['OTHER'] } }, 't.industry = ANY($1)', [['OTHER']]],
    [
      'a known code by its global id',
      { industry: { noneOf: [encodeGlobalId('Industry', 'OTHER')] } },
      '(t.industry = ANY($1)) IS NOT TRUE',
      [['OTHER']],
    ],
    ['a link', { person: { anyOf: ['C1', 'C2'] } }, `${LINKED}($1))) IS TRUE`, [['C1', 'C2']]],
    [
      'every link, each counted once',
      { person: { allOf: ['C1', encodeGlobalId('Craftsman', 'C2'), 'C1'] } },
      `${LINKED}($1) ${ALL} 2)) IS TRUE`,
      [['C1', 'C2']],
    ],
    ['no link', { person: { noneOf: ['C1'] } }, `${LINKED}($1))) IS NOT TRUE`, [['C1']]],
    [
      'all three',
      { person: { noneOf: ['C3'], allOf: ['C2'], anyOf: ['C1'] } },
      `${LINKED}($1))) IS TRUE AND ${LINKED}($2) ${ALL} 1)) IS TRUE AND ${LINKED}($3))) IS NOT TRUE`,
      [['C1'], ['C2'], ['C3']],
    ],
    ['an empty set of links', { person: { anyOf: null } }, 'TRUE', []],
    ['a lower bound', { year: { gte: 2020 } }, 't.year >= $1', [2020]],
    ['an upper bound', { year: { lte: 0 } }, 't.year <= $1', [0]],
    ['a range', { year: { gte: 2020, lte: 2023 } }, 't.year >= $1 AND t.year <= $2', [2020, 2023]],
    [
      'one value of a range',
      { year: { gte: 2020, lte: 2020 } },
      't.year >= $1 AND t.year <= $2',
      [2020, 2020],
    ],
    ['an open range', { year: { gte: null } }, 'TRUE', []],
    [
      'a text in any column, by one parameter',
      { title: { contains: '带电' } },
      't.title ILIKE $1 OR t.title_en ILIKE $1',
      ['%带电%'],
    ],
    ['a moment', { since: MOMENT }, 't.updated_at >= $1', [MOMENT]],
    [
      'missing fields',
      { missing: ['PERSON', 'YEAR'] },
      '((t.code IN (SELECT l.ach FROM ach_crf l WHERE l.active)) IS NOT TRUE) AND (t.year IS NULL)',
      [],
    ],
  ])('%s', (_, filter, sql, values) => {
    expect(conditionSql(filter)).toEqual({ sql, values });
  });

  it.each([
    ['100%', '%100\\%%'],
    ['a_b', '%a\\_b%'],
    ['C:\\x', '%C:\\\\x%'],
    ['\\%', '%\\\\\\%%'],
    ['±800kV', '%±800kV%'],
  ])('the text %s takes the wildcards of LIKE literally', (contains, pattern) => {
    expect(translated({ title: { contains } }).values).toEqual([pattern]);
  });

  it('a link without a further condition', () => {
    const sql = linkedCodes(PERSON)({ anyOf: ['C1'] }, new Parameters(), 'filter.person');
    expect(sql).toBe('(t.code IN (SELECT l.ach FROM ach_crf l WHERE TRUE AND l.crf = ANY($1))) IS TRUE');
    expect(noLink(PERSON)).toBe('(t.code IN (SELECT l.ach FROM ach_crf l WHERE TRUE)) IS NOT TRUE');
  });
});

describe('a filter', () => {
  it.each<[string, TestFilter | null | undefined, string]>([
    ['that is not given keeps all', undefined, 'TRUE'],
    ['that is null keeps all', null, 'TRUE'],
    ['that is empty keeps all', {}, 'TRUE'],
    ['of nulls keeps all', { year: null, and: null, or: null, not: null }, 'TRUE'],
    ['adds its conditions up', { year: { gte: 1 }, title: { contains: 'x' } }, '(A) AND (T)'],
    ['joins by and', { and: [{ year: { gte: 1 } }, { title: { contains: 'x' } }] }, '(((A) AND (T)))'],
    ['joins by or', { or: [{ year: { gte: 1 } }, { title: { contains: 'x' } }] }, '(((A) OR (T)))'],
    ['with not keeps the unknown', { not: { year: { gte: 1 } } }, '(((A)) IS NOT TRUE)'],
    [
      'keeps or below and apart',
      { year: { gte: 1 }, or: [{ year: { gte: 1 } }, { not: { title: { contains: 'x' } } }] },
      '(A) AND (((A) OR (((T)) IS NOT TRUE)))',
    ],
    ['with not of nothing keeps nothing', { not: {} }, '((TRUE) IS NOT TRUE)'],
    ['with one condition in or is that condition', { or: [{ year: { gte: 1 } }] }, '(((A)))'],
  ])('%s', (_, filter, expected) => {
    const sql = translated(filter)
      .sql.replace(/t\.year >= \$\d+/g, 'A')
      .replace(/t\.title ILIKE .*?ILIKE \$\d+/g, 'T');
    expect(sql).toBe(expected);
  });

  it('numbers its values through all levels in the order of the SQL', () => {
    const { sql, values } = translated({
      level: { anyOf: ['a'] },
      or: [{ year: { gte: 1, lte: 2 } }, { not: { code: { noneOf: ['b'] } } }],
      since: MOMENT,
    });
    expect([...sql.matchAll(/\$\d+/g)].map(([name]) => name)).toEqual(['$1', '$2', '$3', '$4', '$5']);
    expect(values).toEqual([['a'], 1, 2, ['b'], MOMENT]);
  });

  it('is not changed by its translation', () => {
    const filter: TestFilter = {
      code: { anyOf: [encodeGlobalId('Achievement', 'X')] },
      not: { year: { gte: 1 } },
    };
    const before = JSON.stringify(filter);
    expect(translated(filter)).toEqual(translated(filter));
    expect(JSON.stringify(filter)).toBe(before);
  });
});

describe('no value is ever in the text of the SQL', () => {
  const HOSTILE = [
    `'; DROP TABLE achievement; --`,
    `' OR '1'='1`,
    `") OR TRUE --`,
    '$1',
    '$$; SELECT pg_sleep(9); $$',
    `\\'; --`,
    '%_\\',
    '万吨级 UNION SELECT',
    '{a,b}',
    `E'\\x27'`,
  ];
  const WAYS: [string, (text: string) => TestFilter][] = [
    ['level.anyOf', (text) => ({ level: { anyOf: [text] } })],
    ['level.noneOf', (text) => ({ level: { noneOf: ['x', text] } })],
    ['code.anyOf', (text) => ({ code: { anyOf: [text] } })],
    ['code.noneOf', (text) => ({ code: { noneOf: [text] } })],
    ['person.anyOf', (text) => ({ person: { anyOf: [text] } })],
    ['person.allOf', (text) => ({ person: { allOf: [text, 'x'] } })],
    ['person.noneOf', (text) => ({ person: { noneOf: [text] } })],
    ['title.contains', (text) => ({ title: { contains: text } })],
  ];

  it.each(WAYS)('for %s, alone and below and, or and not', (_, filter) => {
    const around: ((inner: TestFilter) => TestFilter)[] = [
      (inner) => inner,
      (inner) => ({ not: inner }),
      (inner) => ({ and: [{ or: [inner, { not: inner }] }] }),
    ];
    for (const wrap of around) {
      const harmless = translated(wrap(filter('harmless')));
      for (const text of HOSTILE) {
        const { sql, values } = translated(wrap(filter(text)));
        // The same statement, whatever the value: only the values differ.
        expect(sql).toBe(harmless.sql);
        expect(values).not.toEqual(harmless.values);
        expect(() => translated(wrap(filter(`${text}\0`)))).toThrow('NUL character');
      }
    }
  });

  it('for a code that must be known: a hostile one is refused', () => {
    for (const text of HOSTILE) expect(refusal({ industry: { anyOf: [text] } }).code).toBe('BAD_USER_INPUT');
  });
});

describe('what is refused', () => {
  it('is an unknown code, by its path, with what is allowed', () => {
    const error = refusal({ and: [{}, { not: { industry: { noneOf: ['OTHER', 'SPACE'] } } }] });
    expect(error.message).toBe(
      '“SPACE” at “filter.and[1].not.industry.noneOf” is not known. Allowed: AEROSPACE, OTHER.',
    );
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: {
        argument: 'filter.and[1].not.industry.noneOf',
        value: 'SPACE',
        allowed: ['AEROSPACE', 'OTHER'],
      },
    });
    expect(refusal({ industry: { anyOf: ['x'.repeat(9_999)] } }).message.length).toBeLessThan(250);
  });

  it('is a range that is empty, by its path and both ends', () => {
    const error = refusal({ or: [{ year: { gte: 2024, lte: 2023 } }] });
    expect(error.message).toBe('The range at “filter.or[0].year” is empty: gte 2024 is above lte 2023.');
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { gte: 2024, lte: 2023 } });
  });

  const nested = (levels: number): TestFilter => (levels === 1 ? {} : { not: nested(levels - 1) });
  const nestedList = (levels: number): TestFilter =>
    levels === 1 ? { year: { gte: 1 } } : { or: [{}, nestedList(levels - 1)] };

  it.each([
    ['not', nested],
    ['or', nestedList],
  ])(
    `is a filter with more than ${MAX_FILTER_DEPTH} levels of %s, and one with as many is taken`,
    (_, make) => {
      expect(() => translated(make(MAX_FILTER_DEPTH))).not.toThrow();
      const error = refusal(make(MAX_FILTER_DEPTH + 1));
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { limit: MAX_FILTER_DEPTH } });
      expect(error.message).toContain(`nested more than ${MAX_FILTER_DEPTH} levels deep`);
      expect(() => translated(make(1_000))).toThrow('levels deep');
    },
  );

  it(`is a filter with more than ${MAX_FILTER_CONDITIONS} conditions, and one with as many is taken`, () => {
    // The list itself is one of them.
    const wide = (conditions: number): TestFilter => ({
      or: Array.from({ length: conditions - 1 }, () => ({ year: { gte: 1 } })),
    });
    expect(translated(wide(MAX_FILTER_CONDITIONS)).values).toHaveLength(MAX_FILTER_CONDITIONS - 1);
    const error = refusal(wide(MAX_FILTER_CONDITIONS + 1));
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { limit: MAX_FILTER_CONDITIONS } });
    expect(error.message).toContain(`more than ${MAX_FILTER_CONDITIONS} conditions`);
  });

  it('refuses the global id of a record of another kind, and tells which kind is allowed', () => {
    const id = encodeGlobalId('Award', 'AWD-0001');
    for (const [filter, argument, allowed] of [
      [{ code: { noneOf: [id] } }, 'filter.code.noneOf', 'Achievement'],
      [{ person: { allOf: ['C1', id] } }, 'filter.person.allOf', 'Craftsman'],
      [{ industry: { anyOf: [id] } }, 'filter.industry.anyOf', 'Industry'],
    ] as const) {
      expect(refusal(filter as unknown as TestFilter).details).toMatchObject({ argument, allowed });
    }
  });

  it('counts the conditions of all branches together', () => {
    const half: TestFilter[] = Array.from({ length: 50 }, () => ({ year: { gte: 1 } }));
    expect(refusal({ and: half, or: half }).message).toContain('conditions');
  });

  // PostgreSQL plans semi-joins in more than quadratic time: 200 of them take it seconds before it reads a row.
  it('is never a long allOf, because it is one subquery however many codes it has', () => {
    const allOf = (codes: number): string =>
      translated({ person: { allOf: Array.from({ length: codes }, (_, index) => `C${index}`) } }).sql;
    expect(allOf(200).split('SELECT')).toHaveLength(allOf(2).split('SELECT').length);
  });
});

describe('a condition on its own', () => {
  it('is asked with the path of its field', () => {
    const paths: string[] = [];
    const condition: Condition<unknown> = (_, __, path) => {
      paths.push(path);
      return 'TRUE';
    };
    const fields = { ...FIELDS, level: condition };
    translateFilter<TestFilter>(
      { level: {}, and: [{ level: {} }], not: { or: [{}, { level: {} }] } },
      fields,
      new Parameters(),
    );
    expect(paths).toEqual(['filter.level', 'filter.and[0].level', 'filter.not.or[1].level']);
  });

  it('reads the codes that are known when it is used', () => {
    const known: string[] = [];
    const condition = knownCodes(codeInSet('t.x', 'Industry'), 'Industry', () => known);
    expect(() => condition({ anyOf: ['NEW'] }, new Parameters(), 'filter.x')).toThrow('not known');
    known.push('NEW');
    expect(condition({ anyOf: ['NEW'] }, new Parameters(), 'filter.x')).toBe('t.x = ANY($1)');
  });
});
