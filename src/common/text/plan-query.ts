import { AppError } from '../errors/app-error.js';
import { phraseOf } from './analyse.js';
import { CuratedTerms } from './curated-terms.js';
import { normalisedText } from './normalise.js';
import { PINYIN_TAIL } from './pinyin.js';
import { draftsOf, joinDown, joinRows, rowText, type Draft } from './query-drafts.js';
import { splitQuery, type QueryPart } from './query-parts.js';
import { isSyllable } from './syllables.js';
import { type Phrase, type Piece, type QueryPlan, type Synonyms } from './text.types.js';

/** The most UTF-16 units of a query: more than the longest title several times over. */
export const MAX_QUERY_LENGTH = 500;

/** The most pieces of a query: Meilisearch looks at ten words, and silently leaves out the rest. */
export const MAX_PIECES = 10;

/** Neighbouring pieces are joined until so many are left, so that a pasted title leaves room for a further term. */
const JOIN_ABOVE = 8;

/** From so many letters on one typo is forgiven, or two: Meilisearch's thresholds. */
const ONE_TYPO_FROM = 5;
const TWO_TYPOS_FROM = 9;

/**
 * Plans what to look for: terms of which all must be found, phrases in quotes, and what a leading minus excludes.
 *
 * @returns null when there is nothing to look for
 * @throws AppError BAD_USER_INPUT when the query is too long or has too many pieces
 */
export function planQuery(q: string, synonyms: Synonyms): QueryPlan | null {
  checkQueryLength(q);
  const parts = splitQuery(q);
  const wanted = parts.filter(({ kind }) => kind !== 'EXCLUDED');
  const excluded = parts.filter(({ kind }) => kind === 'EXCLUDED').flatMap(exactDrafts);
  const planner = new Planner(q, new CuratedTerms(synonyms));
  const plan = {
    must: planner.pieces(wanted, JOIN_ABOVE - excluded.length),
    mustNot: excluded.map((draft) => planner.piece(draft)),
  };
  const count = plan.must.length + plan.mustNot.length;
  checkPieces(count);
  return count === 0 ? null : plan;
}

/**
 * Refuses what is too long to look for.
 *
 * @param argument its name in the API
 * @throws AppError BAD_USER_INPUT
 */
export function checkQueryLength(q: string, argument = 'q'): void {
  if (q.length <= MAX_QUERY_LENGTH) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `“${argument}” must have at most ${MAX_QUERY_LENGTH} characters; ${q.length} were sent.`,
    { argument, limit: MAX_QUERY_LENGTH, value: q.length },
  );
}

function checkPieces(count: number): void {
  if (count <= MAX_PIECES) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `“q” must have at most ${MAX_PIECES} terms; ${count} were found in it. Leave some out, or put what stands together in quotes.`,
    { argument: 'q', limit: MAX_PIECES, value: count },
  );
}

/** One piece of all that stands in the part; none when that is nothing to look for. */
function exactDrafts({ text: source, start }: QueryPart): Draft[] {
  const text = normalisedText(source);
  if (text === '') return [];
  return [{ kind: 'MIXED', exact: true, source, start, end: start + source.length, text, follows: 'NOT' }];
}

/** Makes the pieces of one query. */
class Planner {
  /** Whether words may be pinyin. */
  private readonly reads: boolean;

  constructor(
    private readonly q: string,
    private readonly terms: CuratedTerms,
  ) {
    this.reads = !/\p{Script=Han}/u.test(normalisedText(q));
  }

  /** @param limit pieces beyond which neighbours are joined */
  pieces(parts: readonly QueryPart[], limit: number): Piece[] {
    const cut = this.drafts(parts, this.terms);
    // Nothing but particles: then they are what is looked for.
    const drafts = cut.length > 0 ? cut : this.drafts(parts, null);
    const rows = joinRows(this.q, drafts, (row) => this.textOf(row), PINYIN_TAIL);
    return joinDown(this.q, rows, limit).map((draft) => this.piece(draft));
  }

  private drafts(parts: readonly QueryPart[], terms: CuratedTerms | null): Draft[] {
    return parts.flatMap((part) => (part.kind === 'EXACT' ? exactDrafts(part) : draftsOf(part, terms)));
  }

  /** The text of pieces that belong together: a curated term, or the syllables of one word in pinyin. */
  private textOf(row: readonly Draft[]): string | null {
    const text = rowText(row);
    if (this.terms.has(text)) return text;
    const words = row.map((draft) => draft.text);
    return this.reads && words.every(isSyllable) ? words.join('') : null;
  }

  piece({ kind, exact, source, end, text }: Draft): Piece {
    const isWord = kind === 'WORD' && !text.includes(' ');
    const open = isWord && !exact;
    return {
      source,
      text,
      phrase: phraseOf(text),
      exact,
      prefix: open && end === this.q.length,
      typos: open ? typosOf(text) : 0,
      pinyin: open && this.reads && /^[a-z]+$/.test(text),
      synonyms: exact ? [] : this.otherPhrases(source, text),
    };
  }

  private otherPhrases(source: string, text: string): Phrase[] {
    const others = this.terms.alternatives(text);
    // Syllables that were joined are perhaps words after all: Hong Kong.
    return normalisedText(source) === text ? others : [phraseOf(source), ...others];
  }
}

function typosOf(word: string): 0 | 1 | 2 {
  const letters = Array.from(word).length;
  if (/\p{N}/u.test(word) || letters < ONE_TYPO_FROM) return 0;
  return letters < TWO_TYPOS_FROM ? 1 : 2;
}
