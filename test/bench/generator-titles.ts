import { type SeededRandom } from './generator-random.js';

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });

/** A Chinese title cut into words; its signs and spaces are pieces of their own. */
export function chineseWords(title: string): string[] {
  return Array.from(WORDS.segment(title), ({ segment }) => segment);
}

/**
 * Joins a front part of one title with a back part of another, each cut between two words: so all words are words
 * that real titles have, about as often as these have them.
 */
export function joinChinese(front: readonly string[], back: readonly string[], random: SeededRandom): string {
  return join(front, back, random).join('').trim();
}

/** As {@link joinChinese}, of English titles; null when one of the two is. */
export function joinEnglish(front: string | null, back: string | null, random: SeededRandom): string | null {
  if (front === null || back === null) return null;
  return join(front.split(/\s+/), back.split(/\s+/), random).join(' ');
}

/** A title of one word is taken whole. */
function join(front: readonly string[], back: readonly string[], random: SeededRandom): string[] {
  const kept = random.between(1, Math.max(1, front.length - 1));
  const left = random.between(Math.min(1, back.length - 1), Math.max(0, back.length - 1));
  return [...front.slice(0, kept), ...back.slice(left)];
}
