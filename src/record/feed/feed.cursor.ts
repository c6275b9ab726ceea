import { AppError } from '../../common/errors/app-error.js';
import { decodeCursor, encodeCursor } from '../../common/pagination/cursor.js';

/** The one order of the feed. */
const ORDER = 'Feed.POSITION';

const POSITION = /^(0|[1-9]\d{0,17})$/;

/** Writes a position of the feed as clients keep it. */
export function encodePosition(position: string): string {
  return encodeCursor({ order: ORDER, values: [position] });
}

/**
 * Reads a position that a client kept.
 *
 * @param argument the argument's name, for the message
 * @throws AppError BAD_CURSOR when the text is none
 */
export function decodePosition(text: string, argument: string): string {
  const [position, ...more] = decodeCursor(text, ORDER, argument);
  if (typeof position === 'string' && POSITION.test(position) && more.length === 0) return position;
  throw new AppError('BAD_CURSOR', `“${argument}” is no position in the feed of changes.`, { argument });
}
