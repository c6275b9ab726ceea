import { useEffect } from 'react';
import { useLanguage } from '../texts/language.js';

/** Names the document after what a page shows; after the catalogue alone while that is not known. */
export function useTitle(title: string | null | undefined): void {
  const { t } = useLanguage();
  useEffect(() => {
    document.title = title ? `${title} · ${t.site.name}` : t.site.name;
  }, [title, t]);
}
