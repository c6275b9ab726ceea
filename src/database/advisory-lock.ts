import { type DataSource, type QueryRunner } from 'typeorm';

/** A lock that is held: proof that it still is. */
export interface HeldLock {
  /** @throws when the connection that holds the lock is lost, and with it the lock */
  readonly check: () => Promise<void>;
}

/**
 * Waits, for as long as it takes, until no other process has the lock of this number, and runs `work` with it. The
 * lock goes with the connection: a process that is killed gives it free.
 */
export function withAdvisoryLock<T>(
  dataSource: DataSource,
  number: number,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  return onOneConnection(dataSource, async (runner) => {
    // Another process may have it for longer than a statement of a request may take.
    await runner.query('SET statement_timeout = 0');
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [number]);
    } finally {
      await runner.query('RESET statement_timeout');
    }
    return holding(runner, number, work);
  });
}

/**
 * Runs `work` with the lock of this number unless another process has it.
 *
 * @returns what `work` gave; null when it did not run
 */
export function tryAdvisoryLock<T>(
  dataSource: DataSource,
  number: number,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T | null> {
  return onOneConnection(dataSource, async (runner) => {
    const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS got', [number])) as {
      got: boolean;
    }[];
    return row?.got ? holding(runner, number, work) : null;
  });
}

async function holding<T>(
  runner: QueryRunner,
  number: number,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  try {
    return await work({
      check: async () => {
        await runner.query('SELECT 1');
      },
    });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [number]);
  }
}

async function onOneConnection<T>(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.connect();
    return await work(runner);
  } finally {
    await runner.release();
  }
}
