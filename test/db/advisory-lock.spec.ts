import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tryAdvisoryLock, withAdvisoryLock } from '../../src/database/advisory-lock.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const LOCK = 11;

/** The connections of the service that have the lock, or wait for it. */
const HOLDERS = `FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK}
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty');
});

afterAll(() => database.drop());

async function waiting(): Promise<number> {
  const [row] = await database.dataSource.query<{ n: number }[]>(
    `SELECT count(*)::int AS n ${HOLDERS} AND NOT granted`,
  );
  return row?.n ?? 0;
}

function isWaiting(): Promise<void> {
  return until(async () => (await waiting()) === 1, 'somebody waits for the lock');
}

describe('a lock of the database', () => {
  it('is had by one at a time', async () => {
    const { dataSource } = database;
    const done: string[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await withAdvisoryLock(dataSource, LOCK, async () => {
      second = withAdvisoryLock(dataSource, LOCK, () => Promise.resolve(done.push('second')));
      await isWaiting();
      done.push('first');
    });
    await second;
    expect(done).toEqual(['first', 'second']);
  });

  it('is not waited for when it is only tried', async () => {
    const { dataSource } = database;
    const attempt = (): Promise<string | null> =>
      tryAdvisoryLock(dataSource, LOCK, () => Promise.resolve('ran'));
    await withAdvisoryLock(dataSource, LOCK, async () => {
      expect(await attempt()).toBeNull();
    });
    expect(await attempt()).toBe('ran');
  });

  it('is given free when the work fails', async () => {
    const { dataSource } = database;
    const failed = withAdvisoryLock(dataSource, LOCK, () => Promise.reject(new Error('of the work')));
    await expect(failed).rejects.toThrow('of the work');
    expect(await tryAdvisoryLock(dataSource, LOCK, () => Promise.resolve('ran'))).toBe('ran');
  });

  it('is known to be lost with its connection', async () => {
    const { dataSource } = database;
    const checks: boolean[] = [];
    const holding = withAdvisoryLock(dataSource, LOCK, async (lock) => {
      const isHeld = (): Promise<boolean> =>
        lock.check().then(
          () => true,
          () => false,
        );
      checks.push(await isHeld());
      await dataSource.query(`SELECT pg_terminate_backend(pid) ${HOLDERS}`);
      checks.push(await isHeld());
    });
    await expect(holding).rejects.toThrow();
    expect(checks).toEqual([true, false]);
  });

  it('leaves no connection without a limit for its statements, also when it is not had', async () => {
    const { dataSource } = database;
    const limits = async (): Promise<Set<unknown>> => {
      const runners = Array.from({ length: 5 }, () => dataSource.createQueryRunner());
      const answers = await Promise.all(
        runners.map((runner) => runner.query(`SELECT current_setting('statement_timeout') AS "limit"`)),
      );
      await Promise.all(runners.map((runner) => runner.release()));
      return new Set((answers as { limit: string }[][]).map(([row]) => row?.limit));
    };
    const expected = await limits();
    await withAdvisoryLock(dataSource, LOCK, async () => {
      const refused = withAdvisoryLock(dataSource, LOCK, () => Promise.resolve());
      const told = expect(refused).rejects.toThrow();
      await isWaiting();
      await dataSource.query(`SELECT pg_cancel_backend(pid) ${HOLDERS} AND NOT granted`);
      await told;
    });
    expect(await limits()).toEqual(expected);
    expect(expected.size).toBe(1);
  });
});
