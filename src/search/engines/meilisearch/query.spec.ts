import { describe, expect, it } from '@jest/globals';
import { type Phrase, type Piece, type PieceToken } from '../../../common/text/text.types.js';
import { toQuery } from './query.js';
import { standInOf, toIndexSynonyms } from './stand-ins.js';
import { wordOf } from './words.js';

const han = (text: string): PieceToken => ({ kind: 'HAN', text });
const word = (text: string): PieceToken => ({ kind: 'WORD', text });
const RAIL: Phrase = [han('高铁')];
const FAST_RAIL: Phrase = [han('高速'), han('速铁'), han('铁路')];

function piece(phrase: Phrase, more: Partial<Piece> = {}): Piece {
  return {
    source: '',
    text: '',
    phrase,
    exact: false,
    prefix: false,
    typos: 0,
    pinyin: false,
    synonyms: [],
    ...more,
  };
}

function query(must: Piece[], mustNot: Piece[] = [], live: string[] = []): string {
  return toQuery({ must, mustNot }, new Set(live));
}

const words = (phrase: Phrase): string => phrase.map(wordOf).join(' ');

describe('a plan as the engine reads it', () => {
  it('has Han characters in quotes, as one term that nothing follows as a prefix', () => {
    expect(query([piece(FAST_RAIL)])).toBe(`"${words(FAST_RAIL)}" `);
    expect(query([piece([han('焊')])])).toBe('"028938" ');
  });

  it('leaves a word bare that forgives typos, and ends with it when it is a prefix', () => {
    expect(query([piece([word('hydrogen')], { typos: 1 })])).toBe('hydrogen ');
    expect(query([piece([word('hydrogen')], { typos: 1, prefix: true })])).toBe('hydrogen');
    expect(query([piece([word('arc')])])).toBe('"arc" ');
    expect(query([piece([word('arc')], { prefix: true })])).toBe('arc');
  });

  it('keeps what was asked for in quotes as it is', () => {
    const exact = { exact: true, typos: 1, prefix: true, synonyms: [RAIL] } as const;
    expect(query([piece([word('hydrogen'), word('arc')], exact)])).toBe('"hydrogen arc" ');
  });

  it('puts a prefix at the end, behind readings', () => {
    const prefix = piece([word('wel')], { prefix: true, pinyin: true });
    const reading = piece([word('hanjie')], { pinyin: true });
    expect(query([prefix, reading, piece(RAIL)])).toBe(`"${words(RAIL)}" hanjie wel`);
  });

  it('parts the last word from a phrase that is a prefix', () => {
    expect(query([piece([han('焊机'), han('机'), word('wel')], { prefix: true })])).toBe(
      '"028938026426 026426" wel',
    );
  });

  it('excludes phrases first, so that the limit of terms cannot cut them off', () => {
    const excluded = [piece(FAST_RAIL), piece([word('arc')])];
    expect(query([piece(RAIL)], excluded)).toBe(`-"${words(FAST_RAIL)}" -"arc" "${words(RAIL)}" `);
    expect(query([], excluded)).toBe(`-"${words(FAST_RAIL)}" -"arc" `);
  });

  it('leaves out what holds nothing to look for', () => {
    expect(query([piece([]), piece(RAIL)], [piece([])])).toBe(`"${words(RAIL)}" `);
  });
});

describe('synonyms in a query', () => {
  const standIn = standInOf(FAST_RAIL, [RAIL]);

  it('are asked for by a word that stands in for the phrase, once the index has it', () => {
    const asked = piece(FAST_RAIL, { synonyms: [RAIL] });
    expect(query([asked], [], [standIn])).toBe(`${standIn} `);
    expect(query([asked], [], [])).toBe(`"${words(FAST_RAIL)}" `);
  });

  it('are not asked for by the stand-in of other synonyms of the same phrase', () => {
    const asked = piece(FAST_RAIL, { synonyms: [RAIL, [word('hsr')]] });
    expect(query([asked], [], [standIn])).toBe(`"${words(FAST_RAIL)}" `);
  });

  it('of a single word are those of the word itself, which stays a prefix and forgives typos', () => {
    const asked = piece([word('welding')], { synonyms: [[han('焊接')]], prefix: true, typos: 1 });
    expect(query([asked], [], ['welding'])).toBe('welding');
    expect(query([piece(RAIL, { synonyms: [FAST_RAIL] })], [], [words(RAIL)])).toBe(`${words(RAIL)} `);
  });
});

describe('synonyms in the index', () => {
  it('have a phrase itself among those of its stand-in, and a word only the others', () => {
    const settings = toIndexSynonyms([
      { phrase: FAST_RAIL, synonyms: [RAIL] },
      { phrase: RAIL, synonyms: [FAST_RAIL] },
    ]);
    expect(settings).toEqual({
      [standInOf(FAST_RAIL, [RAIL])]: [words(FAST_RAIL), words(RAIL)],
      [words(RAIL)]: [words(FAST_RAIL)],
    });
  });

  it('are stood in for by a number that no record has and that changes with them', () => {
    const names = [standInOf(FAST_RAIL, [RAIL]), standInOf(FAST_RAIL, []), standInOf(FAST_RAIL, [FAST_RAIL])];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^9\d{20,}$/);
  });
});
