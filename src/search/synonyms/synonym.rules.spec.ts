import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../common/errors/app-error.js';
import { checkBeside, checkSynonym, toSynonyms, type SynonymPair } from './synonym.rules.js';

function pair(termText: string, expansionText: string, bothWays = false): SynonymPair {
  return { termText, expansionText, bothWays };
}

/** What is refused, as its writer is told. */
function refusal(work: () => unknown): Pick<AppError, 'code' | 'message' | 'details'> {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was not refused.');
}

describe('the synonyms of pairs', () => {
  it('are found one way, or both ways where the pair says so', () => {
    const synonyms = toSynonyms([pair('焊接', '焊'), pair('高铁', '高速铁路', true)]);
    expect([...synonyms]).toEqual([
      ['焊接', ['焊']],
      ['高铁', ['高速铁路']],
      ['高速铁路', ['高铁']],
    ]);
  });

  it('of one term come together, each once, in the order of the pairs', () => {
    const synonyms = toSynonyms([pair('a', 'c'), pair('a', 'b'), pair('b', 'a', true)]);
    expect(synonyms.get('a')).toEqual(['c', 'b']);
  });

  it('do not lead from one pair to the next', () => {
    expect(toSynonyms([pair('a', 'b'), pair('b', 'c')]).get('a')).toEqual(['b']);
  });
});

describe('a pair', () => {
  it('is kept as it was written, beside its normalised form', () => {
    expect(checkSynonym({ term: ' 機器人 ', expansion: 'Ｒobot', bothWays: true, note: ' ' })).toEqual({
      term: '機器人',
      expansion: 'Ｒobot',
      bothWays: true,
      note: null,
      termText: '机器人',
      expansionText: 'robot',
    });
  });

  it.each<[string, string, string, RegExp]>([
    ['', '焊', 'term', /letter, a digit or a Chinese character/],
    ['焊', ' \u3000 ', 'expansion', /letter, a digit or a Chinese character/],
    ['焊', '“—”', 'expansion', /letter, a digit or a Chinese character/],
    ['焊', 'a\u0000b', 'expansion', /control characters/],
    ['a\ud800', '焊', 'term', /control characters/],
    ['长'.repeat(51), '焊', 'term', /at most 50 characters; 51 were sent/],
    ['機器人', '机器人', 'expansion', /the same to a search already/],
    ['C919', 'ｃ９１９', 'expansion', /the same to a search already/],
  ])('of %j and %j is refused for its %s', (term, expansion, argument, told) => {
    const { code, message, details } = refusal(() => checkSynonym({ term, expansion, bothWays: false }));
    expect([code, details.argument]).toEqual(['BAD_USER_INPUT', argument]);
    expect(message).toMatch(told);
  });

  it('may have 50 characters, and a note of 200', () => {
    const longest = {
      term: '𠮷'.repeat(50),
      expansion: '长'.repeat(50),
      bothWays: false,
      note: 'n'.repeat(200),
    };
    expect(checkSynonym(longest).note).toHaveLength(200);
    expect(refusal(() => checkSynonym({ ...longest, note: 'n'.repeat(201) })).details).toEqual({
      argument: 'note',
      limit: 200,
      value: 201,
    });
  });
});

describe('a pair beside others', () => {
  const added = (term: string, expansion: string, bothWays = false) =>
    checkSynonym({ term, expansion, bothWays });

  it.each([
    ['the same', added('高鐵', '高速鐵路'), pair('高铁', '高速铁路')],
    ['the same in one of its ways', added('高铁', '高速铁路', true), pair('高铁', '高速铁路')],
    ['its reverse in one of its ways', added('高铁', '高速铁路', true), pair('高速铁路', '高铁')],
    ['a part of what holds both ways', added('高速铁路', '高铁'), pair('高铁', '高速铁路', true)],
  ])('is refused when there is %s', (_name, wanted, there) => {
    const { code, message } = refusal(() => checkBeside(wanted, [pair('a', 'b'), there]));
    expect(code).toBe('CONFLICT');
    expect(message).toMatch(/^A search for “高.+” finds “高.+” already/);
  });

  it('may be the reverse of one that holds one way', () => {
    checkBeside(added('高铁', '高速铁路'), [pair('高速铁路', '高铁')]);
  });

  it('may be the 20th expansion of a term, and not the 21st, from either side', () => {
    const expansions = (count: number): SynonymPair[] =>
      Array.from({ length: count }, (_, index) => pair('a', `x${index}`));
    checkBeside(added('a', 'b'), expansions(19));
    checkBeside(added('b', 'a', true), expansions(19));
    checkBeside(added('b', 'a'), expansions(20));
    for (const wanted of [added('a', 'b'), added('b', 'a', true)]) {
      const { code, details } = refusal(() => checkBeside(wanted, expansions(20)));
      expect([code, details.limit, details.value]).toEqual(['BAD_USER_INPUT', 20, 21]);
    }
  });

  it('may be the 500th, and not the 501st', () => {
    const pairs = (count: number): SynonymPair[] =>
      Array.from({ length: count }, (_, index) => pair(`t${index}`, `e${index}`));
    checkBeside(added('a', 'b'), pairs(499));
    expect(refusal(() => checkBeside(added('a', 'b'), pairs(500))).details).toEqual({
      limit: 500,
      value: 501,
    });
  });
});
