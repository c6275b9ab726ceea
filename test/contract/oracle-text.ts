import { analyse } from '../../src/common/text/analyse.js';
import { pinyinTails } from '../../src/common/text/pinyin.js';
import { type Phrase, type Piece, type Token } from '../../src/common/text/text.types.js';
import { typoDistance } from '../../src/common/text/typos.js';

/** How a text may be searched by its reading. */
export interface Reading {
  /** Whether its pinyin reading is searched. */
  readonly pinyin: boolean;
  /** Whether it is the name of a person. */
  readonly pinyinName?: boolean;
}

/** Whether a piece of a query is found in a text: the plain definition, which every search engine must agree with. */
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
