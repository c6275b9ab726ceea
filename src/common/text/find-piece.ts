import { PINYIN_TAIL, spellings, type CharacterReading } from './pinyin.js';
import { type SearchedText, type Stretch } from './searched-text.js';
import { type MatchKind, type Phrase, type Piece } from './text.types.js';
import { typoDistance } from './typos.js';

/** Where a piece of a query was found, and how. */
export interface Found {
  readonly kind: MatchKind;
  readonly stretch: Stretch;
}

/** Every place of a text in which a piece is found; by typo or pinyin only when it is not there as it is. */
export function findPiece(piece: Piece, text: SearchedText): Found[] {
  const whole = findPhrase(piece.phrase, text);
  const begun = piece.prefix ? findBeginnings(piece.text, text) : [];
  const others = piece.synonyms.flatMap((phrase) => findPhrase(phrase, text));
  if (whole.length + begun.length + others.length > 0) {
    const typed = plain(piece.source);
    const isTyped = ([start, end]: Stretch): boolean => plain(text.text.slice(start, end)) === typed;
    return [
      ...found(whole, (stretch) => (isTyped(stretch) ? 'TEXT' : 'VARIANT')),
      ...found(begun, () => 'PREFIX'),
      // What was typed may stand among the synonyms: words that could be syllables and were joined, Hong Kong.
      ...found(others, (stretch) => (isTyped(stretch) ? 'TEXT' : 'SYNONYM')),
    ];
  }
  return [
    ...found(findTypos(piece, text), () => 'TYPO'),
    ...found(piece.pinyin ? findReadings(piece.text, text) : [], () => 'PINYIN'),
  ];
}

function found(stretches: readonly Stretch[], kindOf: (stretch: Stretch) => MatchKind): Found[] {
  return stretches.map((stretch) => ({ kind: kindOf(stretch), stretch }));
}

function findPhrase(phrase: Phrase, text: SearchedText): Stretch[] {
  const [first] = phrase;
  if (first === undefined || !phrase.every((token) => text.includes(token.text))) return [];
  const han = hanText(phrase);
  if (han !== null) return text.placesOf(han);
  return phrase.length === 1 ? findWord(first.text, text) : findTokens(phrase, text);
}

/** The text of a phrase that lies inside one run of Han characters, which may be longer; null of any other phrase. */
function hanText(phrase: Phrase): string | null {
  const [only] = phrase;
  if (phrase.length === 1) return only?.kind === 'HAN' ? only.text : null;
  let han = '';
  for (const { kind, text } of phrase) {
    const [first = '', second = ''] = kind === 'HAN' ? Array.from(text) : [];
    if (second === '' || (han !== '' && !han.endsWith(first))) return null;
    han += han === '' ? text : second;
  }
  return han;
}

function findWord(word: string, text: SearchedText): Stretch[] {
  return text.words.filter((each) => each.text === word).map(({ start, end }) => text.original(start, end));
}

/** The beginnings of words that go on. */
function findBeginnings(word: string, text: SearchedText): Stretch[] {
  if (!text.includes(word)) return [];
  return text.words
    .filter((each) => each.text.startsWith(word) && each.text !== word)
    .map(({ start }) => text.original(start, start + word.length));
}

function findTokens(phrase: Phrase, { tokens }: SearchedText): Stretch[] {
  return tokens.flatMap(({ start }, place) => {
    const isHere = phrase.every(({ text }, index) => tokens[place + index]?.text === text);
    const last = tokens[place + phrase.length - 1];
    return isHere && last !== undefined ? [[start, last.end] as const] : [];
  });
}

function findTypos(piece: Piece, text: SearchedText): Stretch[] {
  if (piece.typos === 0) return [];
  return text.words
    .filter((word) => typoDistance(piece.text, word.text, piece.typos, piece.prefix) !== null)
    .map(({ start, end }) => text.original(start, end));
}

/** The characters that read as it was typed, up to the last one of which at least the first letter was. */
function findReadings(typed: string, text: SearchedText): Stretch[] {
  return text.readings.flatMap((run) =>
    run.flatMap(({ start, syllable }, first) => {
      if (!typed.startsWith(syllable.charAt(0))) return [];
      const syllables = run.slice(first, first + PINYIN_TAIL).map((reading) => reading.syllable);
      const length = readLength(typed, syllables);
      return length === 0 ? [] : [[start, (run[first + length - 1] as CharacterReading).end] as const];
    }),
  );
}

/** How many of these syllables it takes until they begin with what was typed; 0 when they never do. */
function readLength(typed: string, syllables: readonly string[]): number {
  for (let length = 1; length <= syllables.length; length += 1) {
    if (spellings(syllables.slice(0, length)).some((reading) => reading.startsWith(typed))) return length;
  }
  return 0;
}

/** How far the full-width forms stand behind the characters of ASCII. */
const FULL_WIDTH = 0xfee0;

/** A text without what does not count as a difference: letter case, width and how its words are separated. */
function plain(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ');
}
