import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishChanges } from '../../src/record/record.changes.js';
import { createTestApp, type Answer, type ServedError, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

/** A walk from studio to studio, with its last studio's fields: 12 levels and those. */
function walk(fields: string): string {
  const round = (inside: string): string =>
    `achievements(first: 1) { edges { node { studio { ${inside} } } } }`;
  return `{ ${round(round(round(fields)))} }`;
}

function aliases(count: number): string {
  return `{ ${Array.from({ length: count }, (_, at) => `a${at}: achievements { totalCount }`).join(' ')} }`;
}

/** Records inside records inside records. */
const COSTLY = `query($n: Int) { achievements(first: $n) { edges { node { organisation {
  achievements(first: $n) { edges { node { organisation { studios(first: $n) { edges { node { code } } } } } } } } } } } }`;

describe('a request over a limit is refused before it runs, with the limit and its value', () => {
  it.each([
    [
      '19 levels of fields',
      walk('achievements { edges { node { studio { organisation { name { value } } } } } }'),
      { limitName: 'maxDepth', limit: 15, value: 19 },
    ],
    ['60 aliases', aliases(60), { limitName: 'maxAliases', limit: 50, value: 60 }],
    ['1,000 aliases', aliases(1000), { limitName: 'maxTokens', limit: 2000 }],
    [
      '30 directives',
      `{ __typename ${'@skip(if: false) '.repeat(30)} }`,
      { limitName: 'maxDirectives', limit: 20, value: 30 },
    ],
    [
      'a document of 1 MB',
      `{ ${'achievements '.repeat(80_000)} }`,
      { limitName: 'maxDocumentBytes', limit: 50_000 },
    ],
    ['a comment of 1 MB', `# ${'x'.repeat(1_000_000)}\n{ __typename }`, { limitName: 'maxDocumentBytes' }],
    [
      'fragments that double each other',
      `{ ...F0 } ${Array.from({ length: 12 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F12 on Query { __typename }`,
      { limitName: 'maxFields', limit: 2000, value: 4096 },
    ],
    [
      'aliases hidden in fragments',
      `query { ...A ...A } fragment A on Query ${aliases(30)}`,
      { limitName: 'maxAliases', value: 60 },
    ],
  ])('%s', async (_what, query, told) => {
    let answer: Answer | undefined;
    const statements = await service.statements.during(async () => {
      answer = await service.send(query);
    });
    expect(answer).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX', ...told } }],
    });
    expect(statements).toEqual([]);
  });

  it('a cost that only its variables tell', async () => {
    const small = await service.send(COSTLY, { n: 3 });
    expect(small.errors).toBeUndefined();
    let large: Answer | undefined;
    const statements = await service.statements.during(async () => {
      large = await service.send(COSTLY, { n: 100 });
    });
    expect(large).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX', limitName: 'maxCost', limit: 10_000 } }],
    });
    expect(large?.errors?.[0]?.extensions.cost).toBeGreaterThan(10_000);
    expect(statements).toEqual([]);
  });

  it('a cost that cannot be reckoned', async () => {
    const query = `query($id: ID = "x", $n: Int) { node(id: $id) { id } ${COSTLY.slice(COSTLY.indexOf('achievements'))}`;
    let answer: Answer | undefined;
    const statements = await service.statements.during(async () => {
      answer = await service.send(query, { id: null, n: 100 });
    });
    expect(answer?.data).toBeUndefined();
    expect(answer?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(statements).toEqual([]);
  });

  it('whichever way its address is written', async () => {
    const response = await fetch(`${service.url}/%67raphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: aliases(60) }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { limitName: 'maxAliases' } }] });
  });

  it('aliases behind a broken escape in the address', async () => {
    const response = await fetch(`${service.url}/graphql?query=${encodeURIComponent(aliases(60))}%23%ZZ`);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { limitName: 'maxAliases' } }] });
  });

  it('variables of half a megabyte', async () => {
    const answer = await service.send(
      'query($f: AchievementFilter) { achievements(filter: $f) { totalCount } }',
      {
        f: { or: Array.from({ length: 60_000 }, () => ({ zz: 1 })) },
      },
    );
    expect(answer).toMatchObject({
      status: 413,
      errors: [{ extensions: { limitName: 'maxBodyBytes', limit: 300_000 } }],
    });
  });

  it('a filter as large as is allowed, with its answer', async () => {
    const codes = Array.from({ length: 160 }, (_, at) => `AWD-${String(at + 1).padStart(4, '0')}`);
    const f = { and: Array.from({ length: 49 }, () => ({ award: { anyOf: codes } })) };
    const query = 'query($f: AchievementFilter) { achievements(filter: $f) { totalCount } }';
    expect(await service.query(query, { f })).toEqual({ achievements: { totalCount: 943 } });
  });

  it('a loop of fragments', async () => {
    const answer = await service.send('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  });

  it('a body larger than any request, and goes on serving', async () => {
    const response = await service.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: 'x'.repeat(3_000_000),
    });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
    expect(await service.query('{ achievements { totalCount } }')).toEqual({
      achievements: { totalCount: 1258 },
    });
  });

  it('while what is just below the limits is served', async () => {
    expect((await service.send(walk('organisation { name { value } }'))).errors).toBeUndefined();
    expect((await service.send(aliases(50))).errors).toBeUndefined();
  });

  it('while introspection is served', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const answer = await service.send(
      getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.__schema.types.length).toBeGreaterThan(50);
  });
});

describe('a wrong input is told by field, with what is allowed', () => {
  const BAD = 'BAD_USER_INPUT';
  it.each([
    [
      'a page too large',
      '{ achievements(first: 5000) { totalCount } }',
      BAD,
      { argument: 'first', limit: 100, value: 5000 },
    ],
    ['a negative page', '{ achievements(last: -1) { totalCount } }', BAD, { argument: 'last', value: -1 }],
    ['both ends', '{ achievements(first: 1, last: 1) { totalCount } }', BAD, { argument: 'last' }],
    [
      'a damaged cursor',
      '{ achievements(after: "abc") { totalCount } }',
      'BAD_CURSOR',
      { argument: 'after' },
    ],
    [
      'an unknown industry',
      '{ achievements(filter: { industry: { anyOf: ["RAIL"] } }) { totalCount } }',
      BAD,
      { argument: 'filter.industry.anyOf', value: 'RAIL' },
    ],
    [
      'an unknown region',
      '{ achievements(filter: { region: { noneOf: ["山东"] } }) { totalCount } }',
      BAD,
      { argument: 'filter.region.noneOf' },
    ],
    [
      'an empty list',
      '{ achievements(filter: { studio: { anyOf: [] } }) { totalCount } }',
      BAD,
      { fields: [{ path: 'filter.studio.anyOf', message: expect.any(String) }] },
    ],
    [
      'an empty text',
      '{ achievements(filter: { or: [{ title: { contains: "" } }] }) { totalCount } }',
      BAD,
      { fields: [{ path: 'filter.or[0].title.contains', message: expect.any(String) }] },
    ],
    [
      'an impossible year',
      '{ achievements(filter: { year: { gte: -5 } }) { totalCount } }',
      BAD,
      { fields: [{ path: 'filter.year.gte', message: expect.any(String) }] },
    ],
    [
      'a range upside down',
      '{ achievements(filter: { year: { gte: 2020, lte: 2010 } }) { totalCount } }',
      BAD,
      { argument: 'filter.year' },
    ],
    [
      'a moment before all years',
      '{ achievements(filter: { updatedSince: "-271821-04-20T00:00:00Z" }) { totalCount } }',
      BAD,
      { fields: [{ path: 'filter.updatedSince', message: expect.any(String) }] },
    ],
    ['no moment', '{ achievements(filter: { updatedSince: "yesterday" }) { totalCount } }', BAD, {}],
    [
      'a NUL character',
      '{ achievements(filter: { title: { contains: "a\\u0000" } }) { totalCount } }',
      BAD,
      {},
    ],
    [
      'a text too long',
      `{ achievements(filter: { title: { contains: "${'长'.repeat(201)}" } }) { totalCount } }`,
      BAD,
      { fields: [{ path: 'filter.title.contains', message: expect.any(String) }] },
    ],
    ['no id', '{ node(id: "abc") { id } }', BAD, { argument: 'id' }],
    ['a variable of the wrong type', 'query($n: Int) { achievements(first: $n) { totalCount } }', BAD, {}],
    [
      'a value that no enum has',
      '{ achievements(filter: { recognition: { anyOf: [WON] } }) { totalCount } }',
      'GRAPHQL_VALIDATION_FAILED',
      {},
    ],
    ['no GraphQL', '{ achievements(', 'GRAPHQL_PARSE_FAILED', {}],
  ])('%s', async (_what, query, code, details) => {
    const answer = await service.send(query, { n: 'ten' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code, ...details });
    expect(answer.errors?.[0]?.extensions.requestId).toBe(answer.headers.get('x-request-id'));
  });

  it('a cursor of another order', async () => {
    const { achievements } = await service.query(
      '{ achievements(first: 1, orderBy: [YEAR_DESC]) { pageInfo { endCursor } } }',
    );
    const answer = await service.send(
      'query($after: String) { achievements(after: $after) { totalCount } }',
      {
        after: achievements.pageInfo.endCursor,
      },
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_CURSOR',
      cursorOrder: 'Achievement.YEAR_DESC',
      requestedOrder: 'Achievement.CODE_ASC',
    });
  });

  it('a cursor of another list', async () => {
    const { craftsmen } = await service.query('{ craftsmen(first: 1) { pageInfo { endCursor } } }');
    const answer = await service.send(
      'query($after: String) { achievements(after: $after) { totalCount } }',
      {
        after: craftsmen.pageInfo.endCursor,
      },
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_CURSOR',
      cursorOrder: 'Craftsman.CODE_ASC',
    });
  });

  it('one bad id among good ones, which are served', async () => {
    const ids = ['QWNoaWV2ZW1lbnQ6V0lBLTAwMDE', 'nonsense'];
    const answer = await service.send('query($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity { code } } }', {
      ids,
    });
    expect(answer.data).toEqual({ nodes: [{ code: 'WIA-0001' }, null] });
    expect(answer.errors?.[0]).toMatchObject({ path: ['nodes', 1], extensions: { code: BAD } });
  });

  it('an industry that no list of people knows', async () => {
    const answer = await service.send(
      '{ craftsmen(filter: { industry: { anyOf: ["RAIL"] } }) { totalCount } }',
    );
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: BAD, argument: 'filter.industry.anyOf' });
  });

  it('more ids than a page holds', async () => {
    const ids = Array.from({ length: 101 }, () => 'QWNoaWV2ZW1lbnQ6V0lBLTAwMDE');
    const answer = await service.send('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: BAD, limit: 100, value: 101 });
  });

  it.each([
    ['variables that are no JSON', 'query=%7B__typename%7D&variables=%7Bbad'],
    [
      'a hash of another document',
      `query=%7B__typename%7D&extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: 'ab' } }))}`,
    ],
  ])('%s, with the id of the request', async (_what, search) => {
    const response = await fetch(`${service.url}/graphql?${search}`);
    const { errors } = (await response.json()) as { errors: ServedError[] };
    expect(errors[0]?.extensions.requestId).toBe(response.headers.get('x-request-id'));
    expect(errors[0]?.extensions.code).toMatch(/^BAD_/);
  });

  it('a request without a document', async () => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: BAD, argument: 'query' } }],
    });
  });
});

describe('a record that is not there', () => {
  it('is null when it never was', async () => {
    const answer = await service.query(
      '{ achievement(code: "WIA-9999") { code } craftsman(code: "\\u0000") { code } node(id: "QXdhcmQ6QVdELTk5OTk") { id } }',
    );
    expect(answer).toEqual({ achievement: null, craftsman: null, node: null });
  });

  it('answers GONE with its reason when it was withdrawn', async () => {
    await service.database.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO retired_code (code, reason) VALUES ('WIA-0500', 'reported by mistake')`);
      await tx.query(`DELETE FROM achievement WHERE code = 'WIA-0500'`);
      await publishChanges(tx, { achievement: ['WIA-0500'] });
    });
    const gone = { code: 'GONE', recordCode: 'WIA-0500', reason: 'reported by mistake' };
    const byCode = await service.send('{ achievement(code: "WIA-0500") { code } }');
    expect(byCode.data).toEqual({ achievement: null });
    expect(byCode.errors?.[0]).toMatchObject({ path: ['achievement'], extensions: gone });
    const ids = ['WIA-0499', 'WIA-0500', 'WIA-0000'].map((code) =>
      Buffer.from(`Achievement:${code}`).toString('base64url'),
    );
    const byIds = await service.send('query($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity { code } } }', {
      ids,
    });
    expect(byIds.data).toEqual({ nodes: [{ code: 'WIA-0499' }, null, null] });
    expect(byIds.errors).toHaveLength(1);
    expect(byIds.errors?.[0]).toMatchObject({ path: ['nodes', 1], extensions: gone });
  });
});
