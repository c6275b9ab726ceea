/**
 * The engine folds case, width and accents of the values that it filters and counts, and cuts long ones. So each
 * value goes in as a letter and the hexadecimal digits of its UTF-8, which it leaves as they are; they order as the
 * values do by code point, and no value can be read as part of a filter.
 */
const MARK = 'x';

/** What records without a value have in its place, so that they are counted like any other. */
export const NO_VALUE = 'none';

/** The longest text that the engine keeps whole, in bytes; what is longer counts as its beginning. */
const MAX_BYTES = 230;

/** A value as the index holds it. */
export function toIndexValue(value: string): string {
  const bytes = Buffer.from(value, 'utf8');
  return `${MARK}${bytes.subarray(0, MAX_BYTES).toString('hex')}`;
}

/** The value of an index value; null for none. */
export function fromIndexValue(indexed: string): string | null {
  return indexed === NO_VALUE ? null : Buffer.from(indexed.slice(MARK.length), 'hex').toString('utf8');
}
