/** A piece of a run of Han characters. */
export interface HanWord {
  readonly text: string;
  /** Where it begins in the run, in UTF-16 units. */
  readonly start: number;
}

/** Runs of so many characters are looked for as they are: cutting them gains nothing and loses meaning. */
const MAX_LITERAL = 3;

/** Characters that only join words, when they stand as words of their own. Normalised. */
const PARTICLES: ReadonlySet<string> = new Set('的与和及或之在了等于对从为以并而其由将把被是也');

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });

/** A stretch of a run on its way to words. */
interface Stretch extends HanWord {
  /** A curated term, which stays whole. */
  readonly term: boolean;
}

/**
 * Cuts a run of Han characters into words: curated terms first, dictionary words between them. Single characters
 * that are left over side by side, in names and coined words, stay together. Particles are left out.
 *
 * @param run normalised
 * @param isTerm whether a text is a curated term
 * @param longest length of the longest curated term, in characters
 */
export function cutHanRun(run: string, isTerm: (text: string) => boolean, longest: number): HanWord[] {
  const characters = Array.from(run);
  if (characters.length === 1) return PARTICLES.has(run) ? [] : [{ text: run, start: 0 }];
  if (characters.length <= MAX_LITERAL) return [{ text: run, start: 0 }];
  const words: HanWord[] = [];
  for (const stretch of cutAtTerms(characters, isTerm, longest)) {
    if (stretch.term) words.push({ text: stretch.text, start: stretch.start });
    else words.push(...cutPlain(stretch));
  }
  return words;
}

/** Cuts out the curated terms, the longest one at each place. A single character is no term inside a run. */
function cutAtTerms(
  characters: readonly string[],
  isTerm: (text: string) => boolean,
  longest: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let plain = '';
  let unit = 0;
  const addPlain = (): void => {
    if (plain !== '') stretches.push({ text: plain, start: unit - plain.length, term: false });
    plain = '';
  };
  for (let place = 0; place < characters.length;) {
    let length = Math.min(longest, characters.length - place);
    while (length > 1 && !isTerm(characters.slice(place, place + length).join(''))) length -= 1;
    const text = characters.slice(place, place + Math.max(length, 1)).join('');
    if (length > 1) {
      addPlain();
      stretches.push({ text, start: unit, term: true });
    } else {
      plain += text;
    }
    unit += text.length;
    place += Math.max(length, 1);
  }
  addPlain();
  return stretches;
}

/** Cuts a stretch without curated terms. */
function cutPlain(stretch: HanWord): HanWord[] {
  const words: HanWord[] = [];
  let singles: { text: string; start: number } | null = null;
  for (const { segment, index } of WORDS.segment(stretch.text)) {
    const start = stretch.start + index;
    if (Array.from(segment).length > 1) {
      words.push({ text: segment, start });
      singles = null;
    } else if (PARTICLES.has(segment)) {
      singles = null;
    } else if (singles === null) {
      singles = { text: segment, start };
      words.push(singles);
    } else {
      singles.text += segment;
    }
  }
  return words;
}
