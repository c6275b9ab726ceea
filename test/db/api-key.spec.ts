import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, ANONYMOUS, OPERATOR } from '../../src/access/actor.js';
import { ApiKeyStatus, type IssuedKey } from '../../src/access/api-key.js';
import { ApiKeyService } from '../../src/access/api-key.service.js';
import { Authenticator } from '../../src/access/authenticator.js';
import { hasNoKey, makeFirstKey } from '../../src/access/first-key.js';
import { hashOfKey, makeKey } from '../../src/access/key-text.js';
import { Scope } from '../../src/access/scopes.js';
import { AppError } from '../../src/common/errors/app-error.js';
import { toPageRequest } from '../../src/common/pagination/page-request.js';
import { migrate } from '../../src/database/migrate.js';
import { offerFirstKey } from '../../src/service.js';
import { StatementLog } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

const statements = new StatementLog('all');
let database: TestDatabase;
let keys: ApiKeyService;

beforeAll(async () => {
  database = await createTestDatabase('empty', statements);
  await migrate(database.dataSource);
  keys = new ApiKeyService(database.dataSource);
});

afterAll(() => database.drop());

function issue(scopes: readonly Scope[] = [], name?: string, actor?: Actor): Promise<IssuedKey> {
  return issueKey(database.dataSource, scopes, name, actor);
}

function rotate(id: string, overlapHours: number, actor = OPERATOR): Promise<IssuedKey> {
  return database.dataSource.transaction((tx) => keys.rotate(tx, actor, id, overlapHours));
}

async function revoke(id: string, actor = OPERATOR): Promise<void> {
  await database.dataSource.transaction((tx) => keys.revoke(tx, actor, id));
}

function set(id: string, assignment: string): Promise<unknown> {
  return database.dataSource.query(`UPDATE api_key SET ${assignment} WHERE id = $1`, [id]);
}

/** What becomes of a header at a process that has just begun. */
async function sent(header: string | undefined, authenticator?: Authenticator): Promise<Actor | string> {
  try {
    return await (authenticator ?? new Authenticator(database.dataSource)).authenticate(header);
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return error.message;
    throw error;
  }
}

describe('the first key', () => {
  it('is not made without a terminal, which is told how to make one', async () => {
    const said: string[] = [];
    await offerFirstKey(database.dataSource, { say: (line) => said.push(line), showSecret: null });
    expect(said).toEqual([expect.stringContaining('npm run cli -- key create')]);
    expect(await hasNoKey(database.dataSource)).toBe(true);
  });

  it('is made once, shown once and never said, whoever starts at the same time', async () => {
    const shown: string[] = [];
    const said: string[] = [];
    const report = { say: (line: string) => said.push(line), showSecret: (line: string) => shown.push(line) };
    await Promise.all([1, 2, 3].map(() => offerFirstKey(database.dataSource, report)));
    await offerFirstKey(database.dataSource, report);
    expect([shown.length, said]).toEqual([1, []]);
    const [secret] = /wia_\w+/.exec(shown[0] ?? '') ?? [];
    expect(await sent(`Bearer ${secret}`)).toMatchObject({
      name: 'first curator',
      scopes: new Set(Object.values(Scope)),
    });
  });

  it('is not made again when it was revoked', async () => {
    const [first] = (await keys.list(toPageRequest({}))).edges;
    await revoke(first?.node.id as string);
    expect(await makeFirstKey(database.dataSource)).toBeNull();
  });
});

describe('a key given out', () => {
  it('is kept as a hash alone', async () => {
    const { apiKey, secret } = await issue([Scope.IMPORT], '单位 A');
    const [row] = await database.dataSource.query<{ hash: Buffer; whole: string }[]>(
      'SELECT hash, api_key::text AS whole FROM api_key WHERE id = $1',
      [apiKey.id],
    );
    expect(row?.hash).toEqual(hashOfKey(secret));
    expect(row?.whole).not.toContain(secret.slice(-49));
    expect(statements.statements.join('\n')).not.toContain(secret.slice(-49));
  });

  it('says what is known of it', async () => {
    const { apiKey } = await issue([Scope.IMPORT], '单位 B');
    expect(apiKey).toMatchObject({
      name: '单位 B',
      scopes: [Scope.READ, Scope.IMPORT],
      status: ApiKeyStatus.ACTIVE,
      createdBy: 'operator',
      lastUsedAt: null,
      revokedAt: null,
      rotatedFrom: null,
    });
    const days = (apiKey.expiresAt.getTime() - apiKey.createdAt.getTime()) / 86_400_000;
    expect(days).toBeCloseTo(365, 3);
  });

  it('has a name that no other one has while it works, also when two are made at once', async () => {
    const made = await Promise.allSettled([issue([], '同名'), issue([], ' 同名 ')]);
    const { apiKey } = made.flatMap((each) =>
      each.status === 'fulfilled' ? each.value : [],
    )[0] as IssuedKey;
    expect(made.filter(({ status }) => status === 'rejected')).toEqual([
      expect.objectContaining({
        reason: expect.objectContaining({
          code: 'CONFLICT',
          details: { argument: 'name', id: apiKey.id },
        }),
      }),
    ]);
    await revoke(apiKey.id);
    await issue([], '同名');
  });

  it('names who made it, and gives nothing that its maker lacks', async () => {
    const { secret, apiKey } = await issue([Scope.KEYS], 'office');
    const maker = (await sent(`Bearer ${secret}`)) as Actor;
    const { apiKey: made } = await issue([Scope.KEYS], 'partner', maker);
    const [row] = await database.dataSource.query<{ created_by_key: string }[]>(
      'SELECT created_by_key FROM api_key WHERE id = $1',
      [made.id],
    );
    expect([made.createdBy, row?.created_by_key]).toEqual(['office', apiKey.id]);
    await expect(issue([Scope.KEYS, Scope.CURATE], 'partner', maker)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { lacking: [Scope.CURATE] },
    });
  });

  it.each([
    ['hash', `hash = '\\x00'`, 'ck_api_key_hash'],
    ['no READ', `scopes = '{CURATE}'`, 'ck_api_key_scopes'],
    ['unknown scope', `scopes = '{READ,FLY}'`, 'ck_api_key_scopes'],
    ['too long a life', `expires_at = created_at + interval '731 days'`, 'ck_api_key_expires'],
    ['no life', `expires_at = created_at - interval '1 second'`, 'ck_api_key_expires'],
  ])('cannot be made wrong past the service: %s', async (_what, assignment, constraint) => {
    const { apiKey } = await issue();
    await expect(set(apiKey.id, assignment)).rejects.toMatchObject({ driverError: { constraint } });
  });
});

describe('a key sent', () => {
  it('tells who sends it, in any letter case of the scheme', async () => {
    const { apiKey, secret } = await issue([Scope.AUDIT], 'auditor');
    const actor = { keyId: apiKey.id, name: 'auditor', scopes: new Set([Scope.READ, Scope.AUDIT]) };
    for (const scheme of ['Bearer', 'bearer', 'BEARER '])
      expect(await sent(`${scheme} ${secret}`)).toEqual(actor);
    expect(await sent(undefined)).toBe(ANONYMOUS);
  });

  it('is refused when it was not given out, not whole, or not sent as it should be', async () => {
    const { apiKey, secret } = await issue();
    // The id of one key, and a secret with a checksum that fits: what a forger can make.
    const forged = makeKey();
    await set(apiKey.id, `id = '${forged.id}'`);
    expect(await sent(`Bearer ${forged.secret}`)).toContain('not given out');
    expect(await sent(`Bearer ${makeKey().secret}`)).toContain('not given out');
    expect(await sent(`Bearer ${secret.slice(0, -1)}`)).toContain('no whole key');
    for (const [header, told] of [
      [`Basic ${secret}`, 'the scheme Basic was sent'],
      [secret, 'something else was sent'],
      [`Bearer${secret}`, 'something else was sent'],
      [`Bearer ${secret} ${secret}`, 'not one key after it'],
      ['Bearer', 'not one key after it'],
      ['', 'something else was sent'],
    ] as const) {
      const message = await sent(header);
      expect(message).toContain(told);
      expect(message).not.toContain(secret.slice(4, 20));
    }
  });

  it('is refused to the moment when it has expired', async () => {
    const { apiKey, secret } = await issue([], 'late partner');
    await set(
      apiKey.id,
      `created_at = now() - interval '2 days', expires_at = clock_timestamp() + interval '1 hour'`,
    );
    expect(await sent(`Bearer ${secret}`)).toMatchObject({ name: 'late partner' });
    await set(apiKey.id, 'expires_at = clock_timestamp()');
    expect(await sent(`Bearer ${secret}`)).toMatch(/“late partner” \(\w+\) expired at \d{4}-/);
  });

  it('is refused when it was revoked, which stays so', async () => {
    const { apiKey, secret } = await issue();
    await revoke(apiKey.id);
    await revoke(apiKey.id);
    expect(await sent(`Bearer ${secret}`)).toMatch(/was revoked at \d{4}-/);
    await expect(revoke('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not revoked by a key that lacks a scope of it', async () => {
    const { apiKey, secret } = await issue([Scope.CURATE]);
    const weaker: Actor = { keyId: 'weaker', name: 'weaker', scopes: new Set([Scope.READ, Scope.KEYS]) };
    await expect(revoke(apiKey.id, weaker)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { lacking: [Scope.CURATE] },
    });
    expect(await sent(`Bearer ${secret}`)).toMatchObject({ keyId: apiKey.id });
  });

  it('is looked up once a second at most, and once for all that send it at the same moment', async () => {
    let now = 0;
    const authenticator = new Authenticator(database.dataSource, () => now);
    const { apiKey, secret } = await issue();
    const send = (): Promise<Actor | string> => sent(`Bearer ${secret}`, authenticator);
    const lookups = async (work: () => Promise<unknown>): Promise<number> =>
      (await statements.during(work)).filter((text) => text.startsWith('SELECT hash')).length;
    expect(await lookups(() => Promise.all(Array.from({ length: 20 }, send)))).toBe(1);
    now = 999;
    await revoke(apiKey.id);
    expect(await lookups(send)).toBe(0);
    now = 1_000;
    expect(await send()).toContain('was revoked');
    expect(await lookups(send)).toBe(0);
    authenticator.forget(apiKey.id);
    expect(await lookups(send)).toBe(1);
  });

  it('has its use written once a minute, while nobody waits for it', async () => {
    let now = 0;
    const authenticator = new Authenticator(database.dataSource, () => now);
    const { apiKey, secret } = await issue();
    const usedAt = async (): Promise<Date | null> => {
      const [row] = await database.dataSource.query<{ at: Date | null }[]>(
        'SELECT last_used_at AS at FROM api_key WHERE id = $1',
        [apiKey.id],
      );
      return row?.at ?? null;
    };
    // Whoever changes the key holds its row; the request goes on.
    await database.dataSource.transaction(async (tx) => {
      await tx.query('SELECT id FROM api_key WHERE id = $1 FOR UPDATE', [apiKey.id]);
      expect(await sent(`Bearer ${secret}`, authenticator)).toMatchObject({ keyId: apiKey.id });
    });
    now = 60_000;
    await sent(`Bearer ${secret}`, authenticator);
    await until(async () => (await usedAt()) !== null, 'the use is written');
    const first = await usedAt();
    now = 119_999;
    const early = await statements.during(() => sent(`Bearer ${secret}`, authenticator));
    expect(early.filter((text) => text.startsWith('UPDATE'))).toEqual([]);
    // Another process finds that it was written within the minute.
    await sent(`Bearer ${secret}`);
    await set(apiKey.id, `last_used_at = last_used_at - interval '1 minute 1 second'`);
    const later = new Authenticator(database.dataSource);
    await sent(`Bearer ${secret}`, later);
    await until(async () => ((await usedAt()) as Date) > (first as Date), 'the later use is written');
  });
});

describe('a rotation', () => {
  it('gives a new key with the same name and scopes; both work for the overlap', async () => {
    const old = await issue([Scope.EXPORT], 'rotating partner');
    const { apiKey, secret } = await rotate(old.apiKey.id, 2);
    expect(apiKey).toMatchObject({
      name: 'rotating partner',
      scopes: old.apiKey.scopes,
      rotatedFrom: old.apiKey.id,
    });
    for (const each of [old.secret, secret])
      expect(await sent(`Bearer ${each}`)).toMatchObject({ name: 'rotating partner' });
    const { edges } = await keys.list(toPageRequest({ first: 2 }));
    const replaced = edges.find(({ node }) => node.id === old.apiKey.id)?.node;
    const hours = ((replaced?.expiresAt.getTime() ?? 0) - apiKey.createdAt.getTime()) / 3_600_000;
    expect(hours).toBeCloseTo(2, 3);
  });

  it('ends the old key when the overlap is over, at once when there is none', async () => {
    const old = await issue();
    const { secret } = await rotate(old.apiKey.id, 0);
    expect(await sent(`Bearer ${old.secret}`)).toContain('expired at');
    expect(await sent(`Bearer ${secret}`)).toMatchObject({ name: old.apiKey.name });
  });

  it('never makes the old key live longer', async () => {
    const old = await issue();
    await set(old.apiKey.id, `expires_at = now() + interval '1 minute'`);
    await rotate(old.apiKey.id, 744);
    const { edges } = await keys.list(toPageRequest({ first: 2 }));
    const replaced = edges.find(({ node }) => node.id === old.apiKey.id)?.node;
    expect((replaced?.expiresAt.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(60_000);
  });

  it('happens once, also when asked for twice at the same time', async () => {
    const { apiKey } = await issue();
    const results = await Promise.allSettled([rotate(apiKey.id, 1), rotate(apiKey.id, 1)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(rotate(apiKey.id, 1)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { rotatedTo: expect.any(String) },
    });
  });

  it('is refused for a key that works no more, is not there, or may more than who asks', async () => {
    const gone = await issue();
    await revoke(gone.apiKey.id);
    await expect(rotate(gone.apiKey.id, 1)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { status: 'REVOKED' },
    });
    await expect(rotate('nothing', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const strong = await issue([Scope.CURATE]);
    const weak: Actor = { ...OPERATOR, scopes: new Set([Scope.READ, Scope.KEYS]) };
    await expect(rotate(strong.apiKey.id, 1, weak)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await sent(`Bearer ${strong.secret}`)).toMatchObject({ keyId: strong.apiKey.id });
  });
});

describe('the list of keys', () => {
  it('has every key once, forward and backward, while keys are added', async () => {
    const total = await (await keys.list(toPageRequest({ first: 0 }))).totalCount;
    const walk = async (direction: 'first' | 'last'): Promise<string[]> => {
      const [place, from] =
        direction === 'first' ? (['after', 'endCursor'] as const) : (['before', 'startCursor'] as const);
      const found: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page = await keys.list(toPageRequest({ [direction]: 4, [place]: cursor }));
        const ids = page.edges.map(({ node }) => node.id);
        found[direction === 'first' ? 'push' : 'unshift'](...ids);
        if (!page.pageInfo[direction === 'first' ? 'hasNextPage' : 'hasPreviousPage']) return found;
        cursor = page.pageInfo[from];
        if (direction === 'first') await issue();
      }
    };
    const forward = await walk('first');
    expect([forward.length, new Set(forward).size]).toEqual([total, total]);
    const backward = await walk('last');
    expect(backward.slice(-total)).toEqual(forward);
    await expect(keys.list(toPageRequest({ after: 'nonsense' }))).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    });
  });
});
