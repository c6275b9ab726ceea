/**
 * One token of analysed text: two neighbouring Han characters, a Han character at the end of its run (alone or
 * last), or a word of other script.
 */
export interface Token {
  readonly kind: 'HAN' | 'WORD';
  /** Normalised: simplified, half-width, lower case. */
  readonly text: string;
  /** Place in the text, or list of texts; neighbours differ by one, whatever stands between them. Texts of a list are further apart. */
  readonly position: number;
  /** Where it stands in the original text, in UTF-16 units: first, and one past the last. */
  readonly start: number;
  readonly end: number;
}

/** A token that a query looks for, without a place in a text. */
export type PieceToken = Pick<Token, 'kind' | 'text'>;

/** Tokens that must stand in neighbouring positions, in this order. */
export type Phrase = readonly PieceToken[];

/** One thing that a query looks for. All pieces of a query must be found in a record, each in any field. */
export interface Piece {
  /** As it was typed. */
  readonly source: string;
  /** Normalised. */
  readonly text: string;
  /**
   * What to find. A piece of one Han character matches every token that starts with it, so every place where it
   * stands; all other tokens match whole, but for `prefix` and `typos`.
   */
  readonly phrase: Phrase;
  /** Asked for in quotes: as it is, without typos, prefixes, synonyms or pinyin. */
  readonly exact: boolean;
  /** A word that is perhaps not typed to its end: it matches words that start with it. */
  readonly prefix: boolean;
  /** How many typos are forgiven in a word: Meilisearch's thresholds, 1 from five letters, 2 from nine; none with a digit. */
  readonly typos: 0 | 1 | 2;
  /** Whether the word is also looked for among pinyin readings; only in a query without Han characters. */
  readonly pinyin: boolean;
  /** Other phrases that count as this one. */
  readonly synonyms: readonly Phrase[];
}

/** What a query looks for: every piece of `must`, and none of `mustNot`. */
export interface QueryPlan {
  readonly must: readonly Piece[];
  readonly mustNot: readonly Piece[];
}

/** How a piece was found in a field. */
export const MATCH_KINDS = ['TEXT', 'VARIANT', 'PREFIX', 'SYNONYM', 'TYPO', 'PINYIN'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** A stretch of a text, as it is, and whether it is what was looked for. */
export interface Run {
  readonly text: string;
  readonly matched: boolean;
}

/** A field in which something was found; its `runs` together are its whole text. */
export interface FieldMatch {
  readonly field: string;
  readonly kinds: readonly MatchKind[];
  readonly runs: readonly Run[];
}

/** A field to look in. */
export interface FieldText {
  readonly field: string;
  readonly text: string;
  /** Whether its pinyin reading is searched. */
  readonly pinyin: boolean;
  /** Whether it is the name of a person, and its first character read as a surname; false when left out. */
  readonly name?: boolean;
}

/** The curated synonyms, by normalised term: the normalised terms that count as it. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;
