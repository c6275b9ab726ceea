import { type PageLanguage } from './language.js';

const LOCALES: Readonly<Record<PageLanguage, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** A number with its thousands apart. */
export function formatCount(count: number, lang: PageLanguage): string {
  return new Intl.NumberFormat(LOCALES[lang]).format(count);
}

/** A day in words, of a moment in ISO 8601. */
export function formatDate(moment: string, lang: PageLanguage): string {
  return new Intl.DateTimeFormat(LOCALES[lang], { dateStyle: 'long' }).format(new Date(moment));
}

/** A day and time in words, of a moment in ISO 8601. */
export function formatMoment(moment: string, lang: PageLanguage): string {
  return new Intl.DateTimeFormat(LOCALES[lang], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );
}
