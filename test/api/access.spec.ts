import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { type Answer, createTestApp, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';

let service: TestApp;
let office: { readonly id: string; readonly secret: string };
/** Every key that a test has seen, and every text that the service gave out besides the keys themselves. */
const secrets: string[] = [];
const told: string[] = [];

beforeAll(async () => {
  service = await createTestApp();
  const scopes = [Scope.KEYS, Scope.IMPORT];
  const { apiKey, secret } = await issueKey(service.database.dataSource, scopes, 'office');
  office = { id: apiKey.id, secret };
  secrets.push(secret);
});

afterAll(() => service.close());

async function send(query: string, variables: object, secret?: string): Promise<Answer> {
  const answer = await service.send(query, variables, secret === undefined ? {} : bearer(secret));
  told.push(JSON.stringify(answer.errors ?? null), JSON.stringify([...answer.headers]));
  return answer;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(service.url + path, { headers });
  told.push(await response.clone().text());
  return response;
}

const FIELDS = 'id name scopes status createdBy createdAt expiresAt lastUsedAt revokedAt rotatedFrom';
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { ${FIELDS} } } }`;
const ROTATE = `mutation ($id: ID!, $hours: Int) { rotateApiKey(id: $id, overlapHours: $hours) { secret apiKey { ${FIELDS} } } }`;
const REVOKE = `mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { ${FIELDS} } } }`;
const VIEWER = '{ viewer { name keyId scopes } }';

async function create(input: object, secret = office.secret): Promise<{ secret: string; apiKey: any }> {
  const { data, errors } = await send(CREATE, { input }, secret);
  if (errors) throw new Error(JSON.stringify(errors));
  secrets.push(data.createApiKey.secret as string);
  return data.createApiKey;
}

describe('a key by GraphQL', () => {
  it('of an id that none can have is not found, as any other that is not there', async () => {
    for (const id of ['none', 'a\u0000', '']) {
      const { errors } = await send(REVOKE, { id }, office.secret);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument: 'id' });
    }
  });

  it('is made, used, found in the list and revoked at once', async () => {
    const { secret, apiKey } = await create({ name: '展览单位', scopes: ['IMPORT'] });
    expect(apiKey).toMatchObject({
      name: '展览单位',
      scopes: ['READ', 'IMPORT'],
      status: 'ACTIVE',
      createdBy: 'office',
    });
    expect((await send(VIEWER, {}, secret)).data.viewer).toEqual({
      name: '展览单位',
      keyId: apiKey.id,
      scopes: ['READ', 'IMPORT'],
    });
    const { data } = await send(
      `{ apiKeys(first: 1) { totalCount edges { node { ${FIELDS} } } } }`,
      {},
      office.secret,
    );
    expect([data.apiKeys.totalCount > 1, data.apiKeys.edges[0].node.id]).toEqual([true, apiKey.id]);
    const revoked = await send(REVOKE, { id: apiKey.id }, office.secret);
    expect(revoked.data.revokeApiKey.apiKey).toMatchObject({
      status: 'REVOKED',
      revokedAt: expect.any(String),
    });
    const refused = await send(VIEWER, {}, secret);
    expect([refused.status, refused.data, refused.errors?.[0]?.extensions.code]).toEqual([
      401,
      undefined,
      'UNAUTHENTICATED',
    ]);
    expect(refused.errors?.[0]?.message).toContain('“展览单位”');
  });

  it('is rotated with an overlap, and at once without one', async () => {
    const first = await create({ name: 'partner', scopes: [] });
    const rotated = (await send(ROTATE, { id: first.apiKey.id, hours: 1 }, office.secret)).data.rotateApiKey;
    const next = (await send(ROTATE, { id: rotated.apiKey.id, hours: 0 }, office.secret)).data.rotateApiKey;
    secrets.push(rotated.secret as string, next.secret as string);
    expect(next.apiKey).toMatchObject({ name: 'partner', rotatedFrom: rotated.apiKey.id });
    const found = await Promise.all(
      [first, rotated, next].map(async ({ secret }) => (await send(VIEWER, {}, secret as string)).status),
    );
    expect(found).toEqual([200, 401, 200]);
  });

  it.each([
    ['a scope that its maker lacks', { name: 'x', scopes: ['CURATE'] }, 'FORBIDDEN', 'lacks CURATE'],
    ['no name', { name: ' ', scopes: [] }, 'BAD_USER_INPUT', '“name”'],
    [
      'an end in the past',
      { name: 'x', scopes: [], expiresAt: '2020-01-01T00:00:00Z' },
      'BAD_USER_INPUT',
      '“expiresAt”',
    ],
    [
      'an end too far away',
      { name: 'x', scopes: [], expiresAt: '2099-01-01T00:00:00Z' },
      'BAD_USER_INPUT',
      '730 days',
    ],
  ])('is not made with %s', async (_what, input, code, message) => {
    const { data, errors } = await send(CREATE, { input }, office.secret);
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, code]);
    expect(errors?.[0]?.message).toContain(message);
  });

  it.each([745, -1])('is not rotated with an overlap of %d hours', async (hours) => {
    const { errors } = await send(ROTATE, { id: office.id, hours }, office.secret);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', limit: 744 });
  });

  it('cannot be changed when there is none, or by GET', async () => {
    expect((await send(REVOKE, { id: 'none' }, office.secret)).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    const query = new URLSearchParams({
      query: `mutation { revokeApiKey(id: "${office.id}") { apiKey { id } } }`,
    });
    expect((await get(`/graphql?${query.toString()}`, bearer(office.secret))).status).toBe(405);
    expect((await send(VIEWER, {}, office.secret)).status).toBe(200);
  });
});

describe('a key that does not work', () => {
  it.each([
    ['a wrong scheme', () => `Basic ${office.secret}`, 'the scheme Basic was sent'],
    ['no scheme', () => office.secret, 'something else was sent'],
    ['a character changed', () => `Bearer ${office.secret.slice(0, -1)}-`, 'no whole key'],
    ['nothing', () => 'Bearer ', 'not one key'],
  ])('for %s is refused on every route, for reading too', async (_what, header, message) => {
    for (const path of ['/', '/schema.graphql', '/graphiql', '/nowhere', '/graphql?query=%7B__typename%7D']) {
      const response = await get(path, { authorization: header() });
      expect([path, response.status, response.headers.get('www-authenticate')]).toEqual([
        path,
        401,
        'Bearer realm="catalogue"',
      ]);
      expect(await response.text()).toContain(message);
    }
  });

  it('is nothing to a probe', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await get(path, { authorization: 'Basic none' })).status).toBe(200);
    }
  });
});

describe('a key where none belongs', () => {
  it.each([
    ['in a parameter', () => `/schema.graphql?access_token=${office.secret}`],
    ['in a parameter of any name', () => `/schema.graphql?x=1&y=${office.secret}`],
    ['in a path', () => `/id/${office.secret}`],
    ['escaped', () => `/schema.graphql?y=${office.secret.replaceAll('_', '%5f')}`],
    ['cut off', () => `/schema.graphql?y=${office.secret.slice(0, 40)}`],
    ['in a GraphQL variable', () => `/graphql?query=%7B__typename%7D&variables={"k":"${office.secret}"}`],
    ['of any kind in a parameter for keys', () => '/schema.graphql?api_key=sesame'],
  ])('in the address, %s, is refused with a word on what to do', async (_where, path) => {
    const response = await get(path());
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Keys are only taken in the header “Authorization: Bearer KEY”');
  });

  it('in a document or a variable is not repeated by the error', async () => {
    const inField = await send(`{ ${office.secret} }`, {});
    expect(inField.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const inVariable = await send('query ($n: Int) { achievements(first: $n) { totalCount } }', {
      n: office.secret,
    });
    expect(inVariable.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const inFilter = await send(
      'query ($c: [ID!]) { achievements(filter: { industry: { anyOf: $c } }) { totalCount } }',
      {
        c: [office.secret],
      },
    );
    expect(inFilter.errors?.[0]?.message).toContain('wia_…');
    expect((await send(REVOKE, { id: office.secret }, office.secret)).errors?.[0]?.message).toContain(
      'wia_…',
    );
  });
});

describe('all that was logged and told until now', () => {
  it('names the keys that were used, and holds none of them', () => {
    const logged = service.logs.join('\n');
    expect(logged).toContain(`"keyId":"${office.id}"`);
    expect(secrets.length).toBeGreaterThan(4);
    for (const secret of secrets) {
      const random = secret.slice(-49);
      expect(told.length).toBeGreaterThan(30);
      for (const text of [logged, ...told]) expect(text).not.toContain(random.slice(0, 24));
    }
  });

  it('would hold one that a line repeated, were it not hidden from the logger', async () => {
    const { LOGGER } = await import('../../src/config/logger.module.js');
    const logger = service.app.get<{ error: (facts: object, message: string) => void }>(LOGGER, {
      strict: false,
    });
    logger.error({ headers: bearer(office.secret), err: new Error(office.secret) }, `sent ${office.secret}`);
    const line = service.logs.at(-1) ?? '';
    expect(line).toContain('sent wia_…');
    expect(line).not.toContain(office.secret.slice(-49));
  });
});
