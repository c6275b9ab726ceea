import { describe, expect, it } from '@jest/globals';
import { pieceFoundIn } from '../../../test/contract/oracle-text.js';
import { AppError } from '../errors/app-error.js';
import { analyse, analyseTexts } from './analyse.js';
import { matchFields } from './match.js';
import { pinyinTails, pinyinTokens } from './pinyin.js';
import { planQuery } from './plan-query.js';
import { type QueryPlan } from './text.types.js';

/** What texts are made of here: letters of many scripts, and everything that may trip a program up. */
const PARTS = [
  ...'焊接机器人重庆的与和铝𠮷𠀀〇々機銲ㄅか가аñßİǅ',
  ...['jiqi', 'hydrogen', 'C919', 'a', '7', 'Ⅱ', '㎡', '½', 'ﬁ', 'cafe\u0301', '\u0301', '\u3099'],
  ...['"', '“', '”', '「', '」', "'", '-', '－', '−', '±', '+', '%', '_', '\\', '$', '(', '*', '/', '[', '|'],
  ...[' ', '　', '\n', '\0', '\u0007', '\u200b', '\ufe0f', '\ufeff', '\ud842', '\udfb7', '👨‍🔧', '\u{10ffff}'],
];

/** Numbers from 0 to 1 that look random and are the same each time: a linear congruential generator. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const source = numbers(3);

function randomText(maxParts: number): string {
  const length = Math.floor(source.next().value * maxParts);
  return Array.from({ length }, () => PARTS[Math.floor(source.next().value * PARTS.length)] as string).join(
    '',
  );
}

function planOrRefusal(q: string): QueryPlan | null {
  try {
    return planQuery(
      q,
      new Map([
        ['焊接', ['焊', 'weld']],
        ['a', ['']],
        ['机', ['\0']],
      ]),
    );
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return null;
  }
}

/** Whether a surrogate pair of the original is cut between two runs. */
function cutsPair(before: string, after: string): boolean {
  return /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(after);
}

describe('hostile text', () => {
  it('is analysed, planned and looked in without harm, and given back whole', () => {
    let found = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const text = randomText(40);
      const plan = planOrRefusal(randomText(round % 2 ? 4 : 12));
      expect(analyse(text).every(({ start, end }) => start < end && end <= text.length)).toBe(true);
      if (plan === null) continue;
      for (const piece of [...plan.must, ...plan.mustNot]) {
        expect(piece.phrase.length).toBeGreaterThan(0);
        expect(piece.text).not.toBe('');
      }
      const matches = matchFields(plan, [{ field: 'f', text, pinyin: true }]);
      const oracle = plan.must.some((piece) => pieceFoundIn(piece, text, { pinyin: true }));
      expect(matches.length > 0).toBe(oracle);
      for (const { runs, kinds } of matches) {
        found += 1;
        expect(runs.map((run) => run.text).join('')).toBe(text);
        expect(runs.some(({ matched }) => matched)).toBe(true);
        expect(runs.every((run) => run.text !== '')).toBe(true);
        expect(kinds.length).toBeGreaterThan(0);
        expect(runs.some(({ text: run }, index) => cutsPair(runs[index - 1]?.text ?? '', run))).toBe(false);
      }
    }
    expect(found).toBeGreaterThan(300);
  });

  it.each([
    ['Han characters', '焊接'],
    ['letters', 'ab'],
    ['words', 'ab '],
    ['quotes', '"“'],
    ['lone surrogates', '\udfb7\ud842'],
    ['NUL', '\0'],
    ['emoji', '👷'],
    ['accents', '\u0301'],
  ])('of 10,000 characters is analysed: %s', (_, part) => {
    const text = part.repeat(10_000 / part.length);
    expect(analyseTexts([text, text]).length).toBe(2 * analyse(text).length);
    expect(pinyinTails(text).length).toBeLessThan(100);
    expect(pinyinTokens(text).length).toBeLessThan(100);
    const plan = planQuery('焊接 ab', new Map());
    const [match] = plan === null ? [] : matchFields(plan, [{ field: 'f', text, pinyin: true }]);
    if (match) expect(match.runs.map((run) => run.text).join('')).toBe(text);
  });
});
