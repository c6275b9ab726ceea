import { describe, expect, it } from '@jest/globals';
import { foldedCharacter } from './folded-character.js';
import { normalise, normalisedText } from './normalise.js';

describe('a normalised text', () => {
  it.each([
    ['full width', 'Ｃ９１９', 'c919'],
    ['Roman numerals', 'Ⅱ型', 'ii型'],
    ['one character that stands for several', '㎡', 'm2'],
    ['fractions', '½', '1 2'],
    ['accents', 'Café Zürich', 'cafe zurich'],
    ['accents of their own', 'Cafe\u0301', 'cafe'],
    ['plus and minus', '±800kV', '800kv'],
    ['plus', 'C++ a+b', 'c a b'],
    ['space of all kinds', ' a　b\u00a0\t\nc ', 'a b c'],
    ['Traditional Chinese', '機器人與銲接', '机器人与焊接'],
    ['characters with several simplified forms', '乾 後 裏 臺 髮 隻', '干 后 里 台 发 只'],
    ['compatible forms of Han characters', '\uf9d1⼯', '六工'],
    ['Han characters beyond the first plane', '𠮷野', '𠮷野'],
    ['what is not seen', '焊\u200b接\ufe00机\u00ad', '焊接机'],
    ['emoji', '焊👨‍🔧接', '焊 接'],
    ['control characters', 'a\0b\u0007c', 'a b c'],
    ['lone surrogates', 'a\ud842b\udfb7', 'a b'],
    ['nothing', '', ''],
  ])('has plain letters for %s', (_, text, expected) => {
    expect(normalisedText(text)).toBe(expected);
  });

  it('does not take for one what only looks alike: digits stay digits, kana stay kana', () => {
    expect(normalisedText('が')).not.toBe(normalisedText('か'));
    expect(normalisedText('0')).not.toBe(normalisedText('〇'));
  });

  it.each(['“a”', '"a"', '„a‟', '「a」', '『a』', '＂a＂', '‘a’', '«a»'])('reads %s as a', (text) => {
    expect(normalisedText(text)).toBe('a');
  });

  it.each([
    ['沿著', '沿着'],
    ['憑藉', '凭借'],
  ])('finds %s and %s in each other', (traditional, simplified) => {
    expect(normalisedText(traditional)).toBe(normalisedText(simplified));
  });

  it('is its own normalised text, for every character there is', () => {
    const changed: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const folded = foldedCharacter(String.fromCodePoint(code));
      if (Array.from(folded, foldedCharacter).join('') !== folded) changed.push(code.toString(16));
    }
    expect(changed).toEqual([]);
  });

  it.each([
    ['letters that stay in their place', '机器人', '器', '器'],
    ['half of a character that became two', '共5㎡面', '2', '㎡'],
    ['what follows such a character', '共5㎡面', '面', '面'],
    ['what follows a vanished character', '焊\u200b接机', '机', '机'],
    ['a letter with an accent of its own', 'cafe\u0301s', 'cafe', 'cafe\u0301'],
    ['a surrogate pair', '在𠮷野', '𠮷', '𠮷'],
  ])('leads back to the original of %s', (_, text, wanted, expected) => {
    const { text: normalised, original } = normalise(text);
    const at = normalised.indexOf(wanted);
    expect(text.slice(...original(at, at + wanted.length))).toBe(expected);
  });
});
