import { crc32 } from 'node:zlib';
import { AppError } from '../errors/app-error.js';

/** The value of one sort key at the place a cursor points to. */
export type CursorValue = string | number;

/** A place in an ordered list: the order's name and the sort-key values of the record there. */
export interface CursorPosition {
  readonly order: string;
  readonly values: readonly CursorValue[];
}

const CHECKSUM_LENGTH = 8;

/** A cursor holds a few texts as long as titles; decoding a longer one, perhaps for every record of a page, is work for nothing. */
const MAX_CURSOR_LENGTH = 4_000;

/** How much of what a client sent is repeated in a message. */
const MAX_SHOWN = 100;

/** Tells a damaged cursor from a whole one; a cursor is not a secret, so it needs no signature. */
function checksum(payload: string): string {
  return crc32(payload).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/**
 * Writes a cursor: opaque to clients, made of the record's own sort-key values, so that it stays good when
 * records are inserted or removed before it.
 */
export function encodeCursor(position: CursorPosition): string {
  return seal(JSON.stringify([position.order, ...position.values]));
}

function seal(payload: string): string {
  return Buffer.from(checksum(payload) + payload, 'utf8').toString('base64url');
}

/** What a whole cursor holds, in its one spelling (base64url has several for the same bytes); null otherwise. */
function unseal(cursor: string): unknown[] | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const payload = Buffer.from(cursor, 'base64url').toString('utf8').slice(CHECKSUM_LENGTH);
  if (seal(payload) !== cursor) return null;
  try {
    const content: unknown = JSON.parse(payload);
    return Array.isArray(content) ? content : null;
  } catch {
    return null;
  }
}

/**
 * Reads a cursor back.
 *
 * @param cursor the text that a client sent
 * @param order the order in which the client now asks for the list
 * @param argument the argument's name, for the message (`after` or `before`)
 * @throws AppError BAD_CURSOR when the text is not a whole cursor, or was made for another order
 */
export function decodeCursor(cursor: string, order: string, argument: string): readonly CursorValue[] {
  const [madeFor, ...values] = unseal(cursor) ?? [];
  if (typeof madeFor !== 'string') {
    throw new AppError(
      'BAD_CURSOR',
      `The cursor in “${argument}” is damaged. Send a cursor exactly as an edge or pageInfo gave it, or leave “${argument}” out to start again.`,
      { argument },
    );
  }
  if (madeFor !== order) {
    throw new AppError(
      'BAD_CURSOR',
      `The cursor in “${argument}” was made for the order ${madeFor.slice(0, MAX_SHOWN)}, and this request asks for ${order}. Keep the list and orderBy the same while walking.`,
      { argument, cursorOrder: madeFor.slice(0, MAX_SHOWN), requestedOrder: order },
    );
  }
  return values as CursorValue[];
}
