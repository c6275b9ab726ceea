import { describe, expect, it } from '@jest/globals';
import { type AppError } from '../errors/app-error.js';
import { checkQueryLength, MAX_PIECES, MAX_QUERY_LENGTH, planQuery } from './plan-query.js';
import { type Phrase, type Piece, type QueryPlan, type Synonyms } from './text.types.js';

const NONE: Synonyms = new Map();

const CURATED: Synonyms = new Map([
  ['高铁', ['高速铁路', 'high speed rail']],
  ['高速铁路', ['高铁']],
  ['焊', ['焊接']],
  ['人机', ['人与机器']],
  ['agv', ['自动导引车']],
  ['machine tool', ['机床']],
  ['5g专网', ['第五代']],
]);

function plan(q: string, synonyms = NONE): QueryPlan {
  return planQuery(q, synonyms) ?? { must: [], mustNot: [] };
}

function pieces(q: string, synonyms = NONE): string[] {
  return plan(q, synonyms).must.map(({ source }) => source);
}

function only(q: string, synonyms = NONE): Piece {
  const { must } = plan(q, synonyms);
  expect(must).toHaveLength(1);
  return must[0] as Piece;
}

function texts(phrases: readonly Phrase[]): string[] {
  return phrases.map((phrase) => phrase.map(({ text }) => text).join(' '));
}

function refusal(q: string): AppError {
  try {
    planQuery(q, NONE);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('The query was not refused.');
}

describe('a query with nothing to look for', () => {
  it.each(['', ' ', '，。', '“”', '-', '- -', '""', '\0\ud800', '👷', '-“”'])('has no plan: %j', (q) => {
    expect(planQuery(q, NONE)).toBeNull();
  });
});

describe('the pieces of a query', () => {
  it.each([
    ['up to three Han characters, as they are', '机器人', ['机器人']],
    ['a character left over alone, with the word before it', '接触网检测', ['接触网', '检测']],
    [
      'a character left over alone at the beginning, with the word after it',
      '新焊接机器人',
      ['新焊接', '机器人'],
    ],
    ['the same with a particle in it', '张之洞', ['张之洞']],
    ['the words of a longer run', '创新工作室', ['创新', '工作室']],
    ['left-over characters side by side as one', '鋆翀創新工作室', ['鋆翀', '創新', '工作室']],
    ['words without the particles between them', '焊接与切割的装置', ['焊接', '切割', '装置']],
    ['a lone particle beside something else left out', '焊接 的 装置', ['焊接', '装置']],
    ['Han and Latin apart', '客机C919机翼', ['客机', 'C919', '机翼']],
    ['words at spaces and punctuation', 'laser, welding', ['laser', 'welding']],
    ['what stands in quotes, as it is', '“激光 焊接”装置', ['激光 焊接', '装置']],
    ['a quote left open as if it were not there', '“激光', ['激光']],
    ['a quote only closed as if it were not there', '激光”', ['激光']],
  ])('are %s', (_, q, expected) => {
    expect(pieces(q)).toEqual(expected);
  });

  it('are particles when there is nothing else', () => {
    expect(pieces('的与和及')).toEqual(['的与和及']);
    expect(pieces('的')).toEqual(['的']);
    expect(pieces('“” 的')).toEqual(['的']);
  });

  it('never glue together what stood around a dropped particle', () => {
    const found = texts(
      plan('接触网检修装置的研究与接触网作业车的改造和应用及推广').must.map((each) => each.phrase),
    );
    expect(found.join(' ')).toContain('研究');
    expect(found.join(' ')).not.toMatch(/置研|究接|车改|造应|用推/);
    expect(pieces('李和生创新工作室')).toEqual(['李', '生创新', '工作室']);
  });

  it.each(['"x y"', '“x y”', '”x y“', '＂x y＂', '「x y」', '『x y』', '«x y»', '“x y"'])(
    'take %s as a phrase',
    (q) => {
      expect(only(q)).toMatchObject({ source: 'x y', exact: true, prefix: false, typos: 0, pinyin: false });
    },
  );

  it('keep an apostrophe from being a quote', () => {
    expect(pieces("workers' welders' tools")).toEqual(['workers', 'welders', 'tools']);
  });

  it('have the phrase of what they stand for', () => {
    expect(texts(plan('“客机C919” 机器人 焊').must.map(({ phrase }) => phrase))).toEqual([
      '客机 机 c919',
      '机器 器人',
      '焊',
    ]);
  });
});

describe('what a leading minus excludes', () => {
  it.each([
    ['-焊接', '焊接'],
    ['－焊接', '焊接'],
    ['−焊接', '焊接'],
    ['机器人 -焊接装置', '焊接装置'],
    ['机器人 -"自动 焊"', '自动 焊'],
    ['机器人　-「自动焊」', '自动焊'],
    ['-welding 机器人', 'welding'],
  ])('in %s is %s, exactly', (q, source) => {
    expect(plan(q).mustNot).toEqual([
      expect.objectContaining({ source, exact: true, prefix: false, typos: 0, pinyin: false, synonyms: [] }),
    ]);
    expect(pieces(q)).not.toContain(source);
  });

  it.each(['焊-接', 'full-section', '“a”-b', 'a - b', '焊接-', '焊接——装置'])('is nothing in %s', (q) => {
    expect(plan(q).mustNot).toEqual([]);
  });

  it('needs nothing that is wanted beside it', () => {
    expect(plan('-焊接').must).toEqual([]);
  });
});

describe('in which ways a word is found', () => {
  it.each([
    ['weld', 0],
    ['welds', 1],
    ['hydrogen', 1],
    ['hydrogens', 2],
    ['hydrogen2', 0],
    ['焊接装置', 0],
  ] as const)('%s with typos: %i', (q, typos) => {
    expect(plan(q).must.map((piece) => piece.typos)).toContain(typos);
    expect(Math.max(...plan(q).must.map((piece) => piece.typos))).toBe(typos);
  });

  it.each([
    ['laser weld', [false, true]],
    ['laser weld ', [false, false]],
    ['laser weld　', [false, false]],
    ['laser weld,', [false, false]],
    ['laser "weld"', [false, false]],
    ['laser 焊接', [false, false]],
    ['laser -weld', [false]],
  ])('%j as a beginning of longer words: %j', (q, expected) => {
    expect(plan(q).must.map(({ prefix }) => prefix)).toEqual(expected);
  });

  it.each([
    ['jiqiren', true],
    ['Jqr', true],
    ['"jiqiren"', false],
    ['c919', false],
    ['机器人 jqr', false],
    ['“机器人” jqr', false],
  ])('%s in pinyin: %j', (q, expected) => {
    expect(plan(q).must.some(({ pinyin }) => pinyin)).toBe(expected);
  });

  it.each([
    ['ji qi ren', ['jiqiren']],
    ['hanjie ji qi ren', ['hanjie', 'jiqiren']],
    ['ji, qi ren', ['ji', 'qiren']],
    ['long welder', ['long', 'welder']],
    ['机器 ji qi', ['机器', 'ji', 'qi']],
  ])('the syllables of %s as %j', (q, expected) => {
    expect(plan(q).must.map(({ text }) => text)).toEqual(expected);
  });

  it('joined syllables are still looked for as words', () => {
    expect(texts(only('hong kong').synonyms)).toEqual(['hong kong']);
  });
});

describe('the curated synonyms of a piece', () => {
  it.each([
    ['of the whole piece', '高铁', ['高速 速铁 铁路', 'high speed rail']],
    ['of a part of it', '高铁站', ['高速 速铁 铁路 路站', 'high speed rail 站']],
    ['of a word', 'AGV', ['自动 动导 导引 引车']],
    ['of two words', 'machine  tool', ['机床']],
    ['of a term in two scripts', '5G专网', ['第五 五代']],
    ['of one character, when it is the whole piece', '焊', ['焊接']],
    ['of one character, but not inside a word', '电焊机', []],
    ['of letters, but not inside a word', 'agvs', []],
    ['of what is in quotes', '“高铁”', []],
  ])('are phrases %s', (_, q, expected) => {
    expect(texts(only(q, CURATED).synonyms)).toEqual(expected);
  });

  it('keep a term whole in a longer run, the longest one at each place', () => {
    expect(pieces('维修高速铁路人机界面', CURATED)).toEqual(['维修', '高速铁路', '人机', '界面']);
  });

  it('are at most twenty', () => {
    const many = Array.from({ length: 50 }, (_, index) => `别名${index}`);
    expect(only('高铁', new Map([['高铁', many]])).synonyms).toHaveLength(20);
  });
});

describe('a query of many pieces', () => {
  it('joins neighbours that belong together until eight are left, the shortest first', () => {
    expect(pieces('a1 b1 c1 d1 e1 f1 g1 h1 i1 jjjjjj ')).toEqual([
      'a1 b1',
      'c1 d1',
      'e1',
      'f1',
      'g1',
      'h1',
      'i1',
      'jjjjjj',
    ]);
  });

  it('joins no words that stand on two sides of punctuation, and leaves the last one to be typed on', () => {
    expect(pieces('a1, b1, c1, d1, e1, f1, g1, h1 i1 j1')).toEqual([
      'a1',
      'b1',
      'c1',
      'd1',
      'e1',
      'f1',
      'g1',
      'h1 i1',
      'j1',
    ]);
  });

  it('is refused when more are left than are looked for, and says how many', () => {
    const words = Array.from({ length: MAX_PIECES + 1 }, (_, index) => `w${index}`);
    expect(plan(words.slice(1).join('，')).must).toHaveLength(MAX_PIECES);
    const error = refusal(words.join('，'));
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'q', limit: 10, value: 11 } });
    expect(error.message).toContain('at most 10 terms; 11 were found');
  });

  it('counts what is excluded', () => {
    expect(refusal(Array.from({ length: 11 }, (_, index) => `-w${index}`).join(' ')).code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('a very long query', () => {
  it('is planned up to its limit and refused above it', () => {
    expect(planQuery('焊'.repeat(MAX_QUERY_LENGTH), NONE)).not.toBeNull();
    const error = refusal('焊'.repeat(10_000));
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument: 'q', limit: 500, value: 10_000 },
    });
    expect(error.message).toBe('“q” must have at most 500 characters; 10000 were sent.');
  });

  it('is refused under the name that it has in the API', () => {
    expect(() => checkQueryLength('x'.repeat(501), 'within')).toThrow('“within” must have');
    expect(() => checkQueryLength('x'.repeat(500), 'within')).not.toThrow();
  });
});
