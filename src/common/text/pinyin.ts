import { pinyin } from 'pinyin-pro';
import { textRuns } from './analyse.js';
import { normalise } from './normalise.js';
import { simplifiedCharacter } from './simplified.js';
import { mostSyllables } from './syllables.js';

/** The most characters that one reading spans. */
export const PINYIN_TAIL = 8;

/** The most characters of which {@link pinyinTokens} has every beginning: more make more words than an index bears. */
const PINYIN_WINDOW = 4;

/** How a text is read. */
export interface PinyinOptions {
  /** It is the name of a person: its first character is read as a surname (单 shan, 曾 zeng). */
  readonly name?: boolean;
}

/** How one Han character is read. */
export interface CharacterReading {
  /** Where it stands in the original text, in UTF-16 units: first, and one past the last. */
  readonly start: number;
  readonly end: number;
  /** The syllable, without its tone, in the letters a to z; ü is v. */
  readonly syllable: string;
}

const SYLLABLE = /^[a-z]+$/;

/**
 * How the Han characters of a text are read, in their context (重庆 is chongqing): one list for each run of them.
 * A character without a reading ends a run.
 */
export function pinyinReadings(text: string, { name = false }: PinyinOptions = {}): CharacterReading[][] {
  const normalised = normalise(text);
  const runs: CharacterReading[][] = [];
  for (const run of textRuns(normalised.text)) {
    if (run.kind !== 'HAN') continue;
    const characters = charactersOf(run.text, run.start, normalised.original, text);
    const syllables = syllablesOf(
      characters.map(({ character }) => character),
      name,
    );
    runs.push([]);
    characters.forEach(({ start, end }, index) => {
      const syllable = syllables[index] ?? '';
      if (SYLLABLE.test(syllable)) runs.at(-1)?.push({ start, end, syllable });
      else runs.push([]);
    });
  }
  return runs.filter((run) => run.length > 0);
}

/**
 * The readings by which a text is found when they are looked up as beginnings of words: for every Han character
 * those of it and what follows in its run, up to {@link PINYIN_TAIL} characters, in full and by initials. Distinct.
 */
export function pinyinTails(text: string, options?: PinyinOptions): string[] {
  return [...new Set(rowsOf(pinyinReadings(text, options), PINYIN_TAIL).flatMap(spellings))];
}

/**
 * The words by which a text is found when whole words are looked up: {@link pinyinTails}, every beginning of them that
 * spans {@link PINYIN_WINDOW} characters at most, and every beginning of initials. Distinct.
 */
export function pinyinTokens(text: string, options?: PinyinOptions): string[] {
  const runs = pinyinReadings(text, options);
  const begun = [
    ...rowsOf(runs, PINYIN_WINDOW).flatMap(spellings),
    ...rowsOf(runs, PINYIN_TAIL).map(initialsOf),
  ];
  const tails = rowsOf(runs, PINYIN_TAIL).flatMap(spellings);
  return [...new Set([...begun.flatMap(beginningsOf), ...tails])];
}

/**
 * Whether a word, as far as it is typed, is among {@link pinyinTokens} of every text that has it in a reading: however
 * it may be read, it spans few characters.
 */
export function isShortReading(word: string): boolean {
  const most = mostSyllables(word);
  return most > 0 && most <= PINYIN_WINDOW;
}

/**
 * The ways to type a row of syllables: in full, and by initials (zh is z); ü as v and, as many type it, as u.
 */
export function spellings(syllables: readonly string[]): string[] {
  const full = syllables.join('');
  const initials = initialsOf(syllables);
  return full.includes('v') ? [full, full.replaceAll('v', 'u'), initials] : [full, initials];
}

function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.charAt(0)).join('');
}

/** The syllables that begin at each character, so many at most. */
function rowsOf(runs: readonly CharacterReading[][], length: number): string[][] {
  return runs.flatMap((run) => {
    const syllables = run.map(({ syllable }) => syllable);
    return syllables.map((_, first) => syllables.slice(first, first + length));
  });
}

/** Every beginning of a word, itself included. */
export function beginningsOf(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index + 1));
}

/** The characters of a run as they are to be read, which keeps apart what searches take for one (著 and 着). */
function charactersOf(
  run: string,
  first: number,
  original: (start: number, end: number) => readonly [number, number],
  text: string,
): { character: string; start: number; end: number }[] {
  let unit = first;
  return Array.from(run, (folded) => {
    const [start, end] = original(unit, unit + folded.length);
    unit += folded.length;
    const own = text.slice(start, end);
    return { character: own.length === folded.length ? simplifiedCharacter(own) : folded, start, end };
  });
}

function syllablesOf(characters: readonly string[], name: boolean): string[] {
  const options = { toneType: 'none', type: 'array', v: true } as const;
  return pinyin(characters.join(''), name ? { ...options, surname: 'head' } : options);
}
