import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { toAppError } from '../../src/api/app-error.mapping.js';
import { runStatement, type Statement } from '../../src/database/query/run-statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty');
});

afterAll(async () => {
  await database.drop();
});

const SECRET = 'typed by a client';

function statement(text: string, values: unknown[] = []): Statement {
  return { text, values, recurring: false };
}

async function failureOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('one statement', () => {
  it('gives its rows', async () => {
    await expect(runStatement(database.dataSource, statement('SELECT $1::int AS n', [7]))).resolves.toEqual([
      { n: 7 },
    ]);
  });

  it('tells a failure as TypeORM does, without the values', async () => {
    const error = await failureOf(
      runStatement(database.dataSource, statement('SELECT $1::text / 2', [SECRET])),
    );
    expect(error).toBeInstanceOf(QueryFailedError);
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  it('tells a connection that broke while it ran so that it is known as a lost database', async () => {
    const running = failureOf(
      runStatement(database.dataSource, statement('SELECT pg_terminate_backend(pg_backend_pid())')),
    );
    expect(toAppError(await running).code).toBe('SERVICE_UNAVAILABLE');
  });
});
