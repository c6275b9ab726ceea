import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor, type CursorValue } from '../../common/pagination/cursor.js';
import { type ListRequest } from '../../common/pagination/list-request.js';
import { inSet, type FilterLogic } from './filter.js';
import { countStatement, cursorOf, pageStatement, type ListSpec } from './list-query.js';

interface TestFilter extends FilterLogic<TestFilter> {
  level?: { anyOf?: string[] | null } | null;
}

type Order = 'CODE_ASC' | 'CODE_DESC' | 'NAME_ASC' | 'NAME_DESC' | 'YEAR_DESC' | 'UPDATED_ASC';
type Scope = 'unit' | 'place';

const LIST: ListSpec<TestFilter, Order, Scope> = {
  row: { type: 'Award', table: 'thing', columns: ['code'] },
  filter: { level: inSet('t.level') },
  orders: {
    CODE_ASC: { expression: 't.code', direction: 'ASC', type: 'text' },
    CODE_DESC: { expression: 't.code', direction: 'DESC', type: 'text' },
    NAME_ASC: { expression: 't.name', direction: 'ASC', type: 'text' },
    NAME_DESC: { expression: 't.name', direction: 'DESC', type: 'text' },
    YEAR_DESC: { expression: 'coalesce(t.year, 0)', direction: 'DESC', type: 'integer' },
    UPDATED_ASC: { expression: 't.updated_at', direction: 'ASC', type: 'timestamptz' },
  },
  defaultOrder: 'CODE_ASC',
  scopes: { unit: 't.unit = p.parent', place: 't.code IN (SELECT l.thing FROM l WHERE l.place = p.parent)' },
};

type Request = ListRequest<TestFilter, Order, Scope>;

function request(
  orderBy: Order[] | null = null,
  page: Partial<Request['page']> = {},
  rest: Partial<Request> = {},
): Request {
  return {
    filter: null,
    orderBy,
    page: { size: 20, backward: false, after: null, before: null, ...page },
    ...rest,
  };
}

function cursor(order: string, ...values: unknown[]): string {
  return encodeCursor({ order: `Award.${order}`, values: values as CursorValue[] });
}

/** The parts of a page's statement that the order decides. */
function parts({
  text,
  values,
}: ReturnType<typeof pageStatement>): Record<'keys' | 'where' | 'sort' | 'limit', unknown> {
  const match =
    /^SELECT t\.code AS "code", (.*) FROM thing t {2}WHERE (.*) ORDER BY (.*) LIMIT \$(\d+)$/.exec(text);
  const [, keys, where, sort, limit] = match ?? [];
  return { keys, where, sort, limit: values[Number(limit) - 1] };
}

describe('the order of a page', () => {
  it.each<[Order[] | null, string]>([
    [null, 't.code ASC'],
    [[], 't.code ASC'],
    [['CODE_DESC'], 't.code DESC'],
    [['NAME_ASC'], 't.name ASC, t.code ASC'],
    [['NAME_DESC'], 't.name DESC, t.code DESC'],
    [['NAME_ASC', 'YEAR_DESC'], 't.name ASC, coalesce(t.year, 0) DESC, t.code DESC'],
    [['NAME_ASC', 'CODE_DESC'], 't.name ASC, t.code DESC'],
    [['CODE_DESC', 'NAME_ASC'], 't.code DESC, t.name ASC'],
    [['NAME_ASC', 'NAME_ASC'], 't.name ASC, t.code ASC'],
    [['CODE_ASC', 'CODE_DESC'], 't.code ASC, t.code DESC'],
  ])('%j is total: %s', (orderBy, sort) => {
    expect(parts(pageStatement(LIST, request(orderBy))).sort).toBe(sort);
    const reverse = sort.replace(/ASC|DESC/g, (word) => (word === 'ASC' ? 'DESC' : 'ASC'));
    expect(parts(pageStatement(LIST, request(orderBy, { backward: true }))).sort).toBe(reverse);
  });

  it('carries its keys beside the record, moments with all their digits', () => {
    expect(parts(pageStatement(LIST, request(['UPDATED_ASC', 'NAME_ASC']))).keys).toBe(
      `to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "~0", ` +
        't.name AS "~1", t.code AS "~2"',
    );
  });

  it.each([0, 1, 100])('reads one record more than the %i of the page', (size) => {
    expect(parts(pageStatement(LIST, request(null, { size }))).limit).toBe(size + 1);
  });
});

describe('the place of a page', () => {
  it.each<[string, Order[] | null, unknown[], 'after' | 'before', string]>([
    ['one key', null, ['C'], 'after', '(t.code) > ($1::text)'],
    ['one key', null, ['C'], 'before', '(t.code) < ($1::text)'],
    ['a falling key', ['CODE_DESC'], ['C'], 'after', '(t.code) < ($1::text)'],
    ['equal directions', ['NAME_ASC'], ['N', 'C'], 'after', '(t.name, t.code) > ($1::text, $2::text)'],
    ['equal directions', ['NAME_DESC'], ['N', 'C'], 'after', '(t.name, t.code) < ($1::text, $2::text)'],
    ['equal directions', ['NAME_DESC'], ['N', 'C'], 'before', '(t.name, t.code) > ($1::text, $2::text)'],
    [
      'mixed directions',
      ['NAME_ASC', 'YEAR_DESC'],
      ['N', 2023, 'C'],
      'after',
      't.name >= $1::text AND ((t.name > $1::text) OR (t.name = $1::text AND coalesce(t.year, 0) < $2::integer) OR ' +
        '(t.name = $1::text AND coalesce(t.year, 0) = $2::integer AND t.code < $3::text))',
    ],
    [
      'mixed directions',
      ['NAME_ASC', 'CODE_DESC'],
      ['N', 'C'],
      'before',
      't.name <= $1::text AND ((t.name < $1::text) OR (t.name = $1::text AND t.code > $2::text))',
    ],
    [
      'a moment',
      ['UPDATED_ASC'],
      ['2026-11-20T12:50:24.123456Z', 'C'],
      'after',
      '(t.updated_at, t.code) > ($1::timestamptz, $2::text)',
    ],
  ])('is beyond %s %j at %j going %s', (_, orderBy, values, argument, where) => {
    const place = cursor((orderBy ?? ['CODE_ASC']).join(','), ...values);
    const statement = pageStatement(LIST, request(orderBy, { [argument]: place }));
    expect(parts(statement).where).toBe(`TRUE AND ${where}`);
    expect(statement.values).toEqual([...values, 21]);
  });

  it('lies between two cursors, whichever way the page goes', () => {
    const place = { after: cursor('CODE_ASC', 'A'), before: cursor('CODE_ASC', 'Z') };
    for (const backward of [false, true]) {
      const statement = pageStatement(LIST, request(null, { ...place, backward }));
      expect(parts(statement).where).toBe('TRUE AND (t.code) > ($1::text) AND (t.code) < ($2::text)');
      expect(statement.values).toEqual(['A', 'Z', 21]);
    }
  });

  it('comes after the filter, in its own parameters', () => {
    const statement = pageStatement(
      LIST,
      request(
        null,
        { after: cursor('CODE_ASC', `'; DROP TABLE thing`) },
        { filter: { level: { anyOf: ['x'] } } },
      ),
    );
    expect(parts(statement).where).toBe('(t.level = ANY($1)) AND (t.code) > ($2::text)');
    expect(statement.values).toEqual([['x'], `'; DROP TABLE thing`, 21]);
  });
});

describe('a cursor', () => {
  it.each<[Order[] | null, Record<string, unknown>, string, unknown[]]>([
    [null, { '~0': 'C1' }, 'CODE_ASC', ['C1']],
    [['NAME_DESC'], { '~0': '万吨', '~1': 'C1', '~parent': 'x' }, 'NAME_DESC', ['万吨', 'C1']],
    [['YEAR_DESC', 'YEAR_DESC'], { '~0': 0, '~1': 'C1' }, 'YEAR_DESC', [0, 'C1']],
  ])('of a row in the order %j holds its keys', (orderBy, raw, order, values) => {
    expect(decodeCursor(cursorOf(LIST, orderBy, raw), `Award.${order}`, 'after')).toEqual(values);
  });

  it.each<[string, Order[] | null, unknown[]]>([
    ['no value', null, []],
    ['a value too many', null, ['C', 'D']],
    ['a value too few', ['NAME_ASC'], ['N']],
    ['a number for a text', null, [1]],
    ['null for a text', null, [null]],
    ['a list for a text', null, [['C']]],
    ['a text with a NUL', null, ['C\0']],
    ['a text for a number', ['YEAR_DESC'], ['2023', 'C']],
    ['a fraction', ['YEAR_DESC'], [2023.5, 'C']],
    ['a number that no integer column holds', ['YEAR_DESC'], [2 ** 31, 'C']],
    ['a negative one', ['YEAR_DESC'], [-(2 ** 31) - 1, 'C']],
    ['a number beyond all', ['YEAR_DESC'], [1e300, 'C']],
    ['true for a number', ['YEAR_DESC'], [true, 'C']],
    ['a text that is no moment', ['UPDATED_ASC'], ['yesterday', 'C']],
    ['a number for a moment', ['UPDATED_ASC'], [1_795_000_000_000, 'C']],
    ['no moment', ['UPDATED_ASC'], ['', 'C']],
    ['an endless moment', ['UPDATED_ASC'], ['infinity', 'C']],
  ])('with %s is refused, though it is whole', (_, orderBy, values) => {
    const place = cursor((orderBy ?? ['CODE_ASC']).join(','), ...values);
    for (const argument of ['after', 'before'] as const) {
      expect(() => pageStatement(LIST, request(orderBy, { [argument]: place }))).toThrow(
        expect.objectContaining({ code: 'BAD_CURSOR', details: { argument } }),
      );
    }
  });

  // JavaScript reads these as moments and PostgreSQL does not, so the statement would fail as our own fault.
  it.each([
    '2026',
    '0',
    '2026-02-30',
    '2026-02-30 12:00:00+00',
    '2026-11-20 (noon)',
    '+012026-01-01T00:00:00Z',
  ])('with the moment %j, which PostgreSQL cannot read, is refused', (moment) => {
    const place = cursor('UPDATED_ASC', moment, 'C');
    expect(() => pageStatement(LIST, request(['UPDATED_ASC'], { after: place }))).toThrow(
      expect.objectContaining({ code: 'BAD_CURSOR' }),
    );
  });

  it.each<[string, Order[] | null, string]>([
    ['another order', ['NAME_ASC'], 'NAME_DESC'],
    ['fewer keys', ['NAME_ASC'], 'NAME_ASC,YEAR_DESC'],
    ['the default order', ['NAME_ASC'], 'CODE_ASC'],
    ['an order that the list does not have', null, 'TITLE_ASC'],
  ])('made for %s is refused', (_, orderBy, madeFor) => {
    const place = cursor(madeFor, 'N', 'C');
    expect(() => pageStatement(LIST, request(orderBy, { before: place }))).toThrow(
      `was made for the order Award.${madeFor}`,
    );
  });

  it('made for the default order fits when that order is asked for by name, and the other way round', () => {
    const place = cursor('CODE_ASC', 'C');
    expect(pageStatement(LIST, request(['CODE_ASC'], { after: place }))).toEqual(
      pageStatement(LIST, request(null, { after: place })),
    );
  });
});

describe('a statement for the lists of many records', () => {
  const filter = { level: { anyOf: ['x'] } };

  it('reads a page for each', () => {
    const asked = request(
      ['NAME_ASC'],
      { after: cursor('NAME_ASC', 'N', 'C'), size: 5 },
      { filter, scope: 'unit' },
    );
    const { text, values } = pageStatement(LIST, asked, ['U1', 'U2']);
    expect(text).toBe(
      'SELECT p.parent AS "~parent", r.* FROM unnest($1::text[]) AS p(parent) CROSS JOIN LATERAL (' +
        'SELECT t.code AS "code", t.name AS "~0", t.code AS "~1" FROM thing t  ' +
        'WHERE t.unit = p.parent AND (t.level = ANY($2)) AND (t.name, t.code) > ($3::text, $4::text) ' +
        'ORDER BY t.name ASC, t.code ASC LIMIT $5) r',
    );
    expect(values).toEqual([['U1', 'U2'], ['x'], 'N', 'C', 6]);
  });

  it('counts for each', () => {
    expect(countStatement(LIST, { filter, scope: 'place' }, ['P1'])).toMatchObject({
      text:
        'SELECT p.parent AS "~parent", (SELECT count(*)::int AS count FROM thing t ' +
        'WHERE t.code IN (SELECT l.thing FROM l WHERE l.place = p.parent) AND (t.level = ANY($2))) AS count ' +
        'FROM unnest($1::text[]) AS p(parent)',
      values: [['P1'], ['x']],
    });
  });

  it('is the same text for one record and for fifty', () => {
    const many = Array.from({ length: 50 }, (_, index) => `U${index}`);
    const asked = request(null, {}, { scope: 'unit' });
    expect(pageStatement(LIST, asked, many).text).toBe(pageStatement(LIST, asked, ['U']).text);
    expect(countStatement(LIST, asked, many).text).toBe(countStatement(LIST, asked, ['U']).text);
  });
});

describe('a count', () => {
  it('of the whole list has no order and no place', () => {
    expect(countStatement(LIST, { filter: null })).toMatchObject({
      text: 'SELECT count(*)::int AS count FROM thing t WHERE TRUE',
      values: [],
    });
  });

  it('has the filter of its page', () => {
    const filter = { not: { level: { anyOf: ['x'] } } };
    const page = parts(pageStatement(LIST, request(null, {}, { filter })));
    expect(countStatement(LIST, { filter }).text).toContain(`WHERE ${page.where as string}`);
  });
});

// What is kept prepared stays in every connection's memory, so no client may make as many texts as it likes.
describe('a statement is kept prepared', () => {
  const filter = { level: { anyOf: ['x'] } };

  it.each<[string, Request, boolean]>([
    ['in the default order', request(), true],
    ['in one order', request(['NAME_ASC']), true],
    ['for many records', request(null, {}, { scope: 'unit' }), true],
    ['with a cursor', request(null, { after: cursor('CODE_ASC', 'C') }), true],
    ['in two orders: never', request(['NAME_ASC', 'YEAR_DESC']), false],
    ['with a filter: never', request(null, {}, { filter }), false],
    ['with an empty filter: never', request(null, {}, { filter: {} }), false],
  ])('%s', (_, asked, recurring) => {
    expect(pageStatement(LIST, asked, ['U']).recurring).toBe(recurring);
    if (!asked.orderBy?.[1]) expect(countStatement(LIST, asked, ['U']).recurring).toBe(recurring);
  });
});
