/** How every key begins, so that people and scanners of leaked secrets know it by sight. */
export const KEY_PREFIX = 'wia_';

/** Anything that is a key or was meant to be one, also cut off, mistyped, or escaped for an address. */
const KEY_LIKE = /wia(?:_|%5[fF])[\w%]{12,}/g;

/** What stands in the place of a key. */
const HIDDEN = `${KEY_PREFIX}…`;

/** Whether there is something in a text that looks like a key. */
export function hasKey(text: string): boolean {
  return text.search(KEY_LIKE) >= 0;
}

/** A text, of JSON too, with nothing in it that looks like a key. */
export function withoutKeys(text: string): string {
  return text.replace(KEY_LIKE, HIDDEN);
}

/** A plain value with nothing in it that looks like a key. */
export function withoutKeysIn<T>(value: T): T {
  const text = JSON.stringify(value);
  return hasKey(text) ? (JSON.parse(withoutKeys(text)) as T) : value;
}
