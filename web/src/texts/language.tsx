import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { type Lang } from '../api/generated/operations.js';
import { en } from './en.js';
import { zh, type Texts } from './zh.js';

/** A language of the page. */
export type PageLanguage = 'zh' | 'en';

const TAGS: Readonly<Record<PageLanguage, string>> = { zh: 'zh-CN', en: 'en' };
const TEXTS: Readonly<Record<PageLanguage, Texts>> = { zh, en };
const STORED = 'language';
const PARAMETER = 'lang';

interface Language {
  readonly lang: PageLanguage;
  readonly t: Texts;
  /** In what languages names are asked for, by preference. */
  readonly preferred: readonly Lang[];
  readonly switchTo: (lang: PageLanguage) => void;
}

const LanguageContext = createContext<Language | null>(null);

function known(text: string | null): PageLanguage | null {
  return text === 'zh' || text === 'en' ? text : null;
}

function remembered(): PageLanguage | null {
  try {
    return known(localStorage.getItem(STORED));
  } catch {
    // Storage may be forbidden: then nothing is remembered.
    return null;
  }
}

function remember(lang: PageLanguage): void {
  try {
    localStorage.setItem(STORED, lang);
  } catch {
    // As above.
  }
}

/** The language of the first drawing: the address's, the one chosen before, or what the service took for the browser's. */
function initial(): PageLanguage {
  const asked = known(new URLSearchParams(location.search).get(PARAMETER));
  if (asked) remember(asked);
  return asked ?? remembered() ?? (document.documentElement.lang.startsWith('en') ? 'en' : 'zh');
}

/** Keeps the language of the page, and says it to the document. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [lang, setLang] = useState(initial);
  const switchTo = useCallback((chosen: PageLanguage) => {
    remember(chosen);
    setLang(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = TAGS[lang];
  }, [lang]);
  const language = useMemo<Language>(
    () => ({ lang, t: TEXTS[lang], preferred: lang === 'zh' ? ['ZH'] : ['EN', 'ZH'], switchTo }),
    [lang, switchTo],
  );
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>;
}

/** The language of the page and its texts. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage is used outside of LanguageProvider.');
  return language;
}

/** The `lang` attribute of a name that is served in this language. */
export function langTag(lang: Lang): string {
  return TAGS[lang === 'EN' ? 'en' : 'zh'];
}
