import { describe, expect, it } from '@jest/globals';
import { pinyinReadings, pinyinTails, pinyinTokens } from './pinyin.js';

function syllables(text: string, name = false): string {
  return pinyinReadings(text, { name })
    .map((run) => run.map(({ syllable }) => syllable).join(' '))
    .join(' | ');
}

describe('the readings of a text', () => {
  it.each([
    ['重庆', 'chong qing'],
    ['重量', 'zhong liang'],
    ['银行', 'yin hang'],
    ['铝合金', 'lv he jin'],
    ['機器人', 'ji qi ren'],
    ['著名', 'zhu ming'],
    ['沿着', 'yan zhe'],
    ['客机C919机翼', 'ke ji | ji yi'],
    ['高效、节能', 'gao xiao | jie neng'],
    ['焊𠮷机', 'han | ji'],
    ['C919 “”\0\ud800', ''],
  ])('of %s are %s', (text, expected) => {
    expect(syllables(text)).toBe(expected);
  });

  it.each([
    ['单雄信', 'shan xiong xin', 'dan xiong xin'],
    ['曾国藩', 'zeng guo fan', 'ceng guo fan'],
    ['仇和', 'qiu he', 'chou he'],
  ])('of the name %s are %s, and of the mere text %s', (text, name, plain) => {
    expect([syllables(text, true), syllables(text)]).toEqual([name, plain]);
  });

  it('know where each character stands in the original', () => {
    const text = '㎡𠮷、机\u200b器';
    const places = pinyinReadings(text).flat();
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(['机\u200b', '器']);
  });
});

describe('what a text is found by in pinyin', () => {
  it('starts at every character, in full and by initials, one of each', () => {
    expect(pinyinTails('机器人机')).toEqual([
      'jiqirenji',
      'jqrj',
      'qirenji',
      'qrj',
      'renji',
      'rj',
      'ji',
      'j',
    ]);
  });

  it('spans eight characters and stays inside a run', () => {
    const tails = pinyinTails('一二三四五六七八九，十');
    expect(tails.filter((tail) => tail.startsWith('yess'))).toEqual(['yesswlqb']);
    expect(tails).toEqual(expect.arrayContaining(['jiu', 'shi']));
    expect(tails.filter((tail) => tail.includes('jiushi'))).toEqual([]);
  });

  it('has a whole word for two, three, four and up to eight characters', () => {
    expect(pinyinTokens('绝缘子串长')).toEqual(
      expect.arrayContaining(['jueyuan', 'jy', 'jueyuanzi', 'jyz', 'jueyuanzichuan', 'jyzc', 'jyzcc', 'c']),
    );
    expect(pinyinTokens('焊')).toEqual(['han', 'h']);
    expect(pinyinTokens('一二三四五六')).toEqual(expect.arrayContaining(['yess', 'yesswl']));
    expect(pinyinTokens('一二三四五六')).not.toContain('yessw');
  });

  it('is typed with v or u for ü', () => {
    expect(pinyinTails('绿')).toEqual(['lv', 'lu', 'l']);
  });
});
