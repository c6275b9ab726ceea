import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { isDatabaseFailure, isStatementEnded } from './database-failure.js';

/** An error as pg or Node make it: an Error with further properties. */
function raised(message: string, properties: object = {}): Error {
  return Object.assign(new Error(message), properties);
}

/** An error that fails `instanceof Error` here, as those of Node's core do in a context of its own. */
function foreign(message: string, properties: object): unknown {
  return Object.assign(runInNewContext('new Error(message)', { message }) as object, properties);
}

function queryFailed(code: string): QueryFailedError {
  return new QueryFailedError('SELECT 1', [], raised('failed', { code }));
}

describe('a database that does not serve', () => {
  it.each<[string, unknown]>([
    ['refuses connections', raised('connect ECONNREFUSED 10.0.0.7', { code: 'ECONNREFUSED' })],
    [
      'refuses connections at every address',
      Object.assign(new AggregateError([new Error('10.0.0.7')], ''), { code: 'ECONNREFUSED' }),
    ],
    ['breaks the connection', raised('read ECONNRESET', { code: 'ECONNRESET' })],
    ['has no socket', raised('connect ENOENT /run/.s.PGSQL.5432', { code: 'ENOENT', syscall: 'connect' })],
    ['has an unknown host', raised('getaddrinfo ENOTFOUND db', { code: 'ENOTFOUND' })],
    ['has a host that cannot be looked up now', raised('getaddrinfo EAI_AGAIN', { code: 'EAI_AGAIN' })],
    ['has no way to its host', raised('connect EHOSTUNREACH', { code: 'EHOSTUNREACH' })],
    ['has no way to its network', raised('connect ENETUNREACH', { code: 'ENETUNREACH' })],
    ['does not answer', raised('connect ETIMEDOUT', { code: 'ETIMEDOUT' })],
    ['closed the pipe', raised('write EPIPE', { code: 'EPIPE' })],
    ['breaks the connection, told by an error of another realm', foreign('write EPIPE', { code: 'EPIPE' })],
    ['has no connection free in time', raised('timeout exceeded when trying to connect')],
    ['ended the connection', raised('Connection terminated unexpectedly')],
    ['ended the connection in time', raised('Connection terminated due to connection timeout')],
    [
      'broke the connection before the statement',
      raised('Client has encountered a connection error and is not queryable'),
    ],
    ['broke the connection between two statements', new QueryRunnerAlreadyReleasedError()],
    ['broke the connection of a transaction', new QueryRunnerProviderAlreadyReleasedError()],
    ['breaks off (08006)', queryFailed('08006')],
    ['has too many connections (53300)', queryFailed('53300')],
    ['has a full disk (53100)', queryFailed('53100')],
    ['is closed (55000)', queryFailed('55000')],
    ['shuts down (57P01)', queryFailed('57P01')],
    ['crashed (57P02)', queryFailed('57P02')],
    ['starts up (57P03)', queryFailed('57P03')],
  ])('is known when it %s', (_, error) => {
    expect([isDatabaseFailure(error), isStatementEnded(error)]).toEqual([true, false]);
  });
});

describe('a statement that ran too long', () => {
  it('is known, and told apart from a database that does not serve', () => {
    const error = queryFailed('57014');
    expect([isDatabaseFailure(error), isStatementEnded(error)]).toEqual([false, true]);
  });
});

describe('what is no fault of the database', () => {
  it.each<[string, unknown]>([
    ['a defect', new TypeError('Cannot read properties of undefined')],
    ['a wrong statement', queryFailed('42601')],
    ['a value that does not fit', queryFailed('22P02')],
    ['a broken rule', queryFailed('23505')],
    ['a code that only looks alike', queryFailed('5')],
    ['a code that only ends alike', queryFailed('X08006')],
    ['a code that is no text', raised('53300', { code: 53_300 })],
    ['a thrown text', 'Connection terminated unexpectedly'],
    ['null', null],
    ['undefined', undefined],
  ])('is not taken for one: %s', (_, error) => {
    expect([isDatabaseFailure(error), isStatementEnded(error)]).toEqual([false, false]);
  });
});
