import { beginningsOf } from '../../../common/text/pinyin.js';
import { type PieceToken } from '../../../common/text/text.types.js';

/** Words that the engine's tokenizer leaves as they are. */
const PLAIN = /^[a-z]+$/;

/** Digits that hold any code point. */
const DIGITS = 6;

/** The first digit of a word that is not Han: no code point, written in six digits, begins with it. */
const WORD_MARK = '2';

/** The first digit of the beginning of a word. */
const BEGINNING_MARK = '3';

/** The most letters and digits of a beginning that has a word of its own: typos are forgiven from one more on. */
const MAX_BEGINNING = 4;

/** The engine leaves out words of more than 250 bytes: longer ones are told apart by so many characters. */
const MAX_CHARACTERS = 40;

/** Whether a token is a word of the letters a to z alone. */
export function isPlain({ kind, text }: PieceToken): boolean {
  return kind === 'WORD' && PLAIN.test(text);
}

/**
 * The number that stands for a token: six digits for each character. The engine neither cuts numbers nor forgives
 * typos in them, and one is the beginning of another where its token is.
 */
export function numberOf({ kind, text }: PieceToken): string {
  const digits = Array.from(text)
    .slice(0, MAX_CHARACTERS)
    .map((character) => String(character.codePointAt(0)).padStart(DIGITS, '0'))
    .join('');
  return kind === 'WORD' ? `${WORD_MARK}${digits}` : digits;
}

/**
 * The number that stands for all words that begin so. Of the words with a certain beginning the engine finds 1,000
 * and no more, which for one to four letters or digits is not enough.
 */
export function beginningOf(start: string): string {
  return `${BEGINNING_MARK}${numberOf({ kind: 'WORD', text: start }).slice(WORD_MARK.length)}`;
}

const LETTERS_AND_DIGITS = /^[a-z0-9]+/;

/** Whether a text is a beginning that has a word of its own. */
export function isBeginning(text: string): boolean {
  return text !== '' && text.length <= MAX_BEGINNING && LETTERS_AND_DIGITS.exec(text)?.[0] === text;
}

/** The beginnings of a word, in letters a to z and digits, that have a word of their own. */
export function shortBeginningsOf(word: string): string[] {
  return beginningsOf(LETTERS_AND_DIGITS.exec(word)?.[0].slice(0, MAX_BEGINNING) ?? '');
}

/** The word that stands for a token at its place in a text: itself when typos in it are forgiven, else its number. */
export function wordOf(token: PieceToken): string {
  return isPlain(token) ? token.text : numberOf(token);
}

/** A phrase in quotes: its words stand side by side, as they are, and it counts as one term of a query. */
export function quoted(words: readonly string[]): string {
  return `"${words.join(' ')}"`;
}
