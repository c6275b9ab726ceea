import { normalisedText } from '../../common/text/normalise.js';

/** A text less like another one than this is no help as a suggestion. */
const LEAST = 0.3;

/** Single characters and pairs of them: Chinese names are short, and share characters rather than places. */
function partsOf(text: string): Set<string> {
  const characters = Array.from(normalisedText(text));
  return new Set([
    ...characters,
    ...characters.map((character, at) => character + (characters[at + 1] ?? '')),
  ]);
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((part) => other.has(part)).length;
  return (2 * shared) / (one.size + other.size);
}

/** The candidate that is most like a text; null when none is. */
export function nearest(text: string, candidates: readonly string[]): string | null {
  const parts = partsOf(text);
  let best: string | null = null;
  let most = LEAST;
  for (const candidate of candidates) {
    const like = likeness(parts, partsOf(candidate));
    if (like > most) [best, most] = [candidate, like];
  }
  return best;
}
