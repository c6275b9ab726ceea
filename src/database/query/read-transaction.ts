import { type PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { type Statement } from './run-statement.js';

/** Rows that are fetched at once: enough to make the way to the server and back small, and few to hold. */
const BATCH = 1_000;

/** Texts come as PostgreSQL writes them: whoever asked for them knows their types. */
const AS_TEXT = {
  rowMode: 'array',
  types: { getTypeParser: () => (text: string | Buffer) => text },
} as const;

/**
 * One state of the whole database, however long reading it takes: a transaction of its own that only reads. It keeps a
 * connection of the pool until it is closed, and must be closed.
 */
export class ReadTransaction {
  private running = 0;
  private closing: Promise<void> | null = null;
  /** The server's process of the connection. */
  private process = 0;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {}

  static async open(dataSource: DataSource): Promise<ReadTransaction> {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const transaction = new ReadTransaction(dataSource, runner, client);
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
  async query<R>(text: string, values: unknown[] = []): Promise<R[]> {
    this.log(text, values);
    const { rows } = await this.watched(text, () => this.client.query<R & object>(text, values));
    return rows;
  }

  /**
   * The first column of a statement's rows, as text, in batches; while one is worked on, the next is fetched. Memory
   * holds two of them, however many rows there are.
   */
  async *stream({ text, values }: Pick<Statement, 'text' | 'values'>): AsyncGenerator<readonly string[]> {
    this.log(text, values);
    const cursor = this.client.query(new Cursor<[string]>(text, values, AS_TEXT));
    const read = (): Promise<[string][]> => this.watched(text, () => cursor.read(BATCH));
    let next = read();
    for (;;) {
      const rows = await next;
      if (rows.length === 0) return;
      next = read();
      // Should nobody ask for more, nobody shall miss its failure either.
      next.catch(() => undefined);
      yield rows.map(([value]) => value);
    }
  }

  /**
   * Ends the transaction. When something still runs, or the last stream was not read to its end, the server is told to
   * stop and the connection is given up. Closing once more waits for the first time.
   *
   * @param whole whether everything that was asked for was also read
   */
  close(whole: boolean): Promise<void> {
    return (this.closing ??= this.end(whole));
  }

  private async end(whole: boolean): Promise<void> {
    try {
      await (whole ? this.query('COMMIT') : this.abandon());
    } catch {
      // The connection is lost, which ends the transaction too; the pool takes no lost one back.
    } finally {
      await this.runner.release();
    }
  }

  /** The connection is kept while the server is told to stop, so that nobody else's statement is stopped. */
  private async abandon(): Promise<void> {
    try {
      if (this.running > 0) await this.dataSource.query('SELECT pg_cancel_backend($1)', [this.process]);
    } finally {
      await this.client.end();
    }
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

  private log(text: string, values: unknown[]): void {
    this.dataSource.logger.logQuery(text, values, this.runner);
  }
}
