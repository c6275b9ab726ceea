import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AbstractLogger, type LogLevel, type LogMessage } from 'typeorm';
import { createHttpApp } from '../../src/api/http-app.js';
import { AppModule } from '../../src/app.module.js';
import { type Config, type MeilisearchConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/config/logger.js';
import { createTestDatabase, shareTestDatabase, type TestDatabase } from './database.js';

/** Keeps every statement that goes through a data source. */
export class StatementLog extends AbstractLogger {
  readonly statements: string[] = [];
  /** What is not kept: statements that a request makes now and then, whatever it asks for. */
  leavesOut: RegExp | null = null;

  /** Forgets what was kept, runs `work`, and gives the statements that it made. */
  async during(work: () => Promise<unknown>): Promise<string[]> {
    this.statements.length = 0;
    await work();
    return [...this.statements];
  }

  protected override writeLog(_level: LogLevel, logs: LogMessage | LogMessage[]): void {
    for (const { type, message } of [logs].flat()) {
      const text = String(message);
      if (type === 'query' && !this.leavesOut?.test(text)) this.statements.push(text);
    }
  }
}

/** An error as GraphQL serves it. */
export interface ServedError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; requestId?: string } & Record<string, unknown>;
}

/** An answer as GraphQL serves it; tests look into `data` freely. */
export interface Answer {
  status: number;
  headers: Headers;
  data?: any;
  errors?: ServedError[];
}

/** The whole service, over a database of its own with the real records, listening on a free port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Folder of what the service keeps beside the database. */
  readonly dataDirectory: string;
  readonly database: TestDatabase;
  readonly statements: StatementLog;
  /** Every line that the service logged. */
  readonly logs: string[];
  /** Sends a document and gives the whole answer. */
  readonly send: (query: string, variables?: object, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a document that must succeed and gives its data. */
  readonly query: (query: string, variables?: object) => Promise<any>;
  readonly close: () => Promise<void>;
}

/** Settings of a service, and the database of another one that it shares. */
export interface TestAppOptions extends Partial<
  Pick<Config, 'quotas' | 'trustProxy' | 'publicUrl' | 'snapshotBucket' | 'searchMemoryMegabytes'>
> {
  readonly sharing?: TestDatabase;
}

/** No suite shall have to wait for another minute. */
const NO_QUOTAS = { anonymous: 100_000_000, key: 100_000_000 };

/**
 * Starts the service for one suite.
 *
 * @param meilisearch where its search index is; PostgreSQL answers searches when left out
 */
export async function createTestApp(
  meilisearch: MeilisearchConfig | null = null,
  {
    quotas = NO_QUOTAS,
    trustProxy = false,
    publicUrl,
    snapshotBucket = null,
    searchMemoryMegabytes = 32,
    sharing,
  }: TestAppOptions = {},
): Promise<TestApp> {
  const statements = new StatementLog('all');
  statements.leavesOut = /\bquota\b/;
  const database = sharing
    ? await shareTestDatabase(sharing, statements)
    : await createTestDatabase('seeded', statements);
  const logs: string[] = [];
  const logger = createLogger(
    { logFormat: 'json', logLevel: 'debug' },
    { write: (line) => void logs.push(line) },
  );
  const dataDirectory = await mkdtemp(join(tmpdir(), 'catalogue-data-'));
  const module = AppModule.forRoot(database.dataSource, logger, {
    meilisearch,
    searchMemoryMegabytes,
    quotas,
    publicUrl,
    dataDirectory,
    snapshotBucket,
  });
  const app = await createHttpApp(module, { trustProxy }, logger);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  const send: TestApp['send'] = async (query, variables, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
  };
  const query: TestApp['query'] = async (document, variables) => {
    const answer = await send(document, variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data as unknown;
  };
  const close = async (): Promise<void> => {
    await app.close();
    await database.drop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  return { app, url, dataDirectory, database, statements, logs, send, query, close };
}
