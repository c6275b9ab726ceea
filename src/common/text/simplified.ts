import { ConverterBuilder } from 'opencc-js/core';
import * as traditionalToSimplified from 'opencc-js/preset/t2cn';

const convert = ConverterBuilder(traditionalToSimplified)({ from: 't', to: 'cn' });

/** Characters of the Basic Multilingual Plane are converted once; the rest are rare and too many to keep. */
const known = new Map<string, string>();

/** The simplified form of one Traditional Chinese character; any other character as it is. */
export function simplifiedCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  // Twice, because a few results are themselves the traditional form of another character: 薴, 苧, 苎.
  const simplified = convert(convert(character));
  if (character.length === 1) known.set(character, simplified);
  return simplified;
}
