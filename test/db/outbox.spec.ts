import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { migrate } from '../../src/database/migrate.js';
import { TargetUnavailable, type OutboxHandler } from '../../src/outbox/outbox.handler.js';
import { append } from '../../src/outbox/outbox.js';
import { OutboxRelay, RELAY_OPTIONS } from '../../src/outbox/outbox.relay.js';
import { OutboxStore, type Claim } from '../../src/outbox/outbox.store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const TOPIC = 'test';
const LEASE_MS = 60_000;

let database: TestDatabase;
let store: OutboxStore;
const relays: OutboxRelay[] = [];

beforeAll(async () => {
  database = await createTestDatabase('empty');
  await migrate(database.dataSource);
  store = new OutboxStore(database.dataSource);
});

afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await database.dataSource.query('DELETE FROM outbox');
});

afterAll(async () => {
  await database.drop();
});

function change(...keys: string[]): Promise<void> {
  return database.dataSource.transaction((tx) => append(tx, TOPIC, keys));
}

/** Starts a relay that pauses for a few milliseconds where a real one pauses for seconds. */
function relay(
  handle: OutboxHandler['handle'],
  options: Partial<typeof RELAY_OPTIONS> = {},
  over = store,
): OutboxRelay {
  const quick = { pollMs: 10, firstPauseMs: 1, longestPauseMs: 5, ...options };
  const started = new OutboxRelay(over, pino({ level: 'silent' }), { ...RELAY_OPTIONS, ...quick });
  relays.push(started);
  started.start([{ topic: TOPIC, handle }]);
  return started;
}

async function pending(): Promise<number> {
  return (await store.status())[0]?.pending ?? 0;
}

function untilEmpty(): Promise<void> {
  return until(async () => (await pending()) === 0, 'nothing is left to send');
}

/** The server processes of statements that wait for a lock. */
async function waiting(): Promise<number[]> {
  const rows = await database.dataSource.query<{ pid: number }[]>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.map(({ pid }) => pid);
}

function untilBlocked(): Promise<void> {
  return until(async () => (await waiting()).length > 0, 'one waits for a lock');
}

function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `K${String(index).padStart(4, '0')}`);
}

/** Fails as PostgreSQL does with this SQLSTATE. */
async function refuse(code: string): Promise<void> {
  await database.dataSource.query(`DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$`);
}

function cutBetweenStatements(): Promise<unknown> {
  const { dataSource } = database;
  return dataSource.transaction(async (tx) => {
    const [row] = await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    await dataSource.query('SELECT pg_terminate_backend($1)', [row?.pid]);
    const alive = (): Promise<unknown[]> =>
      dataSource.query('SELECT FROM pg_stat_activity WHERE pid = $1', [row?.pid]);
    await until(async () => (await alive()).length === 0, 'the connection is cut');
    await tx.query('SELECT 1');
  });
}

describe('what is noted', () => {
  it('stands or falls with the transaction', async () => {
    const failed = database.dataSource.transaction(async (tx) => {
      await append(tx, TOPIC, ['A']);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await store.status()).toEqual([]);
    await change('A');
    expect(await pending()).toBe(1);
  });

  it('is one row for a thing, however often it changes', async () => {
    await change('A', 'A', 'B');
    await change('B');
    expect(await pending()).toBe(2);
  });

  it('makes no circle of two transactions that change the same things in other orders', async () => {
    const keys = keysOf(200);
    await Promise.all(
      Array.from({ length: 8 }, (_, turn) => change(...(turn % 2 ? keys : [...keys].reverse()))),
    );
    expect(await pending()).toBe(200);
  });
});

describe('a lease', () => {
  it('is had by one at a time', async () => {
    await change(...keysOf(100));
    const claims = await Promise.all(Array.from({ length: 4 }, () => store.claim(TOPIC, 50, LEASE_MS)));
    const taken = claims.flatMap(({ keys }) => keys.map(({ key }) => key));
    expect(taken).toHaveLength(100);
    expect(new Set(taken).size).toBe(100);
  });

  it('passes to another when its time is over, and not before', async () => {
    await change('A');
    await store.claim(TOPIC, 10, LEASE_MS);
    expect((await store.claim(TOPIC, 10, LEASE_MS)).keys).toEqual([]);
    await database.dataSource.query(`UPDATE outbox SET leased_until = now() - interval '1 ms'`);
    expect((await store.claim(TOPIC, 10, LEASE_MS)).keys).toMatchObject([{ key: 'A' }]);
  });

  it('that lasts longer keeps others away', async () => {
    await change('A');
    const claim = await store.claim(TOPIC, 10, 1);
    await store.extend(claim, LEASE_MS);
    expect((await store.claim(TOPIC, 10, LEASE_MS)).keys).toEqual([]);
  });

  it('that was lost has its keys sent again, for another may have sent something newer before', async () => {
    await change('A');
    const slow = await store.claim(TOPIC, 10, LEASE_MS);
    await database.dataSource.query(`UPDATE outbox SET leased_until = now() - interval '1 ms'`);
    const quick = await store.claim(TOPIC, 10, LEASE_MS);
    await store.complete(quick, quick.keys);
    expect(await pending()).toBe(0);
    await store.complete(slow, slow.keys);
    expect(await pending()).toBe(1);
  });
});

describe('a writer that changes what is being sent', () => {
  it('and commits when it was sent has it sent again at once', async () => {
    await change('A');
    const claim = await store.claim(TOPIC, 10, LEASE_MS);
    const completed = await database.dataSource.transaction(async (tx) => {
      await append(tx, TOPIC, ['A']);
      const completing = store.complete(claim, claim.keys);
      await untilBlocked();
      return { completing };
    });
    await completed.completing;
    expect((await store.claim(TOPIC, 10, LEASE_MS)).keys).toMatchObject([{ key: 'A' }]);
  });

  it.each<[string, (claim: Claim) => Promise<void>]>([
    ['completed', (claim) => store.complete(claim, claim.keys)],
    ['given back', (claim) => store.giveBack(claim)],
    ['kept for longer', (claim) => store.extend(claim, LEASE_MS)],
  ])('never waits in a circle with keys that are %s', async (_name, work) => {
    // Rows stand in the table in this order, which is not the one in which they are changed.
    await change('B');
    await change('A');
    const claim = await store.claim(TOPIC, 10, LEASE_MS);
    const working = await database.dataSource.transaction(async (tx) => {
      await append(tx, TOPIC, ['A']);
      let done = false;
      const promise = work(claim).finally(() => (done = true));
      await Promise.race([untilBlocked(), until(() => done, 'it does not wait at all')]);
      await append(tx, TOPIC, ['B']);
      return { promise };
    });
    await working.promise;
    expect(await pending()).toBe(2);
  });

  it('does not make what waits look older than the first change that is not sent', async () => {
    await change('A');
    await database.dataSource.query(`UPDATE outbox SET pending_since = now() - interval '1 h'`);
    const claim = await store.claim(TOPIC, 10, LEASE_MS);
    await change('A');
    await store.complete(claim, claim.keys);
    const [status] = await store.status();
    expect(status?.oldestPendingSeconds).toBeLessThan(60);
  });

  it('and whose end cannot be awaited holds up no other key, and has its own sent again', async () => {
    await change('A', 'B');
    const sent: string[] = [];
    const { dataSource } = database;
    await dataSource.transaction(async (tx) => {
      relay(
        async (keys) => {
          if (sent.length === 0) await append(tx, TOPIC, ['A']);
          sent.push(...keys);
        },
        { leaseMs: 300 },
      );
      await untilBlocked();
      // As the server does when a statement has waited for too long.
      for (const pid of await waiting()) await dataSource.query('SELECT pg_cancel_backend($1)', [pid]);
      await until(async () => (await pending()) === 1, 'B is sent while the writer of A is at work');
    });
    await untilEmpty();
    expect(sent.slice(0, 2)).toEqual(['A', 'B']);
    expect(sent.at(-1)).toBe('A');
    expect(await store.status()).toEqual([]);
  });
});

describe('a relay', () => {
  it('sends everything, in batches', async () => {
    await change(...keysOf(250));
    const sizes: number[] = [];
    relay((keys) => Promise.resolve(void sizes.push(keys.length)), { batchSize: 100 });
    await untilEmpty();
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('sends each key once when several processes work side by side', async () => {
    await change(...keysOf(500));
    const sent: string[] = [];
    for (let process = 0; process < 4; process += 1) {
      relay((keys) => Promise.resolve(void sent.push(...keys)), { batchSize: 20 });
    }
    await untilEmpty();
    expect(sent.sort()).toEqual(keysOf(500));
  });

  it('sends again what changes while it is being sent', async () => {
    await change('A', 'B');
    const calls: (readonly string[])[] = [];
    relay(async (keys) => {
      calls.push(keys);
      if (calls.length === 1) await change('A');
    });
    await untilEmpty();
    expect(calls).toEqual([['A', 'B'], ['A']]);
  });

  it('takes up what a killed process had in hand', async () => {
    await change('A');
    await store.claim(TOPIC, 10, 200);
    const sent: string[] = [];
    relay((keys) => Promise.resolve(void sent.push(...keys)));
    await untilEmpty();
    expect(sent).toEqual(['A']);
  });

  it('looks at once when it is woken', async () => {
    const sent: string[] = [];
    const running = relay((keys) => Promise.resolve(void sent.push(...keys)), { pollMs: 600_000 });
    await change('A');
    await until(() => {
      running.wake();
      return sent.length > 0;
    }, 'the change is sent');
    expect(sent).toEqual(['A']);
  });

  it('looks once more when it is woken while it looks and finds nothing', async () => {
    let looked = false;
    let answer = (): void => undefined;
    const query = async (...statement: Parameters<typeof database.dataSource.query>): Promise<unknown> => {
      const rows = await database.dataSource.query(...statement);
      if (!looked) {
        looked = true;
        await new Promise<void>((resolve) => (answer = resolve));
      }
      return rows;
    };
    const overSlowNetwork = new OutboxStore(Object.assign(Object.create(database.dataSource), { query }));
    const sent: string[] = [];
    const running = relay(
      (keys) => Promise.resolve(void sent.push(...keys)),
      { pollMs: 600_000 },
      overSlowNetwork,
    );
    await until(() => looked, 'it has looked');
    await change('A');
    running.wake();
    answer();
    await until(() => sent.length > 0, 'the change is sent');
  });

  it('parks nothing while the target is away, and sends all when it is back', async () => {
    await change(...keysOf(10));
    let tries = 0;
    const sent: string[] = [];
    relay((keys) => {
      tries += 1;
      if (tries <= 8) return Promise.reject(new TargetUnavailable(new Error('down')));
      return Promise.resolve(void sent.push(...keys));
    });
    await untilEmpty();
    expect(sent).toEqual(keysOf(10));
    expect(await store.status()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['cuts the connection', () => database.dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())')],
    ['cuts it between two statements', cutBetweenStatements],
    ['has no free connection', () => refuse('53300')],
    ['is out of memory', () => refuse('53200')],
    ['ends a statement for its time', () => refuse('57014')],
  ])('parks no key, however alone it is, while the database %s', async (_name, fail) => {
    await change('A');
    let tries = 0;
    const sent: string[] = [];
    const handle = async (keys: readonly string[]): Promise<void> => {
      tries += 1;
      if (tries <= 2 * RELAY_OPTIONS.maxAttempts) await fail();
      sent.push(...keys);
    };
    relay(handle, { leaseMs: 300 });
    await until(() => sent.length > 0, 'it is sent');
    await untilEmpty();
    expect([sent, tries, await store.status()]).toEqual([['A'], 2 * RELAY_OPTIONS.maxAttempts + 1, []]);
  });

  it('parks a key whose statement is wrong', async () => {
    await change('A');
    relay(() => refuse('22P02'));
    await until(async () => (await store.status())[0]?.parked === 1, 'it is parked');
  });

  it('parks the one key at fault with its reason, and sends its 999 neighbours', async () => {
    await change(...keysOf(1_000));
    const sent = new Set<string>();
    relay((keys) => {
      if (keys.includes('K0500')) return Promise.reject(new Error('This one is not fit.'));
      for (const key of keys) sent.add(key);
      return Promise.resolve();
    });
    await untilEmpty();
    expect(sent.size).toBe(999);
    expect(await store.status()).toEqual([{ topic: TOPIC, pending: 0, parked: 1, oldestPendingSeconds: 0 }]);
    const [row] = await database.dataSource.query<{ key: string; parked_reason: string; attempts: number }[]>(
      'SELECT key, parked_reason, attempts FROM outbox',
    );
    expect(row).toEqual({ key: 'K0500', parked_reason: 'This one is not fit.', attempts: 3 });
  });

  it('tries what is parked again after a further change, or when an operator asks for it', async () => {
    await change('A', 'B');
    let fails = true;
    const sent: string[] = [];
    relay((keys) => (fails ? Promise.reject(new Error('no')) : Promise.resolve(void sent.push(...keys))));
    await until(async () => (await store.status())[0]?.parked === 2, 'both are parked');
    fails = false;
    await change('A');
    await until(() => sent.length === 1, 'the changed one is sent');
    expect(await store.unpark(TOPIC)).toBe(1);
    await until(() => sent.length === 2, 'the other one is sent');
    expect(sent).toEqual(['A', 'B']);
  });

  it('finishes what is in hand before it stops', async () => {
    await change('A');
    let finish = (): void => undefined;
    let began = false;
    const running = relay(() => {
      began = true;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    await until(() => began, 'the handler is at work');
    const stopped = running.stop();
    finish();
    await stopped;
    expect(await pending()).toBe(0);
  });

  it('goes on after the database was away for a moment', async () => {
    const sent: string[] = [];
    relay((keys) => Promise.resolve(void sent.push(...keys)));
    await database.dataSource.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await change('A').catch(() => change('A'));
    await untilEmpty();
    expect(sent).toEqual(['A']);
  });
});
