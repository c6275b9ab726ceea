import { type Phrase, type Piece, type PieceToken, type QueryPlan } from '../../../common/text/text.types.js';
import { type Parameters } from '../../../database/query/parameters.js';

/** For each piece whose word forgives typos: the words of the catalogue that it may mean. */
export type Spellings = ReadonlyMap<Piece, readonly string[]>;

/**
 * Writes the SQL condition that a query is found in `record_term x` (or another table of terms and pinyin with that
 * alias).
 *
 * @param spellings from {@link TypoLookup}
 */
export function textCondition(plan: QueryPlan, spellings: Spellings, parameters: Parameters): string {
  const plain = plan.must.filter((piece) => !piece.pinyin);
  const terms = [
    ...plain.map((piece) => pieceQuery(piece, spellings)),
    ...plan.mustNot.map((piece) => `!${phraseQuery(piece.phrase, piece.prefix)}`),
  ];
  const conditions = plan.must
    .filter((piece) => piece.pinyin)
    .map((piece) => {
      const word = parameters.add(pieceQuery(piece, spellings));
      const reading = parameters.add(`${quoted(piece.text)}:*`);
      return `(x.terms @@ ${word}::tsquery OR x.pinyin @@ ${reading}::tsquery)`;
    });
  if (terms.length > 0) conditions.unshift(`x.terms @@ ${parameters.add(terms.join(' & '))}::tsquery`);
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
