import { type PieceToken } from '../../../common/text/text.types.js';

/**
 * The engine's own tokenizer must neither cut nor bend our tokens, and its typos are for Latin words alone. So only
 * words of the letters a to z go in as they are. All other tokens go in as numbers: six digits for each character.
 */
const PLAIN = /^[a-z]+$/;

/** Digits that hold any code point. */
const DIGITS = 6;

/** The first digit of a word that is not Han: no code point, written in six digits, begins with it. */
const WORD_MARK = '2';

/**
 * Words are told apart by so many characters. The engine ignores words of more than 250 bytes, and long pinyin
 * readings would fill the index.
 */
const MAX_CHARACTERS = 32;

/** The word that stands for a token in the index and in queries: letters a to z only, or digits only. */
export function wordOf({ kind, text }: PieceToken): string {
  const shown = Array.from(text).slice(0, MAX_CHARACTERS);
  if (kind === 'WORD' && PLAIN.test(text)) return shown.join('');
  const digits = shown.map((character) => String(character.codePointAt(0)).padStart(DIGITS, '0')).join('');
  return kind === 'WORD' ? `${WORD_MARK}${digits}` : digits;
}

/** A phrase in quotes: its words stand side by side, as they are, and it counts as one term of a query. */
export function quoted(words: readonly string[]): string {
  return `"${words.join(' ')}"`;
}
