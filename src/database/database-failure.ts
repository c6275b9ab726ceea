import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

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

/** What TypeORM says of a connection, or a transaction's, that was lost while nothing ran on it. */
const LOST_BETWEEN_STATEMENTS = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/**
 * Whether a statement failed because the database cannot be reached or does not serve now: the fault is of no
 * statement and no value, and the same may succeed in a moment.
 */
export function isDatabaseFailure(error: unknown): boolean {
  if (LOST_BETWEEN_STATEMENTS.some((name) => error instanceof name)) return true;
  const code = textOf(error, 'code');
  return (
    DATABASE_GONE.test(code) ||
    NO_CONNECTION.has(code) ||
    NO_CONNECTION_MESSAGE.test(textOf(error, 'message'))
  );
}

/** Whether a statement was ended for running too long, be it by itself or because the database is busy. */
export function isStatementEnded(error: unknown): boolean {
  return textOf(error, 'code') === STATEMENT_ENDED;
}

/** A property of whatever was thrown: errors of Node's core are no instance of ours in a context of their own. */
function textOf(error: unknown, property: 'code' | 'message'): string {
  const value = (error as Partial<Record<typeof property, unknown>> | null | undefined)?.[property];
  return typeof value === 'string' ? value : '';
}
