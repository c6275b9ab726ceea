import { describe, expect, it } from '@jest/globals';
import { analyse, analyseTexts, phraseOf } from './analyse.js';

function tokens(text: string): string[] {
  return analyse(text).map((token) => `${token.text}@${token.position}`);
}

describe('the tokens of a text', () => {
  it.each([
    ['a run of Han characters', '电焊机', ['电焊@0', '焊机@1', '机@2']],
    ['a lone character', '焊', ['焊@0']],
    ['words', 'High-speed Rail', ['high@0', 'speed@1', 'rail@2']],
    ['letters with digits', 'C919', ['c919@0']],
    ['a word after a run', '客机C919', ['客机@0', '机@1', 'c919@2']],
    ['a run after a word', 'C919客机', ['c919@0', '客机@1', '机@2']],
    ['runs with punctuation between them', '高效、节能', ['高效@0', '效@1', '节能@2', '能@3']],
    ['the zero and the repetition mark', '二〇々', ['二〇@0', '〇々@1', '々@2']],
    ['surrogate pairs', '𠀀𠀁', ['𠀀𠀁@0', '𠀁@1']],
    ['nothing but punctuation', '——“”、\0\ud800', []],
  ])('are right for %s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('know where they stand in the original', () => {
    const text = '《ＡＢ㎡机器》';
    expect(analyse(text).map(({ start, end }) => text.slice(start, end))).toEqual(['ＡＢ㎡', '机器', '器']);
  });

  it('cut a very long word into tokens side by side, which a search engine can hold', () => {
    const found = analyse('x'.repeat(10_000));
    expect(found.map(({ text }) => text).join('')).toBe('x'.repeat(10_000));
    expect(found.at(-1)?.position).toBe(found.length - 1);
    expect(Math.max(...found.map(({ text }) => text.length))).toBeLessThanOrEqual(60);
  });
});

describe('the tokens of a list of texts', () => {
  it('never stand side by side across two texts', () => {
    expect(analyseTexts(['电焊', '', '机器']).map((token) => `${token.text}@${token.position}`)).toEqual([
      '电焊@0',
      '焊@1',
      '机器@4',
      '器@5',
    ]);
  });
});

describe('the phrase of a text', () => {
  it.each([
    ['电焊机', ['电焊', '焊机']],
    ['焊', ['焊']],
    ['客机C919', ['客机', '机', 'c919']],
    ['C919客机', ['c919', '客机']],
    ['高效、节能', ['高效', '效', '节能']],
    ['听、闻', ['听', '闻']],
    ['', []],
  ])('of %s has what stands inside longer texts', (text, expected) => {
    expect(phraseOf(text).map((token) => token.text)).toEqual(expected);
  });
});
