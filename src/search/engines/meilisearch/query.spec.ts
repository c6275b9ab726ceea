import { describe, expect, it } from '@jest/globals';
import { planQuery } from '../../../common/text/plan-query.js';
import { type Phrase, type Piece, type PieceToken } from '../../../common/text/text.types.js';
import { knowsSynonyms, toQuery } from './query.js';
import { standInOf, toIndexSynonyms } from './stand-ins.js';
import { beginningOf, numberOf, wordOf } from './words.js';

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

function query(must: Piece[], mustNot: Piece[] = []): string {
  return toQuery({ must, mustNot });
}

const ARC = numberOf(word('arc'));
const words = (phrase: Phrase): string => phrase.map(wordOf).join(' ');

describe('a plan as the engine reads it', () => {
  it('has Han characters in quotes, as one term that nothing follows as a prefix', () => {
    expect(query([piece(FAST_RAIL)])).toBe(`"${words(FAST_RAIL)}" `);
    expect(query([piece([han('焊')])])).toBe('"028938" ');
  });

  it('leaves a word bare that forgives typos, and ends with it when it is a prefix', () => {
    expect(query([piece([word('hydrogen')], { typos: 1 })])).toBe('hydrogen ');
    expect(query([piece([word('hydrogen')], { typos: 1, prefix: true })])).toBe('hydrogen');
  });

  it('leaves a word bare that may be pinyin, and asks for the number of one that may not', () => {
    expect(query([piece([word('arc')], { pinyin: true })])).toBe('arc ');
    expect(query([piece([word('arc')])])).toBe(`"${ARC}" `);
    expect(query([piece([word('arc')], { prefix: true })])).toBe(`"${beginningOf('arc')}"`);
    expect(query([piece([word('c9')], { prefix: true })])).toBe(`"${beginningOf('c9')}"`);
    expect(query([piece([word('c919a')], { prefix: true })])).toBe(numberOf(word('c919a')));
  });

  it('keeps what was asked for in quotes as it is', () => {
    const exact = { exact: true, typos: 1, synonyms: [RAIL] } as const;
    expect(query([piece([word('hydrogen'), word('arc')], exact)])).toBe('"hydrogen arc" ');
    expect(query([piece([word('arc')], exact)])).toBe(`"${ARC}" `);
  });

  it('asks for the beginning itself when it is short and may be pinyin', () => {
    expect(query([piece([word('li')], { text: 'li', prefix: true, pinyin: true })])).toBe(
      `"${beginningOf('li')}"`,
    );
    const more = { text: 'li', synonyms: [RAIL] };
    expect(query([piece([word('li')], { prefix: true, pinyin: true, ...more })])).toBe('li');
  });

  it('asks for a reading as far as it is typed as for a whole word, and for others as the beginning of words', () => {
    const typed = (text: string): string =>
      query([piece([word(text)], { text, prefix: true, pinyin: true, typos: 1 })]);
    expect(typed('jiqire')).toBe('jiqire ');
    expect(typed('jishuchuangxin')).toBe('jishuchuangxin');
    expect(typed('hydro')).toBe('hydro');
    expect(query([piece([word('jiqire')], { text: 'jiqire', prefix: true, typos: 1 })])).toBe('jiqire');
  });

  it('puts a prefix at the end', () => {
    const prefix = piece([word('wel')], { text: 'welding', prefix: true, pinyin: true });
    const reading = piece([word('hanjie')], { pinyin: true });
    expect(query([prefix, reading, piece(RAIL)])).toBe(`hanjie "${words(RAIL)}" wel`);
  });

  it('parts the last word from a phrase that is a prefix', () => {
    expect(query([piece([han('焊机'), han('机'), word('wel')], { prefix: true })])).toBe(
      `"028938026426 026426" "${beginningOf('wel')}"`,
    );
  });

  it('excludes phrases first, so that the limit of terms cannot cut them off', () => {
    const excluded = [piece(FAST_RAIL), piece([word('arc')])];
    expect(query([piece(RAIL)], excluded)).toBe(`-"${words(FAST_RAIL)}" -"${ARC}" "${words(RAIL)}" `);
    expect(query([], excluded)).toBe(`-"${words(FAST_RAIL)}" -"${ARC}" `);
  });

  it('leaves out what holds nothing to look for', () => {
    expect(query([piece([]), piece(RAIL)], [piece([])])).toBe(`"${words(RAIL)}" `);
  });
});

const standIn = standInOf(FAST_RAIL, [RAIL]);

describe('synonyms in a query', () => {
  const asked = piece(FAST_RAIL, { synonyms: [RAIL] });
  const knows = (one: Piece, ...live: string[]): boolean =>
    knowsSynonyms({ must: [piece(RAIL), one], mustNot: [] }, new Set(live));

  it('are asked for by a word that stands in for the phrase', () => {
    expect(query([asked])).toBe(`${standIn} `);
  });

  it('are known when the index has the stand-in, and only for the same synonyms', () => {
    expect(knows(asked, standIn)).toBe(true);
    expect(knows(asked)).toBe(false);
    expect(knows(piece(FAST_RAIL, { synonyms: [RAIL, [word('hsr')]] }), standIn)).toBe(false);
  });

  it('of a word that may have typos are those of the word itself, which stays a prefix', () => {
    expect(query([piece([word('welding')], { synonyms: [[han('焊接')]], prefix: true, typos: 1 })])).toBe(
      'welding',
    );
  });

  it('are none when they are the word itself, cut in two', () => {
    const joined = piece([word('hongkong')], {
      text: 'hongkong',
      pinyin: true,
      synonyms: [[word('hong'), word('kong')]],
    });
    expect(knows(joined)).toBe(true);
    expect(query([joined])).toBe('hongkong ');
  });
});

describe('synonyms in the index', () => {
  it('have the phrase itself among those of its stand-in, as a query has them', () => {
    const synonyms = toIndexSynonyms(new Map([['高速铁路', ['高铁']]]));
    expect(synonyms).toEqual({ [standIn]: [words(FAST_RAIL), words(RAIL)] });
    const plan = planQuery('高速铁路 焊接', new Map([['高速铁路', ['高铁']]]));
    expect(plan && knowsSynonyms(plan, new Set(Object.keys(synonyms)))).toBe(true);
  });

  it('are those of a plain word too', () => {
    const standInOfWord = standInOf([word('welding')], [RAIL]);
    expect(toIndexSynonyms(new Map([['welding', ['高铁']]]))).toEqual({
      [standInOfWord]: [numberOf(word('welding')), words(RAIL)],
      welding: [words(RAIL)],
    });
  });

  it('are left out where there are more than the engine takes', () => {
    const long = Array.from({ length: 20 }, (_, index) => `高速铁路接触网${String(index)}`);
    expect(toIndexSynonyms(new Map([['高铁', long]]))).toEqual({});
  });

  it('are stood in for by a number that no record has and that changes with them', () => {
    const names = [standIn, standInOf(FAST_RAIL, []), standInOf(FAST_RAIL, [FAST_RAIL])];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^9\d{20,}$/);
  });
});
