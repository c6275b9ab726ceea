import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  ImATeapotException,
  InternalServerErrorException,
  NotFoundException,
  PayloadTooLargeException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { AppError, ERROR_STATUS, type ErrorCode } from '../common/errors/app-error.js';
import { StartupError } from '../common/startup-error.js';
import { toAppError } from './app-error.mapping.js';

const SECRET = 'geheim';
const ADDRESS = `postgres://root:${SECRET}@10.0.0.7/catalogue`;

/** An error as pg, Node or Fastify make it: an Error with further properties. */
function raised(message: string, properties: object = {}): Error {
  return Object.assign(new Error(message), properties);
}

/** An error that fails `instanceof Error` here, as those of Node's core do in a context of its own. */
function foreign(message: string, properties: object): unknown {
  return Object.assign(runInNewContext('new Error(message)', { message }) as object, properties);
}

function queryFailed(code: string): QueryFailedError {
  return new QueryFailedError(`SELECT '${SECRET}'`, [SECRET], raised(`failed for ${ADDRESS}`, { code }));
}

const UNAVAILABLE = 'The database cannot be reached right now. Try again in a moment.';
const INTERNAL = 'Something went wrong here. Tell us the requestId.';

describe('our own failures', () => {
  it.each(Object.keys(ERROR_STATUS) as ErrorCode[])('stay what they are: %s', (code) => {
    const error = new AppError(code, 'Told to the client.', { argument: 'x' });
    expect(toAppError(error)).toBe(error);
    expect(error.status).toBe(ERROR_STATUS[code]);
  });
});

describe('a database that does not serve', () => {
  it.each<[string, unknown]>([
    ['refuses connections', raised(`connect ECONNREFUSED ${ADDRESS}`, { code: 'ECONNREFUSED' })],
    ['has an unknown host', raised(`getaddrinfo ENOTFOUND ${SECRET}`, { code: 'ENOTFOUND' })],
    ['breaks the connection, told by an error of another realm', foreign('write EPIPE', { code: 'EPIPE' })],
    ['has no connection free in time', raised('timeout exceeded when trying to connect')],
    ['has too many connections (53300)', queryFailed('53300')],
  ])('is told as such when it %s, and the address is not', (_, error) => {
    const told = toAppError(error);
    expect(told).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: UNAVAILABLE,
      details: {},
      status: 503,
    });
    expect(told.cause).toBe(error);
  });

  it('is told apart when it ended a statement that ran too long (57014)', () => {
    const told = toAppError(queryFailed('57014'));
    expect(told).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
    expect(told.message).toContain('took too long');
  });
});

describe('everything else says nothing of itself', () => {
  it.each<[string, unknown]>([
    ['a defect', new TypeError(`Cannot read properties of ${SECRET}`)],
    ['a wrong statement', queryFailed('42601')],
    ['a value that does not fit', queryFailed('22P02')],
    ['a broken rule', queryFailed('23505')],
    ['a failed start', new StartupError(SECRET)],
    ['a fault of a library', raised(SECRET, { statusCode: 500 })],
    ['a bad gateway', raised(SECRET, { statusCode: 502 })],
    ['a status that is a text', raised(SECRET, { statusCode: '400' })],
    ['a thrown text', SECRET],
    ['a thrown object', { message: SECRET, statusCode: 400 }],
    ['null', null],
    ['undefined', undefined],
    ['an unknown status of Nest', new HttpException(SECRET, 599)],
    ['a gateway status of Nest', new HttpException(SECRET, 502)],
  ])('%s', (_, error) => {
    const told = toAppError(error);
    expect(told).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: INTERNAL,
      details: {},
      status: 500,
    });
  });

  it('and is kept for the log', () => {
    const error = new Error(SECRET);
    expect(toAppError(error).cause).toBe(error);
  });

  it.each([
    ['500', new InternalServerErrorException(`failed for ${ADDRESS}`)],
    ['503', new ServiceUnavailableException(`failed for ${ADDRESS}`)],
    ['500 over another error', new HttpException(ADDRESS, 500, { cause: new Error(ADDRESS) })],
  ])('a status of Nest that is our own fault: %s', (_, error) => {
    expect(toAppError(error).message).not.toContain(SECRET);
  });
});

describe('a wrong request that a library refuses', () => {
  it.each<[string, unknown, ErrorCode, string]>([
    ['400 of Nest', new BadRequestException('Bad.'), 'BAD_USER_INPUT', 'Bad.'],
    ['403 of Nest', new ForbiddenException('No.'), 'FORBIDDEN', 'No.'],
    ['404 of Nest', new NotFoundException('Cannot GET /x'), 'NOT_FOUND', 'Cannot GET /x'],
    ['413 of Nest', new PayloadTooLargeException('Large.'), 'PAYLOAD_TOO_LARGE', 'Large.'],
    ['a status we have no code for', new ImATeapotException('Tea.'), 'BAD_USER_INPUT', 'Tea.'],
    [
      'a body that is no JSON, by Fastify',
      raised('Body is not valid JSON', { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }),
      'BAD_USER_INPUT',
      'Body is not valid JSON',
    ],
    [
      'a body that is too large, by Fastify',
      raised('Request body is too large', { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }),
      'PAYLOAD_TOO_LARGE',
      'Request body is too large',
    ],
    [
      'a media type that is not served, by Fastify',
      raised('Unsupported Media Type', { statusCode: 415, code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }),
      'BAD_USER_INPUT',
      'Unsupported Media Type',
    ],
    ['too many requests', raised('Slow down.', { statusCode: 429 }), 'RATE_LIMITED', 'Slow down.'],
  ])('has our code and its own words: %s', (_, error, code, message) => {
    expect(toAppError(error)).toMatchObject({ code, message });
  });
});
