import { createHash } from 'node:crypto';
import { type Phrase } from '../../../common/text/text.types.js';
import { isPlain, numberOf, wordOf } from './words.js';

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
  const hash = createHash('sha256')
    .update(JSON.stringify([phrase, ...synonyms].map(entryOf)))
    .digest('hex');
  return `${STAND_IN_MARK}${BigInt(`0x${hash}`)}`.slice(0, HASH_DIGITS);
}

/**
 * The synonyms of an index, from those that curators keep. A single plain word has them itself too, so that it may
 * still be a prefix and have typos.
 */
export function toIndexSynonyms(list: readonly PhraseSynonyms[]): IndexSynonyms {
  return Object.fromEntries(
    list.flatMap(({ phrase, synonyms }) => {
      const all = [phrase, ...synonyms].map(entryOf);
      const plain = phrase.length === 1 && phrase.every(isPlain);
      return [
        [standInOf(phrase, synonyms), all],
        ...(plain ? [[phrase.map(wordOf).join(' '), all.slice(1)] as const] : []),
      ] as const;
    }),
  );
}

/** A single token goes by its number, which is no reading in pinyin. */
function entryOf(phrase: Phrase): string {
  return phrase.map(phrase.length === 1 ? numberOf : wordOf).join(' ');
}

/** Whether a word stands in for a phrase. */
export function isStandIn(word: string): boolean {
  return word.startsWith(STAND_IN_MARK);
}
