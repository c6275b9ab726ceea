import { analyse, textRuns, type TextRun } from './analyse.js';
import { normalise, type NormalisedText } from './normalise.js';
import { pinyinReadings, type CharacterReading, type PinyinOptions } from './pinyin.js';
import { type Token } from './text.types.js';

/** A stretch of an original text, in UTF-16 units: first, and one past the last. */
export type Stretch = readonly [start: number, end: number];

/** A text that is looked in several times. Its parts are worked out when they are first asked for. */
export class SearchedText {
  private readonly normalised: NormalisedText;
  private knownTokens: readonly Token[] | null = null;
  private knownWords: readonly TextRun[] | null = null;
  private knownReadings: readonly CharacterReading[][] | null = null;

  constructor(
    readonly text: string,
    private readonly options: PinyinOptions,
  ) {
    this.normalised = normalise(text);
  }

  get tokens(): readonly Token[] {
    return (this.knownTokens ??= analyse(this.text));
  }

  /** Its words of other than Han script, in the normalised text. */
  get words(): readonly TextRun[] {
    return (this.knownWords ??= textRuns(this.normalised.text).filter(({ kind }) => kind === 'WORD'));
  }

  get readings(): readonly CharacterReading[][] {
    return (this.knownReadings ??= pinyinReadings(this.text, this.options));
  }

  /** Whether the normalised text contains another, be it inside words. */
  includes(normalised: string): boolean {
    return this.normalised.text.includes(normalised);
  }

  /** Every place where a normalised text stands, be it inside words. */
  placesOf(normalised: string): Stretch[] {
    const { text } = this.normalised;
    const places: Stretch[] = [];
    for (let at = text.indexOf(normalised); at >= 0; at = text.indexOf(normalised, at + 1)) {
      places.push(this.original(at, at + normalised.length));
    }
    return places;
  }

  /** Where a stretch of the normalised text stands in the original. */
  original(start: number, end: number): Stretch {
    return this.normalised.original(start, end);
  }
}
