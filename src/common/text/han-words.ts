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
 * that are left over side by side, in names and coined words, stay together; one that is left over alone belongs to
 * the word before it, or else to the one after it, for dictionaries cut technical terms (接触|网, 电焊|机). Particles
 * are left out, and nothing is joined across them.
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

/** A part of a stretch: a word, single characters that are left over side by side, or a particle. */
interface Part {
  text: string;
  start: number;
  readonly kind: 'WORD' | 'LEFT_OVER' | 'PARTICLE';
}

/** Cuts a stretch without curated terms. */
function cutPlain(stretch: HanWord): HanWord[] {
  const words: Part[] = [];
  let before: Part | null = null;
  let alone: Part | null = null;
  for (const part of partsOf(stretch)) {
    if (part.kind === 'PARTICLE') {
      [before, alone] = [null, null];
    } else if (part.kind === 'LEFT_OVER' && before && isOneCharacter(part.text)) {
      before.text += part.text;
    } else if (alone) {
      alone.text += part.text;
      [before, alone] = [alone, null];
    } else {
      words.push(part);
      if (part.kind === 'LEFT_OVER' && isOneCharacter(part.text)) alone = part;
      else before = part;
    }
  }
  return words.map(({ text, start }) => ({ text, start }));
}

function partsOf({ text, start }: HanWord): Part[] {
  const parts: Part[] = [];
  for (const { segment, index } of WORDS.segment(text)) {
    const single = isOneCharacter(segment);
    const kind = !single ? 'WORD' : PARTICLES.has(segment) ? 'PARTICLE' : 'LEFT_OVER';
    const last = parts.at(-1);
    if (kind === 'LEFT_OVER' && last?.kind === 'LEFT_OVER') last.text += segment;
    else parts.push({ text: segment, start: start + index, kind });
  }
  return parts;
}

function isOneCharacter(text: string): boolean {
  return Array.from(text).length === 1;
}
