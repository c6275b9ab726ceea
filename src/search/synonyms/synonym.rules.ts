import { AppError } from '../../common/errors/app-error.js';
import { phraseOf } from '../../common/text/analyse.js';
import { MAX_ALTERNATIVES } from '../../common/text/curated-terms.js';
import { normalisedText } from '../../common/text/normalise.js';
import { type Synonyms } from '../../common/text/text.types.js';

/** The most characters of a term: longer ones are sentences, which nobody types. */
const MAX_TERM_LENGTH = 50;

/** The most characters of a note. */
const MAX_NOTE_LENGTH = 200;

/** The most pairs: every process keeps them in memory, and they are listed in one piece. */
const MAX_PAIRS = 500;

/** A term and what a search for it also finds, as a curator writes it. */
export interface SynonymInput {
  readonly term: string;
  readonly expansion: string;
  /** Whether a search for the expansion also finds the term. */
  readonly bothWays: boolean;
  readonly note?: string | null;
}

/** A pair of normalised terms. */
export interface SynonymPair {
  readonly termText: string;
  readonly expansionText: string;
  readonly bothWays: boolean;
}

/** A pair to be kept. */
export interface CheckedSynonym extends SynonymInput, SynonymPair {
  readonly note: string | null;
}

/** The synonyms that pairs make, in the order of the pairs. */
export function toSynonyms(pairs: readonly SynonymPair[]): Synonyms {
  const synonyms = new Map<string, string[]>();
  const add = (term: string, expansion: string): void => {
    const expansions = synonyms.get(term) ?? [];
    if (!expansions.includes(expansion)) synonyms.set(term, [...expansions, expansion]);
  };
  for (const { termText, expansionText, bothWays } of pairs) {
    add(termText, expansionText);
    if (bothWays) add(expansionText, termText);
  }
  return synonyms;
}

/**
 * Normalises a pair.
 *
 * @throws AppError BAD_USER_INPUT when one of its parts is not allowed
 */
export function checkSynonym(input: SynonymInput): CheckedSynonym {
  const [term, expansion, note] = [input.term.trim(), input.expansion.trim(), input.note?.trim() ?? ''];
  const termText = termTextOf(term, 'term');
  const expansionText = termTextOf(expansion, 'expansion');
  checkText(note, 'note', MAX_NOTE_LENGTH);
  if (termText === expansionText) {
    throw new AppError(
      'BAD_USER_INPUT',
      `“${term}” and “${expansion}” are the same to a search already; a synonym must be another term.`,
      { argument: 'expansion' },
    );
  }
  return { term, expansion, note: note || null, bothWays: input.bothWays, termText, expansionText };
}

/**
 * The normalised form of a term.
 *
 * @param argument how the term is called towards its writer
 * @throws AppError BAD_USER_INPUT when there is nothing in it to look for, or it is too long
 */
export function termTextOf(term: string, argument: 'term' | 'expansion'): string {
  checkText(term, argument, MAX_TERM_LENGTH);
  if (phraseOf(term).length > 0) return normalisedText(term);
  throw new AppError(
    'BAD_USER_INPUT',
    `“${argument}” must have a letter, a digit or a Chinese character at least.`,
    { argument },
  );
}

function checkText(text: string, argument: string, limit: number): void {
  if (/\p{C}/u.test(text)) {
    throw new AppError('BAD_USER_INPUT', `“${argument}” must not have control characters.`, { argument });
  }
  const value = Array.from(text).length;
  if (value <= limit) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `“${argument}” must have at most ${limit} characters; ${value} were sent.`,
    { argument, limit, value },
  );
}

/**
 * Checks a pair beside those that there are.
 *
 * @throws AppError CONFLICT when they say the same already, BAD_USER_INPUT when they are too many
 */
export function checkBeside(added: CheckedSynonym, pairs: readonly SynonymPair[]): void {
  const before = toSynonyms(pairs);
  const { term, expansion, termText, expansionText, bothWays } = added;
  const there = (from: string, to: string): boolean => before.get(from)?.includes(to) ?? false;
  const forth = there(termText, expansionText);
  if (forth || (bothWays && there(expansionText, termText))) {
    const [from, to] = forth ? [term, expansion] : [expansion, term];
    throw new AppError(
      'CONFLICT',
      `A search for “${from}” finds “${to}” already. Remove that pair first to change it.`,
      { argument: 'term' },
    );
  }
  if (pairs.length >= MAX_PAIRS) {
    throw new AppError(
      'BAD_USER_INPUT',
      `There are ${pairs.length} pairs already; ${MAX_PAIRS} are allowed.`,
      {
        limit: MAX_PAIRS,
        value: pairs.length + 1,
      },
    );
  }
  for (const [text, expansions] of toSynonyms([...pairs, added])) {
    if (expansions.length <= MAX_ALTERNATIVES) continue;
    throw new AppError(
      'BAD_USER_INPUT',
      `“${text}” would have ${expansions.length} expansions; at most ${MAX_ALTERNATIVES} are allowed.`,
      { argument: 'expansion', limit: MAX_ALTERNATIVES, value: expansions.length },
    );
  }
}
