import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import { AppError, ERROR_STATUS, type ErrorCode } from '../common/errors/app-error.js';
import { isDatabaseFailure, isStatementEnded } from '../database/database-failure.js';

const INTERNAL = 'Something went wrong here. Tell us the requestId.';

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
  if (isStatementEnded(error)) {
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
