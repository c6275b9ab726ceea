import { createHash } from 'node:crypto';
import { phraseOf } from '../../../common/text/analyse.js';
import { CuratedTerms } from '../../../common/text/curated-terms.js';
import { type Phrase, type Synonyms } from '../../../common/text/text.types.js';
import { isPlain, numberOf, wordOf } from './words.js';

/** The synonyms of an index, as its settings hold them: phrases, of words divided by spaces, by a word. */
export type IndexSynonyms = Readonly<Record<string, readonly string[]>>;

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

/** The engine takes no more phrases as synonyms of a word, and no more words in all of them; it drops the rest. */
const MAX_PHRASES = 50;
const MAX_WORDS = 100;

/**
 * The synonyms of an index, from those that curators keep. A single plain word has them itself too, so that it may
 * still be a prefix and have typos. Terms with more synonyms than the engine takes have none here.
 */
export function toIndexSynonyms(synonyms: Synonyms): IndexSynonyms {
  const terms = new CuratedTerms(synonyms);
  return Object.fromEntries(
    [...synonyms.keys()].flatMap((term) => entriesOf(phraseOf(term), terms.alternatives(term))),
  );
}

function entriesOf(phrase: Phrase, synonyms: readonly Phrase[]): [string, string[]][] {
  const words = [...phrase, ...synonyms.flat()].length;
  if (phrase.length === 0 || synonyms.length + 1 > MAX_PHRASES || words > MAX_WORDS) return [];
  const standIn: [string, string[]] = [standInOf(phrase, synonyms), [phrase, ...synonyms].map(entryOf)];
  const isOneWord = phrase.length === 1 && phrase.every(isPlain);
  return isOneWord ? [standIn, [phrase.map(wordOf).join(''), synonyms.map(entryOf)]] : [standIn];
}

/** A single token goes by its number, which is no reading in pinyin. */
function entryOf(phrase: Phrase): string {
  return phrase.map(phrase.length === 1 ? numberOf : wordOf).join(' ');
}

/**
 * The synonyms that an index gets when these take the place of others. The stand-ins of those stay for one change
 * more: other processes go on to use what they know until they look again, and a stand-in that is gone would find
 * nothing.
 */
export function replacingSynonyms(before: IndexSynonyms, synonyms: IndexSynonyms): IndexSynonyms {
  const standIns = Object.entries(before).filter(([word]) => word.startsWith(STAND_IN_MARK));
  return { ...Object.fromEntries(standIns), ...synonyms };
}
