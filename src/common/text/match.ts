import { analyse } from './analyse.js';
import { findPiece, type Found } from './find-piece.js';
import { pinyinTails } from './pinyin.js';
import { SearchedText, type Stretch } from './searched-text.js';
import {
  MATCH_KINDS,
  type FieldMatch,
  type FieldText,
  type Phrase,
  type Piece,
  type QueryPlan,
  type Run,
  type Token,
} from './text.types.js';
import { typoDistance } from './typos.js';

/** Where and how the wanted pieces of a query are found in a record: the fields in which at least one is, in their order. */
export function matchFields(plan: QueryPlan, fields: readonly FieldText[]): FieldMatch[] {
  return fields.flatMap(({ field, text, pinyin, name = false }) => {
    const searched = new SearchedText(text, { name });
    const found = plan.must.flatMap((piece) =>
      findPiece(pinyin ? piece : { ...piece, pinyin: false }, searched),
    );
    if (found.length === 0) return [];
    const kinds = MATCH_KINDS.filter((kind) => found.some((each) => each.kind === kind));
    return [{ field, kinds, runs: runsOf(text, found) }];
  });
}

/** The whole text, cut where what was found begins and ends. */
function runsOf(text: string, found: readonly Found[]): Run[] {
  const runs: Run[] = [];
  let unit = 0;
  const take = (end: number, matched: boolean): void => {
    if (end > unit) runs.push({ text: text.slice(unit, end), matched });
    unit = end;
  };
  for (const [start, end] of merged(found.map(({ stretch }) => stretch))) {
    take(start, false);
    take(end, true);
  }
  take(text.length, false);
  return runs;
}

/** The stretches in order, those that overlap or touch as one. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const [start, end] of stretches.toSorted((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}

/** How a text may be searched by its reading. */
export interface Reading {
  /** Whether its pinyin reading is searched. */
  readonly pinyin: boolean;
  /** Whether it is the name of a person. */
  readonly pinyinName?: boolean;
}

/**
 * Whether a piece of a query is found in a text: the plain definition, which every search engine must agree with.
 * It is slow; {@link matchFields} is for answers.
 */
export function pieceFoundIn(piece: Piece, text: string, reading: Reading): boolean {
  const tokens = analyse(text);
  return (
    [piece.phrase, ...piece.synonyms].some((phrase) => phraseFoundIn(phrase, tokens)) ||
    (piece.prefix && tokens.some((token) => token.text.startsWith(piece.text))) ||
    tokens.some((token) => isMisspelt(piece, token)) ||
    (piece.pinyin &&
      reading.pinyin &&
      pinyinTails(text, { name: reading.pinyinName ?? false }).some((tail) => tail.startsWith(piece.text)))
  );
}

function phraseFoundIn(phrase: Phrase, tokens: readonly Token[]): boolean {
  const [first] = phrase;
  if (phrase.length === 1 && first?.kind === 'HAN') {
    // One character stands at the beginning of a pair, or alone; a pair begins with itself.
    return tokens.some((token) => token.text.startsWith(first.text));
  }
  return tokens.some(({ position }, place) =>
    phrase.every((wanted, index) => {
      const token = tokens[place + index];
      return token?.text === wanted.text && token.position === position + index;
    }),
  );
}

function isMisspelt({ text, typos, prefix }: Piece, token: Token): boolean {
  return token.kind === 'WORD' && typos > 0 && typoDistance(text, token.text, typos, prefix) !== null;
}
