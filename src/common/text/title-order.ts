import { pinyin } from 'pinyin-pro';
import { normalisedText } from './normalise.js';

/** Separates syllables; it sorts before every letter and digit, so that a shorter title comes before a longer one. */
const BETWEEN = ' ';

/**
 * The text by which titles are ordered, character by character as computers compare: Chinese by its pinyin, each
 * syllable with the number of its tone, and other scripts by their letters.
 */
export function titleOrderOf(title: string): string {
  return pinyin(normalisedText(title), { toneType: 'num', type: 'array', nonZh: 'consecutive' })
    .map((syllable) => syllable.trim())
    .filter((syllable) => syllable !== '')
    .join(BETWEEN);
}
