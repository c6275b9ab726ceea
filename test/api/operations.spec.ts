import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

function get(path: string, accept = '*/*'): Promise<Response> {
  return fetch(service.url + path, { headers: { accept }, redirect: 'manual' });
}

describe('health', () => {
  it('is live and ready', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await get('/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ok',
      checks: { database: 'ok', migrations: 'ok', outbox: 'ok' },
    });
  });

  it('is not ready while a migration is pending', async () => {
    const { dataSource } = service.database;
    await dataSource.query(`UPDATE migration SET name = name || '-renamed'`);
    try {
      const ready = await get('/health/ready');
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ status: 'unavailable', checks: { migrations: 'pending' } });
    } finally {
      await dataSource.query(`UPDATE migration SET name = replace(name, '-renamed', '')`);
    }
  });
});

describe('request ids', () => {
  it('repeats an id that the client sent, in header, error and log', async () => {
    const answer = await service.send('{ nothing }', {}, { 'x-request-id': 'partner-42' });
    expect(answer.headers.get('x-request-id')).toBe('partner-42');
    expect(answer.errors?.[0]?.extensions.requestId).toBe('partner-42');
    expect(
      service.logs.some((line) => line.includes('"requestId":"partner-42"') && line.includes('"status":200')),
    ).toBe(true);
  });

  it('makes one of its own for a text that is not fit for a log', async () => {
    const answer = await service.send('{ __typename }', {}, { 'x-request-id': 'a b"c' });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('logs no query, which may hold what nobody else should read', async () => {
    await get('/graphql?query=%7B__typename%7D&key=sesame');
    expect(service.logs.join('')).not.toContain('sesame');
  });
});

describe('errors beside GraphQL', () => {
  it('are problem documents for programs', async () => {
    const response = await get('/nowhere', 'application/json');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      status: 404,
      code: 'NOT_FOUND',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('are a page for a person, with nothing of the address taken as markup', async () => {
    const response = await get('/<script>alert(1)</script>', 'text/html,*/*');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).not.toContain('<script');
  });

  it.each(['/%', '/graphiql/assets/%2e%2e%2fpackage.json', '/graphiql/assets/__proto__', '/health/nothing'])(
    'say 404 or 400 to %s',
    async (path) => {
      expect([400, 404]).toContain((await get(path)).status);
    },
  );
});

describe('what a person opens', () => {
  it('is the page at the root, every file of which is there, and which leads to the schema without JavaScript', async () => {
    const response = await get('/', 'text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const links = [...(await response.text()).matchAll(/href="(\/[^"]*)"/g)].map(
      ([, path]) => path as string,
    );
    expect(links).toEqual(
      expect.arrayContaining(['/schema.graphql', expect.stringMatching(/^\/assets\/.+\.css$/)]),
    );
    for (const path of links) expect((await get(path)).status).toBe(200);
  });

  it('is GraphiQL, when a browser opens the GraphQL address', async () => {
    const response = await get('/graphql', 'text/html,application/xhtml+xml');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });
});

describe('GraphiQL', () => {
  it('needs no other host and no inline script', async () => {
    const response = await get('/graphiql', 'text/html');
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    const page = await response.text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address as string);
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(address).toMatch(/^(\/|data:)/);
    expect(page).not.toMatch(/<script(?![^>]*src=)/);
  });

  it('serves every asset of its page, and says when a copy is still good', async () => {
    const page = await (await get('/graphiql')).text();
    const assets = [...page.matchAll(/"(\/graphiql\/assets\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(assets.length).toBeGreaterThanOrEqual(5);
    for (const path of assets) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const etag = response.headers.get('etag') as string;
      const again = await fetch(service.url + path, { headers: { 'if-none-match': etag } });
      expect(again.status).toBe(304);
      if (path.endsWith('.css')) {
        expect(await response.text()).not.toMatch(/@import|url\((?!["']?data:)/);
      }
    }
  });

  it('opens with a query that the service answers', async () => {
    const { DEFAULT_QUERY } = await import('../../src/api/graphiql.page.js');
    const { achievements } = await service.query(DEFAULT_QUERY);
    expect(achievements.totalCount).toBeGreaterThan(0);
  });
});

describe('a partner page in a browser', () => {
  it('may read from any origin', async () => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://partner.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('a lost database', () => {
  it('is said in one sentence, nothing of it leaks, and readiness tells it', async () => {
    const lost = await createTestApp();
    try {
      await lost.database.cutOff();
      const answer = await lost.send('{ achievements { totalCount } }');
      expect(answer.errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
      expect(JSON.stringify(answer)).not.toMatch(/postgres|socket|SELECT|stack|test_/i);
      const ready = await fetch(`${lost.url}/health/ready`);
      expect([ready.status, await ready.json()]).toMatchObject([
        503,
        {
          status: 'unavailable',
          checks: { database: 'unreachable', migrations: 'unknown', outbox: 'unknown' },
          details: {},
        },
      ]);
    } finally {
      await lost.close();
    }
  });
});
