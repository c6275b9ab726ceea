import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { KEY_PREFIX } from '../common/secret-text.js';

/*
 * A key is one word, such as wia_<id>_<secret><checksum>: a double click selects it whole. The id is no secret; the
 * key is looked up by it. The checksum tells a key that was not copied whole without asking the database.
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits that hold 64 bits, 256 bits, and a CRC-32. */
const ID_LENGTH = 11;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const KEY = new RegExp(
  `^(${KEY_PREFIX}([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);

/** A key just made. */
export interface MadeKey {
  readonly id: string;
  /** The whole key, which nobody can see again. */
  readonly secret: string;
}

/** Makes a key of 256 random bits. */
export function makeKey(): MadeKey {
  const id = base62(randomBytes(8), ID_LENGTH);
  const body = `${KEY_PREFIX}${id}_${base62(randomBytes(32), SECRET_LENGTH)}`;
  return { id, secret: body + checksumOf(body) };
}

/** The id in a key; null when the text is no whole key. */
export function idOfKey(text: string): string | null {
  const [, body = '', id = '', checksum] = KEY.exec(text) ?? [];
  return checksum !== undefined && checksum === checksumOf(body) ? id : null;
}

/** What is kept of a key. A key is too random to be guessed, so a slow hash would protect nothing more. */
export function hashOfKey(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function checksumOf(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return base62(bytes, CHECKSUM_LENGTH);
}

function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = DIGITS.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
