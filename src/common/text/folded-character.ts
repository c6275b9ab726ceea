import { simplifiedCharacter } from './simplified.js';

const HAN = /^\p{Script=Han}$/u;
const LATIN = /^\p{Script=Latin}$/u;

/** Letters, digits and the marks that belong to them; everything else separates words. */
const IN_WORDS = /^[\p{L}\p{N}\p{Mn}\p{Mc}\p{Script=Han}]$/u;

/** What is not seen (joiners, variation selectors, soft hyphens) and the accents on Latin letters: left out. */
const LEFT_OUT = /^[\p{Default_Ignorable_Code_Point}\u0300-\u036f]$/u;

const MARKS = /\p{M}/gu;

/**
 * Characters that searches take for another although the conversion to simplified script rightly keeps them: each
 * is also the traditional way to write the other one (沿著 is 沿着, 銲接 is 焊接).
 */
const TAKEN_FOR: ReadonlyMap<string, string> = new Map([
  ['著', '着'],
  ['藉', '借'],
  ['銲', '焊'],
]);

/** What stands for each UTF-16 unit of the Basic Multilingual Plane, filled as they occur. */
const known: (string | undefined)[] = [];

/**
 * What a search sees of one code point (or lone surrogate): letters, digits and Han characters in their plainest
 * form, a space for whatever separates words, nothing for what is not seen.
 *
 * @param character one code point
 */
export function foldedCharacter(character: string): string {
  if (character.length > 1) return fold(character);
  return (known[character.charCodeAt(0)] ??= fold(character));
}

function fold(character: string): string {
  return Array.from(character.normalize('NFKC'), foldCompatible).join('');
}

function foldCompatible(character: string): string {
  if (LEFT_OUT.test(character)) return '';
  if (!IN_WORDS.test(character)) return ' ';
  if (HAN.test(character)) {
    const simplified = simplifiedCharacter(character);
    return TAKEN_FOR.get(simplified) ?? simplified;
  }
  const plain = LATIN.test(character) ? character.normalize('NFD').replace(MARKS, '') : character;
  return plain.toLowerCase();
}
