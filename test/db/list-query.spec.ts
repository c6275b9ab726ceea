import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogLists } from '../../src/catalog/catalog.lists.js';
import { ReferenceData } from '../../src/catalog/reference-data.js';
import { type Connection } from '../../src/common/pagination/connection.type.js';
import { type PageRequest } from '../../src/common/pagination/page-request.js';
import { type FilterLogic } from '../../src/database/query/filter.js';
import { type ListSpec } from '../../src/database/query/list-query.js';
import { Reader } from '../../src/database/query/reader.js';
import { type BaseRow } from '../../src/database/query/row.js';
import { StatementLog } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const statements = new StatementLog('all');
let database: TestDatabase;
let lists: CatalogLists;

const TABLES = ['achievement', 'craftsman', 'studio', 'organisation', 'award'] as const;
type Table = (typeof TABLES)[number];

beforeAll(async () => {
  database = await createTestDatabase('seeded', statements);
  // The load gives all records one moment. Here many share one, and others differ by a microsecond.
  for (const table of TABLES) {
    await database.dataSource.query(
      `UPDATE ${table} SET updated_at = timestamptz '2026-01-01 00:00:00.000001+08'
         + (abs(hashtext(code)) % 97) * interval '1 microsecond' * (1 + abs(hashtext(code)) % 3 * 100000)`,
    );
  }
  const reference = new ReferenceData(database.dataSource);
  await reference.onModuleInit();
  lists = new CatalogLists(reference);
});

afterAll(() => database.drop());

function listOf(table: Table): ListSpec<FilterLogic<never>, string> {
  const byTable = {
    achievement: lists.achievements,
    craftsman: lists.craftsmen,
    studio: lists.studios,
    organisation: lists.organisations,
    award: lists.awards,
  };
  return byTable[table];
}

function page(size: number, change: Partial<PageRequest> = {}): PageRequest {
  return { size, backward: false, after: null, before: null, ...change };
}

function codesOf(connection: Connection<BaseRow>): string[] {
  return connection.edges.map(({ node }) => node.code);
}

/** All codes of a list, page by page from one end to the other; the sequence is always the list's own. */
async function walk(table: Table, orderBy: string[], size: number, backward: boolean): Promise<string[]> {
  const reader = new Reader(database.dataSource);
  const pages: string[][] = [];
  let place: Partial<PageRequest> = {};
  for (;;) {
    const request = { filter: null, orderBy, page: page(size, { backward, ...place }) };
    const connection = await reader.page<BaseRow, FilterLogic<never>, string, string>(listOf(table), request);
    const { startCursor, endCursor, hasNextPage, hasPreviousPage } = connection.pageInfo;
    pages.push(codesOf(connection));
    if (pages.length > 1_000) throw new Error('The walk does not end.');
    const [more, behind] = backward ? [hasPreviousPage, hasNextPage] : [hasNextPage, hasPreviousPage];
    expect(behind).toBe(pages.length > 1);
    if (!more) return (backward ? pages.reverse() : pages).flat();
    expect(connection.edges).toHaveLength(size);
    place = backward ? { before: startCursor } : { after: endCursor };
  }
}

/** The orders in SQL of their own, written from their descriptions and not from the code. */
const ORDERS: Record<string, string> = {
  CODE_ASC: 'code ASC',
  CODE_DESC: 'code DESC',
  UPDATED_ASC: 'updated_at ASC',
  UPDATED_DESC: 'updated_at DESC',
  NAME_ASC: 'name COLLATE "zh-x-icu" ASC',
  NAME_DESC: 'name COLLATE "zh-x-icu" DESC',
  TITLE_ASC: 'title COLLATE "zh-x-icu" ASC',
  TITLE_DESC: 'title COLLATE "zh-x-icu" DESC',
  YEAR_ASC: 'year ASC NULLS LAST',
  YEAR_DESC: 'year DESC NULLS LAST',
};

async function unpaged(table: Table, orderBy: string[]): Promise<string[]> {
  const keys = [...orderBy.map((name) => ORDERS[name]), `code ${orderBy.at(-1)?.split('_')[1] ?? ''}`];
  const rows = await database.dataSource.query<{ code: string }[]>(
    `SELECT code FROM ${table} ORDER BY ${keys.join(', ')}`,
  );
  return rows.map(({ code }) => code);
}

const RECORD = ['CODE_ASC', 'CODE_DESC', 'UPDATED_ASC', 'UPDATED_DESC'];
const NAMED = [...RECORD, 'NAME_ASC', 'NAME_DESC'].map((name) => [name]);

const WALKS: [Table, string[]][] = [
  ...[
    ...[...RECORD, 'TITLE_ASC', 'TITLE_DESC', 'YEAR_ASC', 'YEAR_DESC'].map((name) => [name]),
    ['YEAR_DESC', 'TITLE_ASC'],
    ['YEAR_ASC', 'CODE_DESC'],
    ['YEAR_DESC', 'UPDATED_ASC', 'TITLE_DESC'],
    ['UPDATED_DESC', 'YEAR_ASC'],
  ].map((orderBy): [Table, string[]] => ['achievement', orderBy]),
  ...TABLES.slice(1).flatMap((table) => NAMED.map((orderBy): [Table, string[]] => [table, orderBy])),
  ['craftsman', ['NAME_ASC', 'UPDATED_DESC']],
  ['organisation', ['UPDATED_ASC', 'NAME_DESC']],
];

describe('a list walked by pages holds every record once, in one order', () => {
  it.each(WALKS)(
    '%s by %j',
    async (table, orderBy) => {
      const whole = await unpaged(table, orderBy);
      expect(new Set(whole).size).toBe(whole.length);
      expect(await walk(table, orderBy, 7, false)).toEqual(whole);
      expect(await walk(table, orderBy, 100, false)).toEqual(whole);
      expect(await walk(table, orderBy, 100, true)).toEqual(whole);
    },
    60_000,
  );

  it.each<[Table, string[]]>([
    ['achievement', ['YEAR_DESC', 'TITLE_ASC']],
    ['studio', ['UPDATED_DESC']],
    ['award', ['NAME_ASC']],
  ])('%s by %j, backward by pages of 7', async (table, orderBy) => {
    expect(await walk(table, orderBy, 7, true)).toEqual(await unpaged(table, orderBy));
  });

  it('knows every order that a list has', () => {
    for (const table of TABLES) {
      const walked = WALKS.filter(([each, orderBy]) => each === table && orderBy.length === 1);
      expect(walked.map(([, [name]]) => name).sort()).toEqual(Object.keys(listOf(table).orders).sort());
    }
  });
});

describe('a walk goes on when the list changes', () => {
  it('without a record twice or left out, when records before its place come and go', async () => {
    const size = 10;
    const orderBy = ['NAME_ASC'];
    const reader = new Reader(database.dataSource);
    const read = (after: string | null): Promise<Connection<BaseRow>> =>
      reader.page(listOf('award'), { filter: null, orderBy, page: page(size, { after }) });
    const first = await read(null);
    const before = await unpaged('award', orderBy);
    await database.dataSource.query(
      `INSERT INTO award (code, name) VALUES ('AWD-9001', '啊'), ('AWD-9002', '0')`,
    );
    try {
      const second = await read(first.pageInfo.endCursor);
      expect(codesOf(first)).toEqual(before.slice(0, size));
      expect(codesOf(second)).toEqual(before.slice(size, 2 * size));
    } finally {
      await database.dataSource.query(
        `WITH gone AS (INSERT INTO retired_code (code, reason) VALUES ('AWD-9001', 'test'), ('AWD-9002', 'test'))
         DELETE FROM award WHERE code IN ('AWD-9001', 'AWD-9002')`,
      );
    }
  });

  it('between two cursors, from either end', async () => {
    const whole = await unpaged('studio', ['NAME_DESC']);
    const reader = new Reader(database.dataSource);
    const read = (request: PageRequest): Promise<Connection<BaseRow>> =>
      reader.page(listOf('studio'), { filter: null, orderBy: ['NAME_DESC'], page: request });
    const all = await read(page(100));
    const [after, before] = [all.edges[19]?.cursor ?? null, all.edges[30]?.cursor ?? null];
    expect(codesOf(await read(page(100, { after, before })))).toEqual(whole.slice(20, 30));
    expect(codesOf(await read(page(4, { after, before })))).toEqual(whole.slice(20, 24));
    const last = await read(page(4, { after, before, backward: true }));
    expect(codesOf(last)).toEqual(whole.slice(26, 30));
    expect(last.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('has no end beyond the last record, and none before the first', async () => {
    const reader = new Reader(database.dataSource);
    const read = (request: PageRequest): Promise<Connection<BaseRow>> =>
      reader.page(listOf('award'), { filter: null, orderBy: null, page: request });
    const last = await read(page(1, { backward: true }));
    const beyond = await read(page(5, { after: last.pageInfo.endCursor }));
    expect([codesOf(beyond), beyond.pageInfo.hasNextPage, beyond.pageInfo.endCursor]).toEqual([
      [],
      false,
      null,
    ]);
    const none = await read(page(0));
    expect([none.edges.length, none.pageInfo.hasNextPage]).toEqual([0, true]);
  });
});

describe('the lists of many records', () => {
  /** The codes of the records that have the longest lists, and of one that has none. */
  async function parents(sql: string, limit: number): Promise<string[]> {
    const rows = await database.dataSource.query<{ code: string }[]>(
      `SELECT ${sql} AS code FROM achievement_craftsman c JOIN achievement a ON a.code = c.achievement_code
       JOIN achievement_organisation o ON o.achievement_code = a.code LEFT JOIN award_grant g ON g.achievement_code = a.code
       WHERE ${sql} IS NOT NULL GROUP BY 1 ORDER BY count(DISTINCT a.code) DESC, 1 LIMIT ${limit}`,
    );
    return [...rows.map(({ code }) => code), 'NO-0000'];
  }

  // For each scope: where its parents come from, and the filter that asks for the same achievements.
  it.each([
    ['industry', 'a.industry_code', (code: string) => ({ industry: { anyOf: [code] } })],
    ['region', 'a.region_code', (code: string) => ({ region: { anyOf: [code] } })],
    ['studio', 'a.studio_code', (code: string) => ({ studio: { anyOf: [code] } })],
    ['craftsman', 'c.craftsman_code', (code: string) => ({ craftsman: { anyOf: [code] } })],
    ['award', 'g.award_code', (code: string) => ({ award: { anyOf: [code] } })],
    ['award:AWARDED', 'g.award_code', (code: string) => ({ awardWon: { anyOf: [code] } })],
    ['organisation', 'o.organisation_code', (code: string) => ({ organisation: { anyOf: [code] } })],
  ] as const)(
    'of %s take one statement for 50, and each is the list that its filter gives',
    async (scope, sql, filter) => {
      const codes = await parents(sql, 49);
      const reader = new Reader(database.dataSource);
      const request = { filter: null, orderBy: ['YEAR_DESC' as never], page: page(3), scope };
      let pages: Connection<BaseRow>[] = [];
      const read = await statements.during(async () => {
        pages = await Promise.all(
          codes.map((code) =>
            reader.page<BaseRow, object, never, typeof scope>(lists.achievements as never, request, code),
          ),
        );
      });
      expect(read).toHaveLength(1);
      let totals: number[] = [];
      const counted = await statements.during(async () => {
        totals = await Promise.all(pages.map((each) => each.totalCount));
      });
      expect(counted).toHaveLength(1);
      for (const [index, code] of codes.entries()) {
        if (code === 'NO-0000') {
          expect([codesOf(pages[index] as never), totals[index]]).toEqual([[], 0]);
          continue;
        }
        const same = await reader.page(lists.achievements, {
          filter: filter(code),
          orderBy: ['YEAR_DESC' as never],
          page: page(3),
        });
        expect([code, codesOf(pages[index] as never), totals[index]]).toEqual([
          code,
          codesOf(same),
          await same.totalCount,
        ]);
        expect(pages[index]?.pageInfo).toEqual(same.pageInfo);
      }
      expect(totals.filter((total) => total > 3).length).toBeGreaterThan(0);
    },
    60_000,
  );

  it('of units by role add up to those in any role', async () => {
    const codes = await parents('o.organisation_code', 49);
    const reader = new Reader(database.dataSource);
    const total = (
      scope: 'organisation' | 'organisation:LEAD' | 'organisation:PARTNER',
      code: string,
    ): Promise<number> => reader.count(lists.achievements, { filter: null, scope }, code);
    const counts = await Promise.all(
      codes.map((code) =>
        Promise.all([
          total('organisation:LEAD', code),
          total('organisation:PARTNER', code),
          total('organisation', code),
        ]),
      ),
    );
    expect(counts.filter(([lead, partner, any]) => lead + partner !== any)).toEqual([]);
    expect(counts.some(([, partner]) => partner > 0)).toBe(true);
  });

  it('of one kind but different pages take one statement each', async () => {
    const reader = new Reader(database.dataSource);
    const read = await statements.during(() =>
      Promise.all(
        ['AEROSPACE', 'OTHER'].flatMap((code) =>
          [1, 2].map((size) =>
            reader.page(
              lists.achievements,
              { filter: null, orderBy: null, page: page(size), scope: 'industry' },
              code,
            ),
          ),
        ),
      ),
    );
    expect(read).toHaveLength(2);
  });

  it('go on behind a cursor and backward, each in its own list', async () => {
    const codes = await parents('a.industry_code', 14);
    const reader = new Reader(database.dataSource);
    const read = (code: string, request: PageRequest): Promise<Connection<BaseRow>> =>
      reader.page(
        lists.achievements,
        { filter: null, orderBy: null, page: request, scope: 'industry' },
        code,
      );
    const after = (await read('AEROSPACE', page(20))).pageInfo.endCursor;
    for (const request of [
      page(5, { after }),
      page(5, { backward: true }),
      page(5, { backward: true, before: after }),
    ]) {
      const pages = await Promise.all(codes.map((code) => read(code, request)));
      for (const [index, code] of codes.entries()) {
        if (code === 'NO-0000') continue;
        const filter = { industry: { anyOf: [code] } };
        const same = await reader.page(lists.achievements, { filter, orderBy: null, page: request });
        expect(codesOf(pages[index] as never)).toEqual(codesOf(same));
      }
    }
  });
});
