import { normalise } from './normalise.js';
import { type PieceToken, type Phrase, type Token } from './text.types.js';

/**
 * Longer words are cut into several tokens side by side: search engines leave out words of more than 250 bytes, and
 * a character has at most four.
 */
const MAX_WORD_LENGTH = 60;

const RUN = new RegExp(`\\p{Script=Han}+|[^ \\p{Script=Han}]{1,${MAX_WORD_LENGTH}}`, 'gu');
const HAN = /^\p{Script=Han}/u;

/** The distance between the last token of a text and the first one of the next in a list: no phrase reaches over it. */
const BETWEEN_TEXTS = 3;

/** A stretch of normalised text in one script: Han characters, or a word. */
export interface TextRun {
  readonly kind: Token['kind'];
  readonly text: string;
  /** In the normalised text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** The runs of a normalised text, in order. */
export function textRuns(normalised: string): TextRun[] {
  return Array.from(normalised.matchAll(RUN), ({ 0: text, index }) => ({
    kind: HAN.test(text) ? 'HAN' : 'WORD',
    text,
    start: index,
    end: index + text.length,
  }));
}

/**
 * The tokens of a text. A run of Han characters becomes its overlapping pairs and then its last character alone;
 * a run of other letters and digits is one word. Positions count on without a gap, whatever stands between the runs:
 * a phrase in quotes is found whether its punctuation was typed or not, and pairs never reach from one run into the
 * next.
 */
export function analyse(text: string): Token[] {
  const { text: normalised, original } = normalise(text);
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], first: number, past: number): void => {
    const [start, end] = original(first, past);
    tokens.push({ kind, text: normalised.slice(first, past), position: tokens.length, start, end });
  };
  for (const run of textRuns(normalised)) {
    if (run.kind === 'WORD') {
      add('WORD', run.start, run.end);
      continue;
    }
    let first = run.start;
    let previous: number | null = null;
    for (const character of run.text) {
      const past = first + character.length;
      if (previous !== null) add('HAN', previous, past);
      previous = first;
      first = past;
    }
    add('HAN', previous as number, run.end);
  }
  return tokens;
}

/**
 * The tokens of a list of texts, one after the other. Between two texts the positions have a gap; `start` and `end`
 * are those in the token's own text.
 *
 * @param tokensOf what analyses one text
 */
export function analyseTexts(
  texts: readonly string[],
  tokensOf: (text: string) => readonly Token[] = analyse,
): Token[] {
  const all: Token[] = [];
  for (const text of texts) {
    const last = all.at(-1);
    const first = last === undefined ? 0 : last.position + BETWEEN_TEXTS;
    for (const token of tokensOf(text)) all.push({ ...token, position: first + token.position });
  }
  return all;
}

/** The phrase by which a text is found inside others. */
export function phraseOf(text: string): Phrase {
  const tokens = analyse(text);
  const [pair, last] = tokens.slice(-2);
  // The last character of a run is the end of the pair before it, and need not be the end of the run it is found in.
  if (pair !== undefined && last?.kind === 'HAN' && pair.end === last.end) tokens.pop();
  return tokens.map((token): PieceToken => ({ kind: token.kind, text: token.text }));
}
