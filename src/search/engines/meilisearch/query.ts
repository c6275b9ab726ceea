import { type Piece, type QueryPlan } from '../../../common/text/text.types.js';
import { standInOf } from './stand-ins.js';
import { quoted, wordOf } from './words.js';

/**
 * A query plan in the engine's language. What is in quotes is found as it is, side by side, and counts as one of the
 * ten terms that the engine looks at; only what may be found in other ways stands without.
 *
 * @param live the words that have synonyms in the index now; see {@link standInOf}
 */
export function toQuery(plan: QueryPlan, live: ReadonlySet<string>): string {
  const excluded = plan.mustNot.filter(isSearchable).map(({ phrase }) => `-${quoted(phrase.map(wordOf))}`);
  // The engine takes the last word of a query, and no other, as the beginning of a word.
  const ordered = plan.must.filter(isSearchable).sort((one, other) => openness(one) - openness(other));
  const terms = [...excluded, ...ordered.map((piece) => termOf(piece, live))].join(' ');
  // It is the last word only when nothing follows it, not even a space.
  return ordered.some((piece) => openness(piece) > 0) ? terms : `${terms} `;
}

function isSearchable({ phrase }: Piece): boolean {
  return phrase.length > 0;
}

/** How much a piece needs to be the last: a prefix most, then pinyin, which is read from its first letters on. */
function openness({ exact, prefix, pinyin }: Piece): number {
  if (exact) return 0;
  return prefix ? 2 : Number(pinyin);
}

function termOf(piece: Piece, live: ReadonlySet<string>): string {
  const { phrase, exact, synonyms } = piece;
  const words = phrase.map(wordOf);
  if (exact) return quoted(words);
  if (synonyms.length > 0) {
    const standIn = standInOf(phrase, synonyms);
    if (live.has(standIn)) return standIn;
  }
  if (isFoundInOneWay(piece)) return quoted(words);
  if (words.length === 1) return words.join('');
  // A phrase cannot end in a prefix, so its last word stands beside it.
  return `${quoted(words.slice(0, -1))} ${words.at(-1)}`;
}

function isFoundInOneWay({ phrase, prefix, pinyin, typos }: Piece): boolean {
  return !prefix && !pinyin && (typos === 0 || phrase.length > 1);
}
