import { useLanguage } from '../texts/language.js';
import { en } from './texts/en.js';
import { zh, type InsightsTexts } from './texts/zh.js';

/** The texts of the insights in the language of the page; they are loaded with them alone. */
export function useTexts(): InsightsTexts {
  return useLanguage().lang === 'zh' ? zh : en;
}
