import { type DataSource, type QueryRunner } from 'typeorm';

/** Whoever has it reads records and sends them to the engine, which keeps the order: nothing old can overtake. */
const WRITER_LOCK = 7_230_729;

/** Whoever has it builds an index. */
const REBUILD_LOCK = 7_230_730;

/** What is held while `work` runs: proof that it still is. */
export interface HeldLock {
  /** @throws when the connection that holds the lock is lost, and with it the lock */
  readonly check: () => Promise<void>;
}

/**
 * Runs `work` while no other process writes to the search index. Both the reading of records and the sending of them
 * belong inside: otherwise one process could send what it read before another one sent something newer.
 */
export function whileOnlyWriter<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  return onOneConnection(dataSource, async (runner) => {
    // Another process may write for longer than a statement of a request may take.
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [WRITER_LOCK]);
    try {
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [WRITER_LOCK]);
      await runner.query('RESET statement_timeout');
    }
  });
}

/**
 * Runs `work` unless another process builds an index. The lock goes with the connection: a process that is killed
 * gives it free.
 *
 * @returns whether `work` ran
 */
export function unlessRebuilding(
  dataSource: DataSource,
  work: (lock: HeldLock) => Promise<void>,
): Promise<boolean> {
  return onOneConnection(dataSource, async (runner) => {
    const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS got', [REBUILD_LOCK])) as {
      got: boolean;
    }[];
    if (!row?.got) return false;
    try {
      await work({
        check: async () => {
          await runner.query('SELECT 1');
        },
      });
      return true;
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [REBUILD_LOCK]);
    }
  });
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
