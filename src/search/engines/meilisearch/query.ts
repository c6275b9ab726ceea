import { isShortReading } from '../../../common/text/pinyin.js';
import { type Phrase, type Piece, type PieceToken, type QueryPlan } from '../../../common/text/text.types.js';
import { standInOf } from './stand-ins.js';
import { beginningOf, isBeginning, isPlain, numberOf, quoted, wordOf } from './words.js';

/**
 * Whether the index knows the synonyms of every piece. It is given those of whole terms; the others are made from
 * parts of what was typed.
 *
 * @param live the words that have synonyms in the index now; see {@link standInOf}
 */
export function knowsSynonyms(plan: QueryPlan, live: ReadonlySet<string>): boolean {
  return plan.must.every((piece) => {
    const synonyms = ownSynonyms(piece);
    return synonyms.length === 0 || live.has(standInOf(piece.phrase, synonyms));
  });
}

/**
 * A query plan in the engine's language. What is in quotes is found as it is, side by side, and counts as one of the
 * ten terms that the engine looks at; only what may be found in other ways stands without.
 *
 * @param plan one of which the index {@link knowsSynonyms}
 */
export function toQuery(plan: QueryPlan): string {
  const excluded = plan.mustNot.filter(isSearchable).map(({ phrase }) => `-${asItIs(phrase)}`);
  // The engine takes the last word of a query, and no other, as the beginning of a word.
  const pieces = plan.must.filter(isSearchable);
  const ordered = [...pieces.filter(({ prefix }) => !prefix), ...pieces.filter(({ prefix }) => prefix)];
  const terms = [...excluded, ...ordered.map(termOf)].join(' ');
  // It is the last word only when nothing follows it, not even a space.
  return continues(ordered.at(-1)) ? terms : `${terms} `;
}

/**
 * Whether a piece is looked for as the beginning of words. What may be a reading has a word for each of its beginnings:
 * that finds the same as up to a thousand words that go on from it, in a third of the time.
 */
function continues(piece: Piece | undefined): boolean {
  if (!piece?.prefix) return false;
  return isBeginning(piece.text) || !piece.pinyin || !isShortReading(piece.text);
}

function isSearchable({ phrase }: Piece): boolean {
  return phrase.length > 0;
}

function termOf(piece: Piece): string {
  const { phrase, exact, prefix } = piece;
  if (exact) return asItIs(phrase);
  const word = openWord(piece);
  if (word !== null) return isShortBeginning(piece) ? quoted([beginningOf(word)]) : word;
  const synonyms = ownSynonyms(piece);
  if (synonyms.length > 0) return standInOf(phrase, synonyms);
  if (!prefix) return asItIs(phrase);
  // A phrase cannot end in a prefix, so its last word stands beside it.
  const first = phrase.slice(0, -1);
  const last = phrase.slice(-1).map(beginningWord).join('');
  return first.length === 0 ? last : `${quoted(first.map(wordOf))} ${last}`;
}

/** What finds the words that begin with a token, where it is the last of a query. */
function beginningWord(token: PieceToken): string {
  return token.kind === 'WORD' && isBeginning(token.text)
    ? quoted([beginningOf(token.text)])
    : numberOf(token);
}

/** The synonyms without those that are the word itself, cut in two: the engine cuts words too. */
function ownSynonyms({ text, synonyms }: Piece): Phrase[] {
  return synonyms.filter((phrase) => phrase.map((token) => token.text).join('') !== text);
}

/** The word of a piece that may be found with typos or among readings, and has its synonyms itself; null for others. */
function openWord({ phrase, typos, pinyin }: Piece): string | null {
  const [only, ...more] = phrase;
  return only && more.length === 0 && isPlain(only) && (typos > 0 || pinyin) ? only.text : null;
}

function isShortBeginning(piece: Piece): boolean {
  const { text, prefix, typos } = piece;
  return prefix && typos === 0 && isBeginning(text) && ownSynonyms(piece).length === 0;
}

function asItIs(phrase: Phrase): string {
  return quoted(phrase.length === 1 ? phrase.map(numberOf) : phrase.map(wordOf));
}
