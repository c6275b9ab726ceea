/** The languages of the page, by their tags in HTML. */
export const PAGE_LANGUAGES = { zh: 'zh-CN', en: 'en' } as const;

/** A language of the page. */
export type PageLanguage = keyof typeof PAGE_LANGUAGES;

function isPageLanguage(text: string): text is PageLanguage {
  return Object.hasOwn(PAGE_LANGUAGES, text);
}

/** The language of an answer: the one in the address, or else the first that the browser likes and we have. */
export function choosePageLanguage(asked: string | undefined, accepted: string | undefined): PageLanguage {
  if (asked !== undefined && isPageLanguage(asked)) return asked;
  const liked = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(/\s*;\s*/);
      return { language: tag.slice(0, 2).toLowerCase(), weight: Number(quality.replace('q=', '')) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
  return liked.find(isPageLanguage) ?? 'zh';
}
