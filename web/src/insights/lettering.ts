/** How wide a Latin letter is on average, in the height of the letters. */
const NARROW = 0.56;

function letterWidth(letter: string): number {
  return (letter.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : NARROW;
}

/** About how wide a text is, in the height of its letters: a picture has no layout that would find room for it. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
}

/** A text that is cut where it is wider than there is room. */
export function shortened(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (textWidth(kept) + letterWidth(letter) + 1 > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
