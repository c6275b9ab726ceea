import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATASETS } from '../../src/exports/datasets/datasets.js';
import { encodePosition } from '../../src/record/feed/feed.cursor.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';

let service: TestApp;
let desk: Desk;

beforeAll(async () => {
  service = await createTestApp();
  desk = openDesk(service.database.dataSource);
});

afterAll(() => service.close());

const CHANGES = `query ($since: String, $first: Int, $after: String) {
  changes(since: $since, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { cursor node { position kind type code at row reason mergedInto } }
  }
}`;

async function position(): Promise<string> {
  const { catalogInfo } = await service.query('{ catalogInfo { changePosition } }');
  return catalogInfo.changePosition;
}

interface Lines {
  readonly status: number;
  readonly headers: Headers;
  readonly changes: any[];
}

async function lines(query: string, method = 'GET'): Promise<Lines> {
  const response = await fetch(`${service.url}/v1/changes${query}`, { method });
  const text = await response.text();
  const changes = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { status: response.status, headers: response.headers, changes };
}

/** Where the answer says to go on. */
function nextOf({ headers }: Lines): string {
  const [, next = ''] = /^<\/v1\/changes(\?[^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
  return next;
}

describe('a researcher who keeps a copy', () => {
  it('starts from nothing and has every record', async () => {
    const answer = await lines('');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const of = (type: string): unknown[] => answer.changes.filter((change) => change.type === type);
    const { catalogInfo } = await service.query(
      '{ catalogInfo { counts { achievements craftsmen studios organisations awards industries regions } } }',
    );
    expect({
      achievements: of('Achievement').length,
      craftsmen: of('Craftsman').length,
      studios: of('Studio').length,
      organisations: of('Organisation').length,
      awards: of('Award').length,
      industries: of('Industry').length,
      regions: of('Region').length,
    }).toEqual(catalogInfo.counts);
    expect(nextOf(answer)).toBe(`?since=${await position()}`);
    for (const { type, fields } of Object.values(DATASETS)) {
      const [{ row }] = of(type) as [{ row: object }];
      expect(Object.keys(row)).toEqual(fields.map(({ name }) => name));
    }
  });

  it('starts from a dump and follows, by GraphQL and by lines alike', async () => {
    const since = await position();
    const { code } = await done(desk.create('Achievement', anAchievement({ title: '新成果' })));
    await done(desk.update('Achievement', { year: 2024 }, { code, ifVersion: 1 }));
    await done(desk.withdraw('Achievement', { code, ifVersion: 2, reason: '来源撤回' }));
    const whole = await lines(`?since=${since}`);
    expect(whole.changes.map(({ kind, row, reason }) => [kind, row?.year, reason])).toEqual([
      ['CREATE', null, null],
      ['UPDATE', 2024, null],
      ['WITHDRAW', undefined, '来源撤回'],
    ]);
    expect(whole.changes[2]).toMatchObject({ type: 'Achievement', code, row: null, mergedInto: null });

    const first = await service.query(CHANGES, { since, first: 2 });
    expect(first.changes.totalCount).toBe(3);
    expect(first.changes.pageInfo.hasNextPage).toBe(true);
    const rest = await service.query(CHANGES, { since, first: 2, after: first.changes.pageInfo.endCursor });
    expect(rest.changes.pageInfo.hasNextPage).toBe(false);
    const nodes = [...first.changes.edges, ...rest.changes.edges].map(({ node }: any) => node);
    expect(nodes).toEqual(whole.changes);
    expect(rest.changes.edges[0].cursor).toBe(rest.changes.edges[0].node.position);
  });

  it('has the lines compressed where it takes that, and as they are where it does not', async () => {
    const ask = async (encoding: string): Promise<[string | null, string]> => {
      const answer = await fetch(`${service.url}/v1/changes?first=300`, {
        headers: { 'accept-encoding': encoding },
      });
      return [answer.headers.get('content-encoding'), await answer.text()];
    };
    const [coding, plain] = await ask('identity');
    expect(coding).toBeNull();
    expect(plain.split('\n')).toHaveLength(301);
    expect(await ask('gzip')).toEqual(['gzip', plain]);
  });

  it('goes on where it stopped, in pieces, and is told when to ask again', async () => {
    const since = await position();
    for (const title of ['甲', '乙', '丙']) await done(desk.create('Achievement', anAchievement({ title })));
    const one = await lines(`?since=${since}&first=2`);
    expect(one.changes).toHaveLength(2);
    expect(one.headers.get('retry-after')).toBeNull();
    const two = await lines(nextOf(one));
    expect(two.changes.map(({ row }) => row.title)).toEqual(['丙']);
    expect(two.headers.get('retry-after')).toBe('30');
    const three = await lines(nextOf(two));
    expect(three).toMatchObject({ status: 200, changes: [] });
    expect(nextOf(three)).toBe(nextOf(two));
    // A client that stopped in the middle goes on behind the last line that it has applied.
    const again = await lines(`?since=${one.changes[0].position}`);
    expect(again.changes).toEqual([one.changes[1], ...two.changes]);
    expect(await lines(`?since=${since}`, 'HEAD')).toMatchObject({ status: 200, changes: [] });
  });

  it('has its record by the code in a merge, and the one that took over', async () => {
    const kept = (await done(desk.create('Award', { name: '合并甲奖' }))).code;
    const gone = (await done(desk.create('Award', { name: '合并乙奖' }))).code;
    const since = await position();
    const pair = { survivor: { code: kept, ifVersion: 1 }, duplicate: { code: gone, ifVersion: 1 } };
    await done(desk.merge('Award', pair));
    const { changes } = await lines(`?since=${since}`);
    expect(changes).toMatchObject([
      { kind: 'MERGE', code: gone, mergedInto: kept, row: null, reason: '同一对象' },
    ]);
  });
});

describe('a feed whose database is lost', () => {
  it('breaks off, so that a cut answer cannot pass for a whole one', async () => {
    const other = await createTestApp();
    // More than fits on the way to a client that does not read on.
    await other.database.dataSource.query(
      `INSERT INTO feed_entry (position, type, code, kind, document)
       SELECT (SELECT max(position) FROM feed_entry) + n, 'Award', 'AWD-X', 'UPDATE', jsonb_build_object('name', repeat('x', 5000))
       FROM generate_series(1, 20000) n`,
    );
    const { body } = await fetch(`${other.url}/v1/changes`);
    const reader = body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await other.database.cutOff();
    const rest = async (): Promise<void> => {
      while (!(await reader?.read())?.done);
    };
    await expect(rest()).rejects.toThrow('terminated');
    await other.close();
  });
});

describe('a position that is none', () => {
  it.each([
    ['nonsense', 'nonsense'],
    ['a number', '5'],
    ['another list’s cursor', 'achievements'],
    ['a position beyond the end', 'beyond'],
  ])('is refused: %s', async (_name, kind) => {
    const others: Record<string, () => Promise<string>> = {
      achievements: async () =>
        (await service.query('{ achievements(first: 1) { pageInfo { endCursor } } }')).achievements.pageInfo
          .endCursor,
      beyond: () => Promise.resolve(encodePosition('900000000')),
    };
    const since = (await others[kind]?.()) ?? kind;
    const response = await fetch(`${service.url}/v1/changes?since=${since}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'BAD_CURSOR', argument: 'since' });
    const { errors } = await service.send(CHANGES, { since });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR', argument: 'since' });
    const { errors: after } = await service.send(CHANGES, { after: since });
    expect(after?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR', argument: 'after' });
  });

  it.each(['?first=0', '?first=x', '?first=200000', '?first=1&first=2'])('has no size %s', async (query) => {
    const response = await fetch(`${service.url}/v1/changes${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
  });

  it('is given once', async () => {
    const response = await fetch(`${service.url}/v1/changes?since=a&since=b`);
    expect(await response.json()).toMatchObject({ status: 400, code: 'BAD_CURSOR' });
  });
});
