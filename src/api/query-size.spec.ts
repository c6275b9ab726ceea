import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { REQUEST_LIMITS } from '../common/graphql/request-limits.js';
import { countTokens, measureQuery } from './query-size.js';

/** Depth, aliases and directives of a document. */
function measured(document: string): [number, number, number] {
  const { depth, aliases, directives } = measureQuery(parse(document, { noLocation: true }));
  return [depth, aliases, directives];
}

describe('the size of a document', () => {
  it.each<[string, string, [number, number, number]]>([
    ['one field', '{ a }', [1, 0, 0]],
    ['fields side by side', '{ a b c { d } }', [2, 0, 0]],
    ['fields inside fields', 'query Q { a { b { c } d } }', [3, 0, 0]],
    ['aliases at every level', '{ x: a { y: b z: b } }', [2, 3, 0]],
    ['an alias equal to its field', '{ a: a }', [1, 1, 0]],
    ['directives wherever they stand', 'query Q @x { a @x(if: true) @x { b ... @x { c } } }', [2, 0, 4]],
    ['an inline fragment adds no level', '{ a { ... on T { b { ... { c } } } } }', [3, 0, 0]],
    ['a fragment adds its own levels', '{ a { ...F } } fragment F on T { b { c } }', [3, 0, 0]],
    ['a fragment that stands first', 'fragment F on T { b { c } } { a { ...F } }', [3, 0, 0]],
    [
      'nested fragments',
      '{ ...A } fragment A on T { a { ...B } } fragment B on T { b { ...C } } fragment C on T { c }',
      [3, 0, 0],
    ],
    [
      'a fragment spread twice, counted twice',
      '{ a { ...F } b { ...F } } fragment F on T @x { p: c @x q: d }',
      [2, 4, 4],
    ],
    ['a directive on a spread', '{ ...F @x ...F @x } fragment F on T { a }', [1, 0, 2]],
    ['an inline fragment with an alias', '{ ... on T { p: a } ... { q: b @x } }', [1, 2, 1]],
    ['a fragment that is never spread', '{ a } fragment F on T { p: b @x { c { d { e } } } }', [1, 0, 0]],
    ['a fragment that is not there', '{ a { ...Missing } }', [1, 0, 0]],
    [
      'two fragments of one name: the later',
      '{ ...F } fragment F on T { a } fragment F on T { a { b } }',
      [2, 0, 0],
    ],
    [
      'several operations together',
      'query A { a { b } } query B { p: a { q: b { c } } } mutation C { d @x }',
      [3, 2, 1],
    ],
    ['a subscription too', 'subscription S { p: a { b } }', [2, 1, 0]],
    ['arguments are no levels', '{ a(x: { y: { z: [[1]] } }) }', [1, 0, 0]],
    ['an empty selection of a type definition', 'type T { a: Int @x }', [0, 0, 0]],
  ])('%s', (_, document, size) => {
    expect(measured(document)).toEqual(size);
  });

  describe('with introspection', () => {
    it.each<[string, string, [number, number, number]]>([
      [
        'counts no level below it',
        '{ __schema { types { fields { type { ofType { name } } } } } }',
        [1, 0, 0],
      ],
      ['counts its aliases and directives', '{ s: __schema { t: types @x { n: name } } }', [1, 3, 1]],
      ['counts what stands beside it', '{ __schema { types { name } } a { b { __typename } } }', [3, 0, 0]],
      [
        'counts no level of a fragment below it',
        '{ __type(name: "T") { ...F } } fragment F on T { a { b { c } } }',
        [1, 0, 0],
      ],
      [
        'counts the same fragment elsewhere',
        '{ __type { ...F } x { ...F } } fragment F on T { a { b } }',
        [3, 0, 0],
      ],
    ])('%s', (_, document, size) => {
      expect(measured(document)).toEqual(size);
    });

    it('of the schema tools is within the limits', () => {
      const query = getIntrospectionQuery({
        inputValueDeprecation: true,
        oneOf: true,
        schemaDescription: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
      });
      expect(measured(query)[0]).toBe(1);
      expect(countTokens(query, REQUEST_LIMITS.maxTokens)).toBeLessThan(REQUEST_LIMITS.maxTokens);
    });
  });

  describe('with fragments that spread themselves', () => {
    it.each<[string, string]>([
      ['at once', '{ ...F } fragment F on T { p: a { ...F } }'],
      [
        'round about',
        '{ ...F } fragment F on T { p: a { ...G } } fragment G on T { ...H } fragment H on T { b { ...F } }',
      ],
      [
        'each other',
        '{ ...F ...G } fragment F on T { p: a { ...G ...G } } fragment G on T { b { ...F ...F } }',
      ],
      ['by an inline fragment', '{ ...F } fragment F on T { ... on T { p: a { ... { ...F } } } }'],
    ])('ends: %s', (_, document) => {
      const [depth, aliases] = measured(document);
      expect(depth).toBeGreaterThan(0);
      expect(depth).toBeLessThanOrEqual(4);
      expect(aliases).toBeGreaterThan(0);
    });

    // Every fragment spreads every other: walking all paths would take 12! steps.
    it('ends when all spread all', () => {
      const names = Array.from({ length: 12 }, (_, index) => `F${index}`);
      const spreads = names.map((name) => `...${name}`).join(' ');
      const fragments = names.map((name) => `fragment ${name} on T { a { ${spreads} } }`).join('\n');
      expect(measured(`{ ${spreads} } ${fragments}`)[0]).toBeLessThanOrEqual(names.length + 1);
    });
  });

  // Each fragment spreads the next one twice: 2^60 fields, which no one may ever spread out.
  it('of fragments that double 60 times is found without spreading them, and is over every limit', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on T { ...F${index + 1} ...F${index + 1} }`,
    ).join('\n');
    const [depth, aliases, directives] = measured(`{ ...F0 } ${doubling} fragment F60 on T { p: a @x }`);
    expect(depth).toBe(1);
    expect(aliases).toBeGreaterThan(REQUEST_LIMITS.maxAliases);
    expect(directives).toBeGreaterThan(REQUEST_LIMITS.maxDirectives);
    expect(Number.isSafeInteger(aliases) && Number.isSafeInteger(directives)).toBe(true);
  });

  it('is exact just below and above the limit of aliases', () => {
    const document = (aliases: number): string =>
      `{ ${Array.from({ length: aliases }, (_, index) => `p${index}: a`).join(' ')} }`;
    expect(measured(document(REQUEST_LIMITS.maxAliases))[1]).toBe(REQUEST_LIMITS.maxAliases);
    expect(measured(document(REQUEST_LIMITS.maxAliases + 1))[1]).toBe(REQUEST_LIMITS.maxAliases + 1);
  });
});

describe('the tokens of a document', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 0],
    ['white space, commas and comments', ' \n,, # { a b c }\n\ufeff', 0],
    ['a field', '{ a }', 3],
    [
      'every mark and value',
      'query Q($x: [Int!]! = 1.5) @d { a: b(c: $x, d: "e", f: """g""") { ...F } }',
      37,
    ],
    ['a long text is one', `{ a(b: "${'x'.repeat(10_000)}") }`, 8],
    ['a long comment is none', `{ a } # ${'{ '.repeat(10_000)}`, 3],
  ])('of %s', (_, text, tokens) => {
    expect(countTokens(text, 1_000)).toBe(tokens);
  });

  it.each<[string, string, number]>([
    ['a character that GraphQL does not have', '{ a ? b c d e }', 2],
    ['a text without an end', '{ a "b', 2],
    ['a block text without an end', '{ a """b', 2],
    ['a number that is none', '{ a 0123 }', 2],
    ['two dots', '{ ..a }', 1],
    ['a lone surrogate', '{ a \ud800 }', 2],
    ['a NUL character', '{ a \0 }', 2],
    ['no GraphQL at all', '万吨级', 0],
  ])('end where the text is broken: %s', (_, text, tokens) => {
    expect(countTokens(text, 1_000)).toBe(tokens);
  });

  it('are counted up to one more than the limit', () => {
    expect(countTokens('{ a b c }', 5)).toBe(5);
    expect(countTokens('{ a b c }', 4)).toBe(5);
    expect(countTokens('{ a b c }', 3)).toBe(4);
    expect(countTokens('{ a b c }', 0)).toBe(1);
  });

  // The text is broken behind the limit: only a count that goes on would meet the mistake and stop short of it.
  it('of a megabyte are judged by its beginning', () => {
    const limit = REQUEST_LIMITS.maxTokens;
    const megabyte = '{ a '.repeat(250_000);
    expect(countTokens(megabyte, limit)).toBe(limit + 1);
    expect(countTokens(`${'a '.repeat(limit + 1)}?${megabyte}`, limit)).toBe(limit + 1);
    expect(countTokens(`${'a '.repeat(limit)}?${megabyte}`, limit)).toBe(limit);
  });
});
