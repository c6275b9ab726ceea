import { AppError } from '../errors/app-error.js';

/** The most records that one page may hold: above it a page's memory and time are no longer small. */
export const MAX_PAGE_SIZE = 100;

/** The page size when a client names none. */
export const DEFAULT_PAGE_SIZE = 20;

/** The paging arguments of a Relay connection, as a client sends them. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A checked request for one page: how many, from which end, and between which cursors. */
export interface PageRequest {
  readonly size: number;
  readonly backward: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

function checkSize(argument: 'first' | 'last', value: number): void {
  if (value < 0 || value > MAX_PAGE_SIZE) {
    throw new AppError(
      'BAD_USER_INPUT',
      `“${argument}” must be from 0 to ${MAX_PAGE_SIZE}; ${value} was sent. Walk a longer list with “after”.`,
      { argument, limit: MAX_PAGE_SIZE, value },
    );
  }
}

/**
 * Checks a connection's arguments.
 *
 * @param defaultSize the size when neither `first` nor `last` is given
 * @throws AppError BAD_USER_INPUT when a size is out of range, or both `first` and `last` are given
 */
export function toPageRequest(args: PageArguments, defaultSize = DEFAULT_PAGE_SIZE): PageRequest {
  const { first, last } = args;
  if (first != null && last != null) {
    throw new AppError('BAD_USER_INPUT', 'Give “first” or “last”, not both.', { argument: 'last' });
  }
  if (first != null) checkSize('first', first);
  if (last != null) checkSize('last', last);
  return {
    size: first ?? last ?? defaultSize,
    backward: last != null,
    after: args.after ?? null,
    before: args.before ?? null,
  };
}
