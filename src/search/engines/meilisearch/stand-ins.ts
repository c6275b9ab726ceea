import { createHash } from 'node:crypto';
import { type Phrase } from '../../../common/text/text.types.js';
import { wordOf } from './words.js';

/** The synonyms of an index, as its settings hold them: phrases, of words divided by spaces, by a word. */
export type IndexSynonyms = Readonly<Record<string, readonly string[]>>;

/** A phrase and those that count as it. */
export interface PhraseSynonyms {
  readonly phrase: Phrase;
  readonly synonyms: readonly Phrase[];
}

/** The first digit of a stand-in: no word of a record begins with it. */
const STAND_IN_MARK = '9';

/** Digits of a hash: two stand-ins of the same number are as good as impossible. */
const HASH_DIGITS = 24;

/**
 * The word that a query has in the place of a phrase with synonyms. The engine gives synonyms to single words only,
 * so a phrase is stood in for by a made-up word, which no record has, and of which the phrase itself is one more
 * synonym. It changes with the synonyms: one that is live always means what the query does.
 */
export function standInOf(phrase: Phrase, synonyms: readonly Phrase[]): string {
  const [only, ...more] = phrase;
  if (only && more.length === 0) return wordOf(only);
  const hash = createHash('sha256')
    .update(JSON.stringify([phrase, ...synonyms].map(entryOf)))
    .digest('hex');
  return `${STAND_IN_MARK}${BigInt(`0x${hash}`)}`.slice(0, HASH_DIGITS);
}

/** The synonyms of an index, from those that curators keep. */
export function toIndexSynonyms(list: readonly PhraseSynonyms[]): IndexSynonyms {
  return Object.fromEntries(
    list.map(({ phrase, synonyms }) => [
      standInOf(phrase, synonyms),
      (phrase.length > 1 ? [phrase, ...synonyms] : synonyms).map(entryOf),
    ]),
  );
}

function entryOf(phrase: Phrase): string {
  return phrase.map(wordOf).join(' ');
}
