import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import { AppError, ERROR_STATUS, type ErrorCode } from '../common/errors/app-error.js';

/** SQLSTATE classes and codes by which PostgreSQL says that it cannot serve now; 55000 is a closed database. */
const DATABASE_GONE = /^(08|53|57P|55000)/;

/** SQLSTATE of a statement that was ended for running too long. */
const STATEMENT_ENDED = '57014';

/** What Node and pg say when no connection can be had. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
]);
const NO_CONNECTION_MESSAGE =
  /timeout exceeded when trying to connect|connection terminated|connection timeout|not queryable/i;

const INTERNAL = 'Something went wrong here. Tell us the requestId.';

function isDatabaseFailure(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : '';
  return DATABASE_GONE.test(code) || NO_CONNECTION.has(code) || NO_CONNECTION_MESSAGE.test(error.message);
}

/**
 * Whether this was raised as an error: by us or a library (Fastify's are built without the native constructor), or by
 * Node's core, whose errors are no instance of ours where the code runs in a context of its own.
 */
function isError(error: unknown): error is Error {
  return error instanceof Error || types.isNativeError(error);
}

/** The failure that a client is told for any error: the one place where errors of libraries get our codes. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!isError(error)) return new AppError('INTERNAL_SERVER_ERROR', INTERNAL, {}, { cause: error });
  if (error.name === 'RangeError' && error.message.includes('call stack')) {
    return new AppError('BAD_USER_INPUT', 'The request is nested too deeply.');
  }
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  if ((error as { code?: unknown }).code === STATEMENT_ENDED) {
    return new AppError(
      'SERVICE_UNAVAILABLE',
      'The request took too long and was ended. Ask for less at once.',
      {},
      { cause: error },
    );
  }
  if (isDatabaseFailure(error)) {
    return new AppError(
      'SERVICE_UNAVAILABLE',
      'The database cannot be reached right now. Try again in a moment.',
      {},
      {
        cause: error,
      },
    );
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status < 500) return fromStatus(status, error.message);
  return new AppError('INTERNAL_SERVER_ERROR', INTERNAL, {}, { cause: error });
}

function fromStatus(status: number, message: string): AppError {
  if (status >= 500) return new AppError('INTERNAL_SERVER_ERROR', INTERNAL);
  const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
  const code = codes.find((name) => ERROR_STATUS[name] === status);
  return new AppError(code ?? 'BAD_USER_INPUT', message);
}
