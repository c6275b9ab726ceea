import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UNKNOWN_KEYS } from '../../src/access/access.module.js';
import { makeKey } from '../../src/access/key-text.js';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';

/** A busy machine shall not make the instances count by themselves. */
const QUOTAS = { anonymous: 5, key: 8, patienceMs: 20_000 };

/** Two instances of one service: they share a database, and stand behind a proxy that tells the clients' addresses. */
let one: TestApp;
let two: TestApp;
/** The same database, by an instance that no proxy stands before. */
let open: TestApp;
let secret: string;

beforeAll(async () => {
  one = await createTestApp(null, { quotas: QUOTAS, trustProxy: true });
  two = await createTestApp(null, { quotas: QUOTAS, trustProxy: true, sharing: one.database });
  open = await createTestApp(null, { quotas: QUOTAS, sharing: one.database });
  ({ secret } = await issueKey(one.database.dataSource, [Scope.READ], 'partner'));
});

afterAll(async () => {
  await open.close();
  await two.close();
  await one.close();
});

/** Each test has clients of its own, so that none uses up the quota of another. */
let client = 0;
beforeEach(() => {
  client += 1;
});

const from = (address = `192.0.2.${client}`): Record<string, string> => ({ 'x-forwarded-for': address });

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function get(service: TestApp, path: string, headers: Record<string, string> = from()): Promise<Reply> {
  const response = await fetch(service.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The statuses of so many requests in turn. */
async function statuses(
  times: number,
  request: (turn: number) => Promise<{ status: number }>,
): Promise<number[]> {
  const found: number[] = [];
  for (let turn = 0; turn < times; turn += 1) found.push((await request(turn)).status);
  return found;
}

const FIVE = [200, 200, 200, 200, 200];

describe('the quota of a client without a key', () => {
  it('is told on every answer, and when it is used up', async () => {
    const first = await get(one, '/schema.graphql');
    expect(first.headers.get('ratelimit-policy')).toBe('"anonymous";q=5;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"anonymous";r=4;t=(60|59)$/);
    expect(first.headers.get('retry-after')).toBeNull();
    expect(await statuses(5, () => get(one, '/schema.graphql'))).toEqual([200, 200, 200, 200, 429]);
    const refused = await get(one, '/schema.graphql');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit')).toBe(`"anonymous";r=0;t=${seconds}`);
    expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after');
    expect(JSON.parse(refused.text)).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      limit: 5,
      windowSeconds: 60,
      retryAfterSeconds: seconds,
    });
  });

  it('is published, and so is that of a key', async () => {
    const { data } = await one.send(
      '{ catalogInfo { limits { requestsPerMinute requestsPerMinuteWithKey } } }',
      {},
      from(),
    );
    expect(data.catalogInfo.limits).toEqual({ requestsPerMinute: 5, requestsPerMinuteWithKey: 8 });
  });

  it('is one for requests whose address cannot be read as well', async () => {
    const unreadable = await get(one, '/%');
    expect([unreadable.status, unreadable.headers.get('ratelimit')]).toEqual([
      400,
      expect.stringMatching(/^"anonymous";r=4;/),
    ]);
    expect(JSON.parse(unreadable.text)).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
      requestId: unreadable.headers.get('x-request-id'),
    });
    expect(await statuses(5, () => get(one, '/%'))).toEqual([400, 400, 400, 400, 429]);
  });

  it('is refused as GraphQL by GraphQL, and as a page to a person', async () => {
    await statuses(5, () => get(one, '/'));
    const answer = await one.send('{ __typename }', {}, from());
    expect([answer.status, answer.errors?.[0]?.extensions]).toMatchObject([
      429,
      { code: 'RATE_LIMITED', limit: 5, requestId: expect.any(String) },
    ]);
    const page = await get(one, '/', { ...from(), accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
  });

  it('is one for GraphQL and every other route, known or not', async () => {
    const paths = ['/', '/graphiql', '/nowhere', '/schema.graphql'];
    expect(await statuses(4, (turn) => get(one, paths[turn] as string))).toEqual([200, 200, 404, 200]);
    expect((await one.send('{ __typename }', {}, from())).status).toBe(200);
    expect((await get(one, '/nowhere')).status).toBe(429);
  });

  it('is shared by the instances of the service', async () => {
    expect(await statuses(7, (turn) => get(turn % 2 ? one : two, '/'))).toEqual([...FIVE, 429, 429]);
  });

  it('takes no more from a document with aliases, whose cost is limited by itself', async () => {
    const aliases = Array.from({ length: 20 }, (_, index) => `a${index}: __typename`).join(' ');
    await one.send(`{ ${aliases} }`, {}, from());
    expect((await get(one, '/')).headers.get('ratelimit')).toContain('r=3;');
    const batch = await fetch(`${one.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...from() },
      body: JSON.stringify(Array(20).fill({ query: '{ __typename }' })),
    });
    expect(batch.status).toBe(400);
  });

  it('leaves out what operators and browsers ask by themselves', async () => {
    await statuses(6, () => get(one, '/'));
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      const { status, headers } = await get(one, path);
      expect([status, headers.get('ratelimit')]).toEqual([200, null]);
    }
    const preflight = await fetch(`${one.url}/graphql`, {
      method: 'OPTIONS',
      headers: { ...from(), origin: 'https://partner.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect((await get(one, '/health/nothing')).status).toBe(429);
  });
});

describe('the client of a request', () => {
  it('is a whole /64 network of IPv6', async () => {
    const network = `2001:db8:1:${client}`;
    expect(await statuses(6, (turn) => get(one, '/', from(`${network}::${turn}`)))).toEqual([...FIVE, 429]);
    expect((await get(one, '/', from(`2001:db8:2:${client}::1`))).status).toBe(200);
  });

  it('is what the proxy in front has added, whatever the client wrote before it', async () => {
    const forged = (turn: number): Promise<Reply> =>
      get(one, '/', from(`203.0.113.${turn}, 198.51.100.${client}`));
    expect(await statuses(6, forged)).toEqual([...FIVE, 429]);
  });

  it('is the one that connects where no proxy is trusted', async () => {
    expect(await statuses(6, (turn) => get(open, '/', from(`203.0.113.${turn}`)))).toEqual([...FIVE, 429]);
  });
});

describe('the quota of a key', () => {
  it('is its own, whatever the address has used, and shared by the instances', async () => {
    await statuses(6, () => get(one, '/'));
    const found = await statuses(10, (turn) =>
      get(turn % 2 ? one : two, '/', { ...from(), ...bearer(secret) }),
    );
    expect(found).toEqual([...Array<number>(8).fill(200), 429, 429]);
    const refused = await one.send('{ __typename }', {}, bearer(secret));
    expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=8;w=60');
    expect(refused.errors?.[0]?.message).toContain('with the key “partner”');
    // Without the key, from an address of its own.
    expect((await get(one, '/', from('192.0.2.250'))).status).toBe(200);
  });

  it('is not taken by keys that do not work: these count for the address', async () => {
    const wrong = { ...from(), ...bearer(`${secret.slice(0, -1)}!`) };
    expect(await statuses(6, () => get(one, '/', wrong))).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('the quota of unknown keys', () => {
  it('ends their look-ups, and neither those of known keys nor the reading without one', async () => {
    const service = await createTestApp();
    try {
      const known = await issueKey(service.database.dataSource, [Scope.READ]);
      const late = await issueKey(service.database.dataSource, [Scope.READ]);
      expect((await get(service, '/', bearer(known.secret))).status).toBe(200);
      const asked = await service.statements.during(async () => {
        const found = await statuses(UNKNOWN_KEYS + 5, () => get(service, '/', bearer(makeKey().secret)));
        expect(found.slice(-7)).toEqual([401, 429, 429, 429, 429, 429, 429]);
      });
      // The first of them is that of the known key.
      expect(asked.filter((text) => text.includes('FROM api_key'))).toHaveLength(UNKNOWN_KEYS - 1);
      const refused = await get(service, '/', bearer(late.secret));
      expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([
        429,
        `"unknown-keys";q=${UNKNOWN_KEYS};w=60`,
      ]);
      expect(JSON.parse(refused.text)).toMatchObject({ code: 'RATE_LIMITED', limit: UNKNOWN_KEYS });
      expect((await get(service, '/', bearer(known.secret))).status).toBe(200);
      expect((await get(service, '/')).status).toBe(200);
      expect((await get(service, '/metrics')).text).toContain(
        'requests_refused_total{quota="unknown-keys"} 7',
      );
    } finally {
      await service.close();
    }
  });
});

describe('a database that is away', () => {
  it('ends no request for the sake of the quota', async () => {
    const lost = await createTestApp(null, { quotas: QUOTAS });
    try {
      await lost.database.cutOff();
      expect(await statuses(6, () => get(lost, '/'))).toEqual([...FIVE, 429]);
      const ready = await get(lost, '/health/ready');
      expect(JSON.parse(ready.text)).toMatchObject({ checks: { quotas: 'degraded' } });
      const keyed = await get(lost, '/', bearer(secret));
      expect([keyed.status, keyed.headers.get('ratelimit-policy')]).toEqual([429, '"anonymous";q=5;w=60']);
    } finally {
      await lost.close();
    }
  });
});
