import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger } from './logger.js';

/** The line of a log that tells of an error. */
function logged(err: Error): Record<string, unknown> {
  const lines: string[] = [];
  const logger = createLogger(
    { logFormat: 'json', logLevel: 'info' },
    { write: (line) => void lines.push(line) },
  );
  logger.error({ err }, 'request failed');
  return (JSON.parse(lines.join('')) as { err: Record<string, unknown> }).err;
}

describe('an error in the log', () => {
  it('of the database tells what failed, and nothing of the rows', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "uq_craftsman"'), {
      code: '23505',
      detail: 'Key (name)=(李明) already exists.',
      where: 'JSON data, line 1: 李明',
    });
    const error = logged(new QueryFailedError('INSERT INTO craftsman VALUES ($1)', ['李明'], cause));
    expect(error).toMatchObject({
      type: 'QueryFailedError',
      message: cause.message,
      stack: expect.stringContaining('logger.spec'),
      code: '23505',
      query: 'INSERT INTO craftsman VALUES ($1)',
    });
    expect(JSON.stringify(error)).not.toContain('李明');
  });

  it('of another kind is whole', () => {
    expect(logged(Object.assign(new Error('no'), { attempt: 3 }))).toMatchObject({
      type: 'Error',
      message: 'no',
      attempt: 3,
    });
  });
});
