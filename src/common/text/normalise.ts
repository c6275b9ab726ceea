import { foldedCharacter } from './folded-character.js';

/** A text as searches see it, and the way back to the text as it is. */
export interface NormalisedText {
  /** Simplified, half-width, lower case, without accents; every separator is a space. */
  readonly text: string;
  /**
   * Where a stretch of `text` stands in the original: first UTF-16 unit, and one past the last. Whole code points:
   * what became several characters (㎡, Ⅱ) counts as found when one of them is.
   *
   * @param start first unit of the stretch, which is not empty
   * @param end one past its last
   */
  readonly original: (start: number, end: number) => readonly [start: number, end: number];
}

/**
 * Puts a text into the form in which texts and queries are compared: NFKC, lower case, Latin letters without
 * accents, Traditional Chinese characters one by one as simplified ones. Punctuation, quotes, control characters and
 * lone surrogates become spaces; joiners and variation selectors vanish.
 */
export function normalise(text: string): NormalisedText {
  let normalised = '';
  // Most texts keep every unit in its place; offsets are noted from the first one that does not.
  let places: Places | null = null;
  let unit = 0;
  for (const character of text) {
    const folded = foldedCharacter(character);
    if (places === null && folded.length !== character.length) places = new Places(unit);
    places?.add(folded.length, unit, unit + character.length);
    normalised += folded;
    unit += character.length;
  }
  const moved = places;
  return {
    text: normalised,
    original: (start, end) => (moved === null ? [start, end] : moved.original(start, end)),
  };
}

/** Where each unit of a normalised text comes from. */
class Places {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** @param kept units at the beginning that are in their old place */
  constructor(kept: number) {
    for (let unit = 0; unit < kept; unit += 1) this.add(1, unit, unit + 1);
  }

  /** The next units, all of which come from one code point. What vanishes belongs to what stands before it. */
  add(units: number, start: number, end: number): void {
    if (units === 0 && this.ends.length > 0) this.ends[this.ends.length - 1] = end;
    for (let unit = 0; unit < units; unit += 1) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  original(start: number, end: number): readonly [number, number] {
    return [this.starts[start] as number, this.ends[end - 1] as number];
  }
}

/** The normalised text with single spaces, none at its ends: for comparing labels and finding parts of them. */
export function normalisedText(text: string): string {
  return normalise(text).text.replace(/ +/g, ' ').trim();
}
