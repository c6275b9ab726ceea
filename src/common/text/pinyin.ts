import { pinyin } from 'pinyin-pro';
import { textRuns } from './analyse.js';
import { normalise } from './normalise.js';
import { simplifiedCharacter } from './simplified.js';

/** How many characters the short readings of {@link pinyinTokens} span. */
const PINYIN_WINDOWS = [2, 3, 4] as const;

/** The most characters that one reading spans. */
export const PINYIN_TAIL = 8;

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
  return spellingsOf(text, options, (rest) => [Math.min(rest, PINYIN_TAIL)]);
}

/**
 * The readings by which a text is found when whole words are looked up: those of {@link pinyinTails}, and those of
 * the next {@link PINYIN_WINDOWS} characters. Distinct.
 */
export function pinyinTokens(text: string, options?: PinyinOptions): string[] {
  return spellingsOf(text, options, (rest) => [
    ...PINYIN_WINDOWS.filter((length) => length < rest),
    Math.min(rest, PINYIN_TAIL),
  ]);
}

/**
 * The ways to type a row of syllables: in full, and by initials (zh is z); ü as v and, as many type it, as u.
 */
export function spellings(syllables: readonly string[]): string[] {
  const full = syllables.join('');
  const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
  return full.includes('v') ? [full, full.replaceAll('v', 'u'), initials] : [full, initials];
}

function spellingsOf(
  text: string,
  options: PinyinOptions | undefined,
  lengths: (rest: number) => number[],
): string[] {
  const found = new Set<string>();
  for (const run of pinyinReadings(text, options)) {
    const syllables = run.map(({ syllable }) => syllable);
    for (let first = 0; first < syllables.length; first += 1) {
      for (const length of lengths(syllables.length - first)) {
        for (const each of spellings(syllables.slice(first, first + length))) found.add(each);
      }
    }
  }
  return [...found];
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
