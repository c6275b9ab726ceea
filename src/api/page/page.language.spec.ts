import { describe, expect, it } from '@jest/globals';
import { choosePageLanguage } from './page.language.js';

describe('the language of a page', () => {
  it.each([
    ['the address decides', 'en', 'zh-CN', 'en'],
    ['an unknown one in the address does not', 'fr', 'en-GB', 'en'],
    ['the browser’s first choice', undefined, 'en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['the one with the greatest weight', undefined, 'en;q=0.5, zh-TW;q=0.9', 'zh'],
    ['one that we have, after others', undefined, 'fr-FR,de;q=0.9,en;q=0.1', 'en'],
    ['not one that is refused', undefined, 'en;q=0', 'zh'],
    ['Chinese when nothing is said', undefined, undefined, 'zh'],
    ['Chinese when nothing fits', undefined, '*', 'zh'],
    ['no name that every object has', 'constructor', undefined, 'zh'],
  ] as const)('%s', (_, asked, accepted, expected) => {
    expect(choosePageLanguage(asked, accepted)).toBe(expected);
  });
});
