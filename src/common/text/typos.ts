/**
 * How many typos lie between a word that was typed and one that stands in a text: letters left out, put in, replaced
 * or swapped with the next one. A wrong first letter counts double, as it does in Meilisearch.
 *
 * @param limit the most typos that are forgiven
 * @param prefix whether the word may be typed only in part; then the best beginning of the candidate counts
 * @returns null when there are more than `limit`
 */
export function typoDistance(word: string, candidate: string, limit: number, prefix: boolean): number | null {
  if (candidate.length < word.length - limit || (!prefix && candidate.length > word.length + limit)) {
    return null;
  }
  const distance = editDistance(word, prefix ? candidate.slice(0, word.length + limit) : candidate, prefix);
  if (candidate.startsWith(word.charAt(0))) return distance <= limit ? distance : null;
  return distance === 1 && limit >= 2 ? 2 : null;
}

/** Optimal string alignment: to the whole candidate, or to the beginning of it that is nearest. */
function editDistance(word: string, candidate: string, prefix: boolean): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: candidate.length + 1 }, (_, length) => length);
  for (let row = 1; row <= word.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= candidate.length; column += 1) {
      const same = word[row - 1] === candidate[column - 1];
      let least = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped = word[row - 1] === candidate[column - 2] && word[row - 2] === candidate[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (beforeLast[column - 2] as number) + 1);
      current.push(least);
    }
    [beforeLast, last] = [last, current];
  }
  return prefix ? Math.min(...last) : (last[candidate.length] as number);
}

/** Conditions that every word fulfils for which {@link typoDistance} gives a distance: the first two, or a pattern. */
export interface TypoShortlist {
  /** It begins with this letter, and its length in UTF-16 units lies within these bounds; null is without one. */
  readonly first: string;
  readonly minLength: number;
  readonly maxLength: number | null;
  /** Or it is like one of these patterns of SQL's LIKE, for a typo in the first letter. */
  readonly patterns: readonly string[];
}

/** Which words to look at for the typos of a word; the parameters are those of {@link typoDistance}. */
export function typoShortlist(word: string, limit: number, prefix: boolean): TypoShortlist {
  const [first, second, rest] = [word.charAt(0), word.charAt(1), word.slice(2)];
  const end = prefix ? '%' : '';
  const misspelt = [`_${second}${rest}`, `_${word}`, `${second}${rest}`, `${second}${first}${rest}`];
  return {
    first,
    minLength: word.length - limit,
    maxLength: prefix ? null : word.length + limit,
    patterns: limit >= 2 ? misspelt.map((pattern) => `${pattern}${end}`) : [],
  };
}
