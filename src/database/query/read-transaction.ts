import { type PoolClient, type QueryArrayConfig, type QueryArrayResult } from 'pg';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { type Statement } from './run-statement.js';

/** Rows that are fetched at once: enough to make the way to the server and back small, and few enough to die young. */
const BATCH = 100;

/** Texts come as PostgreSQL writes them: whoever asked for them knows their types. */
const AS_TEXT = { getTypeParser: () => (text: string | Buffer) => text };

/**
 * One state of the whole database, however long reading it takes: a transaction of its own that only reads. It keeps a
 * connection of the pool until it is closed, and must be closed.
 */
export class ReadTransaction {
  /** The server's process of the connection. */
  private process = 0;
  private running = 0;
  private cursors = 0;
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {}

  static async open(dataSource: DataSource): Promise<ReadTransaction> {
    const runner = dataSource.createQueryRunner();
    try {
      const transaction = new ReadTransaction(dataSource, runner, (await runner.connect()) as PoolClient);
      await transaction.begin();
      return transaction;
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  private async begin(): Promise<void> {
    await this.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const [own] = await this.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    this.process = own?.pid ?? 0;
  }

  /** The rows of a short statement. */
  async query<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
    this.dataSource.logger.logQuery(text, values, this.runner);
    return (await this.watched(text, () => this.client.query<R>(text, values))).rows;
  }

  /**
   * The first column of a statement's rows, as text, in batches; while one is worked on, the next is fetched. Memory
   * holds two of them, however many rows there are, and no time is too long for all of them together.
   */
  async *stream({ text, values }: Pick<Statement, 'text' | 'values'>): AsyncGenerator<readonly string[]> {
    const cursor = `rows_${++this.cursors}`;
    await this.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
    const fetch = { text: `FETCH ${BATCH} FROM ${cursor}`, rowMode: 'array', types: AS_TEXT } as const;
    const read = (): Promise<QueryArrayResult<[string]>> =>
      this.watched(fetch.text, () => this.rowsOf<[string]>(fetch));
    for (let next = read(), more = true; more;) {
      const { rows } = await next;
      more = rows.length === BATCH;
      if (more) {
        next = read();
        // Should nobody ask for more, nobody shall miss its failure either.
        next.catch(() => undefined);
      }
      if (rows.length > 0) yield rows.map(([value]) => value);
    }
    await this.query(`CLOSE ${cursor}`);
  }

  /**
   * The rows of a step. Asked for by callback: results that come as the driver's own promises outlive their use, and
   * a long stream of them holds some 100 MB more.
   */
  private rowsOf<R extends unknown[]>(step: QueryArrayConfig): Promise<QueryArrayResult<R>> {
    return new Promise((resolve, reject) => {
      // The driver's types promise an error always; there is none when it went well.
      this.client.query<R>(step, (error: Error | null, result) => (error ? reject(error) : resolve(result)));
    });
  }

  /** Ends the transaction; what still runs in it is stopped. Closing once more waits for the first time. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    try {
      if (this.running > 0) await this.cancel();
      // Nothing was written, so there is nothing to commit.
      await this.query('ROLLBACK');
    } catch {
      // The connection is lost, or in a state that nobody knows: the pool takes no ended one back.
      await this.client.end();
    } finally {
      await this.runner.release();
    }
  }

  /** Has the server stop what runs. The connection is kept meanwhile, so that nobody else's statement is stopped. */
  private async cancel(): Promise<void> {
    await this.dataSource.query('SELECT pg_cancel_backend($1)', [this.process]);
  }

  private async watched<T>(text: string, work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await work();
    } catch (error) {
      throw new QueryFailedError(text, undefined, error as Error);
    } finally {
      this.running -= 1;
    }
  }
}
