import { textRuns, type TextRun } from './analyse.js';
import { type CuratedTerms } from './curated-terms.js';
import { cutHanRun } from './han-words.js';
import { normalise } from './normalise.js';
import { type QueryPart } from './query-parts.js';

/** A piece of a query before it is decided in which ways it may be found. */
export interface Draft {
  readonly kind: 'HAN' | 'WORD' | 'MIXED';
  /** Asked for in quotes. */
  readonly exact: boolean;
  /** As it was typed. */
  readonly source: string;
  /** Where that begins in the query, in UTF-16 units, and one past its end. */
  readonly start: number;
  readonly end: number;
  /** Normalised. */
  readonly text: string;
  /**
   * How it follows the piece before it: directly, after a space between two words, or neither, so that the two need
   * not stand side by side in a text.
   */
  readonly follows: 'DIRECTLY' | 'AFTER_SPACE' | 'NOT';
}

/**
 * The pieces of a stretch of plain text.
 *
 * @param terms curated terms, at which long Han runs are cut first; null leaves every run as it is
 */
export function draftsOf(part: QueryPart, terms: CuratedTerms | null): Draft[] {
  const { text, original } = normalise(part.text);
  const drafts: Draft[] = [];
  let previous: { readonly kind: TextRun['kind']; readonly end: number } | null = null;
  for (const run of textRuns(text)) {
    for (const word of wordsOf(run, terms)) {
      const from = run.start + word.start;
      const past = from + word.text.length;
      const [start, end] = original(from, past);
      const between = previous === null ? '' : part.text.slice(original(0, previous.end)[1], start);
      const words = previous?.kind === 'WORD' && run.kind === 'WORD';
      const follows =
        previous?.end === from ? 'DIRECTLY' : words && /^\s+$/u.test(between) ? 'AFTER_SPACE' : 'NOT';
      drafts.push({
        kind: run.kind,
        exact: false,
        source: part.text.slice(start, end),
        start: part.start + start,
        end: part.start + end,
        text: word.text,
        follows,
      });
      previous = { kind: run.kind, end: past };
    }
  }
  return drafts;
}

function wordsOf(
  { kind, text }: TextRun,
  terms: CuratedTerms | null,
): readonly { readonly text: string; readonly start: number }[] {
  if (kind === 'WORD' || terms === null) return [{ text, start: 0 }];
  return cutHanRun(text, (term) => terms.has(term), terms.longest);
}

/** The text of pieces that follow each other. */
export function rowText(row: readonly Draft[]): string {
  return row
    .map(({ text, follows }, index) => (index > 0 && follows === 'AFTER_SPACE' ? ` ${text}` : text))
    .join('');
}

/** Neighbouring pieces as one, with the text that they have together. */
function joined(q: string, row: readonly Draft[], text: string): Draft {
  const first = row[0] as Draft;
  const { end } = row.at(-1) as Draft;
  const kind = row.every((draft) => draft.kind === first.kind) ? first.kind : 'MIXED';
  return { ...first, kind, source: q.slice(first.start, end), end, text };
}

/**
 * Joins the longest rows of pieces that follow each other and are one thing.
 *
 * @param textOf the text of such a row, or null of any other
 * @param longest pieces that a row has at most
 */
export function joinRows(
  q: string,
  drafts: readonly Draft[],
  textOf: (row: readonly Draft[]) => string | null,
  longest: number,
): Draft[] {
  const result: Draft[] = [];
  for (let first = 0; first < drafts.length;) {
    let past = first + 1;
    while (past < Math.min(first + longest, drafts.length) && drafts[past]?.follows !== 'NOT') past += 1;
    let text: string | null = null;
    for (; past > first + 1; past -= 1) {
      text = textOf(drafts.slice(first, past));
      if (text !== null) break;
    }
    const row = drafts.slice(first, past);
    result.push(text === null ? (row[0] as Draft) : joined(q, row, text));
    first = past;
  }
  return result;
}

/** Joins neighbours until no more than `limit` are left, or none may be joined; those that are shortest together first. */
export function joinDown(q: string, drafts: readonly Draft[], limit: number): Draft[] {
  const left = [...drafts];
  while (left.length > limit) {
    const lengths = left.map((draft, index) => {
      const next = left[index + 1];
      return next !== undefined && mayJoin(q, draft, next) ? draft.text.length + next.text.length : Infinity;
    });
    const shortest = Math.min(...lengths);
    if (shortest === Infinity) break;
    const index = lengths.indexOf(shortest);
    const pair = left.slice(index, index + 2);
    left.splice(index, 2, joined(q, pair, rowText(pair)));
  }
  return left;
}

const ONE_HAN = /^\p{Script=Han}$/u;

/**
 * A word that is perhaps not typed to its end stays by itself. So does a single character after a word: in a phrase
 * it would only be found at the end of a run, and may stand at the beginning of a longer one.
 */
function mayJoin(q: string, first: Draft, second: Draft): boolean {
  if (second.follows === 'NOT') return false;
  if (second.kind === 'WORD') return second.end < q.length;
  return first.kind === 'HAN' || !ONE_HAN.test(second.text);
}
