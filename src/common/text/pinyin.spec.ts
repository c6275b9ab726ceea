import { describe, expect, it } from '@jest/globals';
import { isShortReading, pinyinReadings, pinyinTails, pinyinTokens } from './pinyin.js';

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

describe('a word that may be a short reading', () => {
  it.each([
    ['jiqiren', true],
    ['jiqire', true],
    ['tieluo', true],
    ['xian', true],
    ['bending', true],
    // Five syllables: 技术创新 and 技术出昂新 are typed alike.
    ['jishuchuangxin', false],
    ['hydrogen', false],
    ['jqr', false],
    ['jiqiren1', false],
    ['', false],
  ])('%s: %s', (word, is) => {
    expect(isShortReading(word)).toBe(is);
  });

  it('has a word of its own in every text that it is in', () => {
    const text = '高速铁路接触网绝缘子带电检测机器人';
    const words = new Set(pinyinTokens(text));
    let looked = 0;
    for (const tail of pinyinTails(text)) {
      for (let letters = 1; letters <= tail.length; letters += 1) {
        const typed = tail.slice(0, letters);
        if (!isShortReading(typed)) continue;
        looked += 1;
        expect(words).toContain(typed);
      }
    }
    expect(looked).toBeGreaterThan(100);
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

  it('has a word for each beginning of four characters, for each of eight initials, and for eight characters', () => {
    const words = pinyinTokens('绝缘子串长');
    expect(words).toEqual(
      expect.arrayContaining([
        'j',
        'juey',
        'jueyuan',
        'jueyuanz',
        'jueyuanzichuan',
        'yuanzichuanch',
        'jyzcc',
      ]),
    );
    expect(words).toContain('jueyuanzichuanchang');
    expect(words).not.toContain('jueyuanzichuanch');
    expect(pinyinTokens('焊')).toEqual(['h', 'ha', 'han']);
    expect(new Set(words).size).toBe(words.length);
  });

  it('is typed with v or u for ü', () => {
    expect(pinyinTails('绿')).toEqual(['lv', 'lu', 'l']);
  });
});
