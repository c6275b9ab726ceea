import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { REQUEST_LIMITS } from '../common/graphql/request-limits.js';
import { checkSize, tooComplex } from './query-limits.js';
import { countTokens } from './query-size.js';

const { maxTokens, maxDepth, maxAliases, maxDirectives } = REQUEST_LIMITS;

function nested(levels: number): string {
  return `{ ${'a { '.repeat(levels - 1)}a${' }'.repeat(levels)}`;
}

function repeated(count: number, part: (index: number) => string): string {
  return `{ ${Array.from({ length: count }, (_, index) => part(index)).join(' ')} }`;
}

describe('a document', () => {
  it.each<[string, string, string]>([
    ['maxDepth', nested(maxDepth), nested(maxDepth + 1)],
    [
      'maxDepth',
      `{ ...F } fragment F on T ${nested(maxDepth)}`,
      `{ a { ...F } } fragment F on T ${nested(maxDepth)}`,
    ],
    ['maxAliases', repeated(maxAliases, (n) => `p${n}: a`), repeated(maxAliases + 1, (n) => `p${n}: a`)],
    [
      'maxAliases',
      `{ ...F } fragment F on T ${repeated(maxAliases, (n) => `p${n}: a`)}`,
      `{ ...F p: a } fragment F on T ${repeated(maxAliases, (n) => `p${n}: a`)}`,
    ],
    ['maxDirectives', repeated(maxDirectives, () => 'a @x'), repeated(maxDirectives + 1, () => 'a @x')],
    ['maxTokens', `{ ${'a '.repeat(maxTokens - 2)}}`, `{ ${'a '.repeat(maxTokens - 1)}}`],
  ])('at the limit %s is allowed, and one above it is refused', (limitName, allowed, refused) => {
    expect(checkSize(allowed)).toBeNull();
    expect(checkSize(refused)).toMatchObject({ code: 'QUERY_TOO_COMPLEX', details: { limitName } });
  });

  it.each<[string, string, object, string]>([
    [
      'how deep it is',
      nested(maxDepth + 7),
      { limitName: 'maxDepth', limit: maxDepth, value: maxDepth + 7 },
      `has ${maxDepth + 7} levels of fields; at most ${maxDepth} are allowed.`,
    ],
    [
      'how many aliases it has',
      repeated(maxAliases + 3, (n) => `p${n}: a`),
      { limitName: 'maxAliases', limit: maxAliases, value: maxAliases + 3 },
      `has ${maxAliases + 3} aliases; at most ${maxAliases} are allowed.`,
    ],
    [
      'how many directives it has',
      `{ a ${'@x '.repeat(maxDirectives + 2)}}`,
      { limitName: 'maxDirectives', limit: maxDirectives, value: maxDirectives + 2 },
      `has ${maxDirectives + 2} directives; at most ${maxDirectives} are allowed.`,
    ],
    [
      'that it has more tokens than are counted',
      nested(maxTokens),
      { limitName: 'maxTokens', limit: maxTokens },
      `has more than ${maxTokens} tokens; at most ${maxTokens} are allowed.`,
    ],
  ])('refused is told %s, and the limit', (_, document, details, message) => {
    const refusal = checkSize(document);
    expect(refusal?.details).toEqual(details);
    expect(refusal?.message).toContain(message);
    expect(refusal?.status).toBe(400);
  });

  it.each<[string, unknown]>([
    ['a syntax error', '{ a ('],
    ['a syntax error below the depth limit', nested(maxDepth + 1).slice(0, -1)],
    ['a character that GraphQL does not have', '{ a ? }'],
    ['nothing', ''],
    ['no text', undefined],
    ['a number', 5],
    ['a list', ['{ a }']],
    ['null', null],
  ])('that cannot be parsed is left to the server: %s', (_, document) => {
    expect(checkSize(document)).toBeNull();
  });

  it('just below the limit of bytes is refused by its tokens', () => {
    expect(checkSize('{ a '.repeat(12_000))).toMatchObject({ details: { limitName: 'maxTokens' } });
  });

  it.each([
    ['one token', `{ a(b: "${'x'.repeat(1_000_000)}") }`],
    ['one comment', `# ${'x'.repeat(1_000_000)}\n{ a }`],
    ['one field in Chinese', `{ a(b: "${'焊'.repeat(20_000)}") }`],
  ])('too long in bytes is refused, be it %s', (_, document) => {
    expect(checkSize(document)).toMatchObject({ details: { limitName: 'maxDocumentBytes', limit: 50_000 } });
  });
});

describe('a document whose nesting no parser survives', () => {
  it.each([10_000, 15_000])('is refused before it is parsed: %i levels', (levels) => {
    const document = '{a'.repeat(levels) + '}'.repeat(levels);
    expect(() => parse(document)).toThrow(RangeError);
    expect(checkSize(document)).toMatchObject({ details: { limitName: 'maxTokens' } });
  });

  // The token limit is the only guard of the parser's stack, so it must hold for whatever nests fastest.
  it.each<[string, string, string, string]>([
    ['fields', '{a', '', '}'],
    ['aliased fields', '{a:a', '', '}'],
    ['inline fragments', '{...', '{a}', '}'],
    ['inline fragments with directives', '{...@x', '{a}', '}'],
    ['lists', '[', '1', ']'],
    ['objects', '{a:', '1', '}'],
    ['list types', '[', 'T', ']'],
  ])('does not exist within the token limit: %s', (kind, open, middle, close) => {
    const around: [string, string] =
      kind === 'list types' ? ['query($a:', '){a}'] : /lists|objects/.test(kind) ? ['{a(b:', ')}'] : ['', ''];
    const make = (levels: number): string =>
      around[0] + open.repeat(levels) + middle + close.repeat(levels) + around[1];
    let levels = 1;
    while (countTokens(make(levels + 1), maxTokens) <= maxTokens) levels += 1;
    expect(levels).toBeGreaterThan(maxTokens / 8);
    expect(() => parse(make(levels))).not.toThrow();
    expect([null, 'maxDepth', 'maxAliases', 'maxDirectives']).toContain(
      checkSize(make(levels))?.details.limitName ?? null,
    );
  });

  // Without their closing brackets, twice as many fit; the parser gives up on some, and says so to the server.
  it.each(['{a', '{...', '[', '{a(b:['])('does no harm when it is never closed: %s', (open) => {
    const document = `{a(b:${open.repeat(Math.floor((maxTokens - 6) / countTokens(open, 9)))}`;
    expect(countTokens(document, maxTokens)).toBeLessThanOrEqual(maxTokens);
    expect(checkSize(document)).toBeNull();
  });
});

describe('a verdict', () => {
  /** The documents differ and each is refused, so that a verdict is a thing one can tell from another. */
  const refused = (mark: string): string => `${nested(maxDepth + 1)} # ${mark}`;
  const fill = (count: number, mark: string): void => {
    for (let index = 0; index < count; index += 1) checkSize(refused(`${mark} ${index}`));
  };

  it('is remembered by the whole text of the document', () => {
    const first = checkSize(refused('same'));
    expect(first).not.toBeNull();
    expect(checkSize(refused('same'))).toBe(first);
    expect(checkSize(refused('same '))).not.toBe(first);
  });

  it('is the same for an allowed document asked twice', () => {
    expect([checkSize('{ allowed }'), checkSize('{ allowed }')]).toEqual([null, null]);
  });

  it('is forgotten after a thousand other documents, and not before', () => {
    const first = checkSize(refused('kept'));
    fill(999, 'others');
    expect(checkSize(refused('kept'))).toBe(first);
    fill(1_000, 'more');
    expect(checkSize(refused('kept'))).not.toBe(first);
  });

  it('stays while it is asked for again', () => {
    const first = checkSize(refused('used'));
    for (let round = 0; round < 4; round += 1) {
      fill(600, `round ${round}`);
      expect(checkSize(refused('used'))).toBe(first);
    }
  });

  // A thousand documents of the largest body would take two gigabytes.
  it('does not keep a large document in memory', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = used();
    for (let index = 0; index < 200; index += 1) {
      checkSize(Buffer.from(`{ a } # ${index} ${'x'.repeat(500_000)}`).toString('latin1'));
    }
    expect((used() - before) / 1e6).toBeLessThan(20);
  });
});

describe('the refusal of a request', () => {
  it('tells the value when it is known, and only the limit when it is not', () => {
    expect(tooComplex('maxCost', 'points of cost', 99_999).message).toBe(
      `The request has 99999 points of cost; at most ${REQUEST_LIMITS.maxCost} are allowed.`,
    );
    expect(tooComplex('maxTokens', 'tokens').details).toEqual({ limitName: 'maxTokens', limit: maxTokens });
  });
});
