import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Lang, pickText } from './text.type.js';

const BOTH = { [Lang.ZH]: '航空航天', [Lang.EN]: 'Aerospace' };
const CHINESE = { [Lang.ZH]: '航空航天', [Lang.EN]: null };
const zh = { value: '航空航天', lang: Lang.ZH };
const en = { value: 'Aerospace', lang: Lang.EN };

describe('a text is served', () => {
  it.each([
    ['in Chinese when nothing is asked', BOTH, undefined, { ...zh, fallback: false }],
    ['in Chinese when null is asked', BOTH, null, { ...zh, fallback: false }],
    ['in Chinese when no language is asked', BOTH, [], { ...zh, fallback: false }],
    ['in Chinese when asked', BOTH, [Lang.ZH], { ...zh, fallback: false }],
    ['in English when asked', BOTH, [Lang.EN], { ...en, fallback: false }],
    ['in the first language asked', BOTH, [Lang.EN, Lang.ZH], { ...en, fallback: false }],
    ['in the first language asked, Chinese first', BOTH, [Lang.ZH, Lang.EN], { ...zh, fallback: false }],
    ['in the second when the first is unknown', CHINESE, [Lang.EN, Lang.ZH], { ...zh, fallback: true }],
    ['in Chinese when none asked is known', CHINESE, [Lang.EN], { ...zh, fallback: true }],
    ['in Chinese when asked though English is unknown', CHINESE, [Lang.ZH], { ...zh, fallback: false }],
    [
      'in Chinese when the English text is missing altogether',
      { [Lang.ZH]: '航空航天' },
      [Lang.EN],
      { ...zh, fallback: true },
    ],
    [
      'in Chinese when the English text is empty',
      { ...CHINESE, [Lang.EN]: '' },
      [Lang.EN],
      { ...zh, fallback: true },
    ],
  ])('%s', (_, translations, wanted, expected) => {
    expect(pickText(translations, wanted)).toEqual(expected);
  });
});
