import { useLanguage } from '../texts/language.js';
import { en } from './texts/en.js';
import { zh, type CollectionTexts } from './texts/zh.js';

/** The texts of collections in the language of the page; they are loaded with its collections alone. */
export function useTexts(): CollectionTexts {
  return useLanguage().lang === 'zh' ? zh : en;
}
