import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Quota, type Verdict } from '../../src/access/quota.js';
import { type QuotaPolicy, QuotaStore } from '../../src/access/quota.store.js';
import { migrate } from '../../src/database/migrate.js';
import { StatementLog } from '../support/app.js';
import { createTestDatabase, shareTestDatabase, type TestDatabase } from '../support/database.js';

const statements = new StatementLog('all');
let database: TestDatabase;
let elsewhere: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty', statements);
  await migrate(database.dataSource);
  elsewhere = await shareTestDatabase(database);
});

beforeEach(() => database.dataSource.query('TRUNCATE quota'));

afterAll(async () => {
  await elsewhere.drop();
  await database.drop();
});

const policy = (limit: number): QuotaPolicy => ({
  name: 'test',
  limit,
  windowMs: 60_000,
  allows: 'in tests',
});

/** A process of the service, whose clock stands still unless the test moves it. */
function aProcess(from = database, clock = { now: 0 }, patienceMs = 20_000): Quota {
  return new Quota(new QuotaStore(from.dataSource), patienceMs, () => clock.now);
}

async function takeAll(quota: Quota, times: number, limit: number, subject = 's'): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let count = 0; count < times; count += 1) verdicts.push(await quota.take(subject, policy(limit)));
  return verdicts;
}

const allowed = (verdicts: readonly Verdict[]): number =>
  verdicts.filter((verdict) => verdict.allowed).length;

/** Has every window end now, by the database's clock. */
function endWindows(): Promise<unknown> {
  return database.dataSource.query('UPDATE quota SET ends_at = now()');
}

describe('a quota', () => {
  it.each([1, 7, 64, 100, 1_000])('of %d allows exactly so many', async (limit) => {
    const verdicts = await takeAll(aProcess(), limit + 5, limit);
    expect(verdicts.map((verdict) => verdict.allowed)).toEqual([
      ...Array<boolean>(limit).fill(true),
      ...Array<boolean>(5).fill(false),
    ]);
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([
      ...Array.from({ length: limit }, (_, index) => limit - 1 - index),
      ...Array<number>(5).fill(0),
    ]);
  });

  it('is counted for each client by itself', async () => {
    const quota = aProcess();
    expect(allowed(await takeAll(quota, 3, 2, 'a'))).toBe(2);
    expect(allowed(await takeAll(quota, 3, 2, 'b'))).toBe(2);
  });

  it('is not exceeded by requests at the same moment', async () => {
    const quota = aProcess();
    const verdicts = await Promise.all(Array.from({ length: 300 }, () => quota.take('s', policy(100))));
    expect(allowed(verdicts)).toBe(100);
  });

  it('asks the database for a small part of the requests, and for none once it is used up', async () => {
    const quota = aProcess();
    expect(await statements.during(() => takeAll(quota, 640, 6_400))).toHaveLength(7);
    const none = aProcess();
    await takeAll(none, 2, 1, 'other');
    expect(await statements.during(() => takeAll(none, 50, 1, 'other'))).toEqual([]);
  });

  it('tells when it begins anew', async () => {
    const [verdict] = await takeAll(aProcess(), 1, 10);
    expect(verdict?.resetSeconds).toBe(60);
    await database.dataSource.query(`UPDATE quota SET ends_at = now() + interval '1.5 seconds'`);
    expect((await takeAll(aProcess(), 1, 10))[0]?.resetSeconds).toBe(2);
    await database.dataSource.query(`UPDATE quota SET ends_at = now() + interval '1 ms'`);
    expect((await takeAll(aProcess(), 1, 10))[0]?.resetSeconds).toBeGreaterThanOrEqual(1);
  });
});

describe('two processes', () => {
  it.each([1, 20, 63])('share a quota of %d to the last request', async (limit) => {
    const [here, there] = [aProcess(), aProcess(elsewhere)];
    let passed = 0;
    for (let turn = 0; turn < limit + 10; turn += 1) {
      passed += allowed(await takeAll(turn % 2 ? here : there, 1, limit));
    }
    expect(passed).toBe(limit);
  });

  it('never allow more than a large quota, and at most two parts of it less', async () => {
    const both = [aProcess(), aProcess(elsewhere)];
    const verdicts = await Promise.all(
      Array.from({ length: 1_500 }, (_, turn) => (both[turn % 2] as Quota).take('s', policy(640))),
    );
    expect(allowed(verdicts)).toBeLessThanOrEqual(640);
    expect(allowed(verdicts)).toBeGreaterThanOrEqual(620);
  });

  it('would each allow all of it if they did not share the database', async () => {
    const alone = await createTestDatabase('empty');
    try {
      await migrate(alone.dataSource);
      expect(allowed(await takeAll(aProcess(), 10, 10))).toBe(10);
      expect(allowed(await takeAll(aProcess(alone), 10, 10))).toBe(10);
      expect(allowed(await takeAll(aProcess(elsewhere), 10, 10))).toBe(0);
    } finally {
      await alone.drop();
    }
  });
});

describe('the end of a window', () => {
  it('gives the whole quota anew, once the database says so', async () => {
    const clock = { now: 0 };
    const quota = aProcess(database, clock);
    expect(allowed(await takeAll(quota, 12, 10))).toBe(10);
    clock.now = 59_000;
    expect(allowed(await takeAll(quota, 1, 10))).toBe(0);
    // The clock here is early: the database still counts.
    clock.now = 60_001;
    expect(allowed(await takeAll(quota, 1, 10))).toBe(0);
    await endWindows();
    clock.now = 180_000;
    expect(allowed(await takeAll(quota, 12, 10))).toBe(10);
  });

  it('takes what was leased and not used with it', async () => {
    const clock = { now: 0 };
    const quota = aProcess(database, clock);
    await takeAll(quota, 1, 640);
    await endWindows();
    // Another process begins the next window and uses all of it.
    expect(allowed(await takeAll(aProcess(elsewhere), 640, 640))).toBe(640);
    clock.now = 60_001;
    expect(allowed(await takeAll(quota, 1, 640))).toBe(0);
  });

  it('is when clients are forgotten', async () => {
    const clock = { now: 0 };
    const quota = aProcess(database, clock);
    await takeAll(quota, 1, 10, 'gone');
    await endWindows();
    clock.now = 60_001;
    await takeAll(quota, 1, 10, 'here');
    await new QuotaStore(database.dataSource).clean();
    const rows = await database.dataSource.query<{ subject: string }[]>('SELECT subject FROM quota');
    expect(rows).toEqual([{ subject: 'here' }]);
  });
});

describe('without the database', () => {
  it('each process counts by itself, and together again when it is back', async () => {
    const own = await createTestDatabase('empty');
    try {
      await migrate(own.dataSource);
      const clock = { now: 0 };
      const quota = aProcess(own, clock);
      expect([allowed(await takeAll(quota, 4, 10)), quota.isShared]).toEqual([4, true]);
      await own.dataSource.query('ALTER TABLE quota RENAME TO quota_away');
      expect([allowed(await takeAll(quota, 20, 10)), quota.isShared]).toEqual([6, false]);
      clock.now = 60_001;
      expect(allowed(await takeAll(quota, 20, 10))).toBe(10);
      await own.dataSource.query('ALTER TABLE quota_away RENAME TO quota');
      clock.now = 180_000;
      await own.dataSource.query('UPDATE quota SET ends_at = now()');
      expect([allowed(await takeAll(quota, 20, 10)), quota.isShared]).toEqual([10, true]);
      expect(allowed(await takeAll(aProcess(own), 1, 10))).toBe(0);
    } finally {
      await own.drop();
    }
  });

  it('one request waits for it, for a moment, and those after it not at all', async () => {
    const quota = aProcess(database, { now: 0 }, 250);
    await elsewhere.dataSource.transaction(async (tx) => {
      await tx.query('LOCK TABLE quota IN ACCESS EXCLUSIVE MODE');
      const begunAt = performance.now();
      expect(allowed(await takeAll(quota, 12, 10))).toBe(10);
      // Ten moments would be two and a half seconds.
      expect(performance.now() - begunAt).toBeLessThan(2_000);
    });
    expect(quota.isShared).toBe(false);
  });
});
