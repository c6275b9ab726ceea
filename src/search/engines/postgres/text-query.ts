import { type Phrase, type Piece, type PieceToken, type QueryPlan } from '../../../common/text/text.types.js';
import { type Parameters } from '../../../database/query/parameters.js';

/** For each piece whose word forgives typos: the words of the catalogue that it may mean. */
export type Spellings = ReadonlyMap<Piece, readonly string[]>;

/** A table with the columns `code`, `terms` and `pinyin`, the last two indexed `by_index`. */
export interface TextTable {
  readonly name: string;
  readonly alias: string;
}

/**
 * Writes the SQL condition that a query is found in a row of a table.
 *
 * @param spellings from {@link TypoLookup}
 */
export function textCondition(
  plan: QueryPlan,
  { name, alias }: TextTable,
  spellings: Spellings,
  parameters: Parameters,
): string {
  const found = (column: 'terms' | 'pinyin', query: string): string =>
    `by_index(${alias}.${column}) @@ ${parameters.add(query)}::tsquery`;
  if (plan.must.length === 0) {
    // An index knows the rows that have a term, and not those without.
    const without = plan.mustNot.map((piece) => phraseQuery(piece.phrase, piece.prefix)).join(' | ');
    return `${alias}.code NOT IN (SELECT ${alias}.code FROM ${name} ${alias} WHERE ${found('terms', without)})`;
  }
  const plain = plan.must.filter((piece) => !piece.pinyin);
  const terms = [
    ...plain.map((piece) => pieceQuery(piece, spellings)),
    ...plan.mustNot.map((piece) => `!${phraseQuery(piece.phrase, piece.prefix)}`),
  ];
  const conditions = plan.must
    .filter((piece) => piece.pinyin)
    .map((piece) => {
      const [word, reading] = [pieceQuery(piece, spellings), `${quoted(piece.text)}:*`];
      return `(${found('terms', word)} OR ${found('pinyin', reading)})`;
    });
  if (terms.length > 0) conditions.unshift(found('terms', terms.join(' & ')));
  return conditions.join(' AND ');
}

function pieceQuery(piece: Piece, spellings: Spellings): string {
  const words = spellings.get(piece) ?? [];
  const ways = [
    phraseQuery(piece.phrase, piece.prefix),
    ...piece.synonyms.map((phrase) => phraseQuery(phrase, false)),
    ...words.map((word) => (piece.prefix ? `${quoted(word)}:*` : quoted(word))),
  ];
  return ways.length === 1 ? (ways[0] as string) : `(${ways.join(' | ')})`;
}

function phraseQuery(phrase: Phrase, prefix: boolean): string {
  const terms = phrase.map((token) => term(token, prefix || isOneHan(phrase)));
  return terms.length === 1 ? (terms[0] as string) : `(${terms.join(' <-> ')})`;
}

/** A lone Han character stands at the beginning of every pair that it begins, or alone at the end of its run. */
function isOneHan(phrase: Phrase): boolean {
  return phrase.length === 1 && phrase[0]?.kind === 'HAN' && Array.from(phrase[0].text).length === 1;
}

function term({ text }: PieceToken, prefix: boolean): string {
  return prefix ? `${quoted(text)}:*` : quoted(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
