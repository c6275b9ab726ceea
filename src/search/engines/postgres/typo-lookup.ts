import { type DataSource } from 'typeorm';
import { type Piece, type QueryPlan } from '../../../common/text/text.types.js';
import { typoDistance, typoShortlist } from '../../../common/text/typos.js';
import { Parameters } from '../../../database/query/parameters.js';
import { runStatement } from '../../../database/query/run-statement.js';
import { type Spellings } from './text-query.js';

/** The most words that one misspelt word may mean, the nearest first; as many as Meilisearch looks at. */
const MAX_SPELLINGS = 200;

/** Finds the words of the catalogue that a misspelt word may mean. */
export class TypoLookup {
  constructor(private readonly dataSource: DataSource) {}

  /** The words that every word of these plans may mean besides itself, where typos are forgiven. */
  async spellings(plans: readonly (QueryPlan | null)[]): Promise<Spellings> {
    const pieces = plans.flatMap((plan) => plan?.must ?? []).filter(({ typos }) => typos > 0);
    const found = await Promise.all([...new Set(pieces)].map((piece) => this.wordsLike(piece)));
    return new Map(found);
  }

  private async wordsLike(piece: Piece): Promise<[Piece, string[]]> {
    const { text, typos, prefix } = piece;
    const { first, minLength, maxLength, patterns } = typoShortlist(text, typos, prefix);
    const parameters = new Parameters();
    // Of a word typed in part, as much of each word is looked at as the typos can reach.
    const longest = text.length + typos;
    const word = prefix ? `left(word, ${parameters.add(longest)})` : 'word';
    const rows = await runStatement(this.dataSource, {
      text:
        `SELECT ${word} AS word FROM record_word WHERE starts_with(word, ${parameters.add(first)}) ` +
        `AND length(word) BETWEEN ${parameters.add(minLength)} AND ${parameters.add(maxLength ?? MAX_LENGTH)} ` +
        `UNION SELECT ${word} FROM record_word WHERE word LIKE ANY(${parameters.add(patterns)})`,
      values: parameters.values,
      recurring: true,
    });
    const near = rows
      .map(({ word }) => ({
        word: word as string,
        distance: typoDistance(text, word as string, typos, prefix),
      }))
      .filter(({ word, distance }) => distance !== null && word !== text)
      .sort(
        (one, other) =>
          (one.distance as number) - (other.distance as number) || (one.word < other.word ? -1 : 1),
      );
    return [piece, near.slice(0, MAX_SPELLINGS).map(({ word }) => word)];
  }
}

/** Longer than any word. */
const MAX_LENGTH = 1_000_000;
