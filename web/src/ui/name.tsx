import { type ReactNode } from 'react';
import { type Lang } from '../api/generated/operations.js';
import { langTag, useLanguage } from '../texts/language.js';

interface NameProps {
  readonly text: { readonly value: string; readonly lang?: Lang };
}

/** A name with its language told where it is not the page's, so that it is read and drawn rightly. */
export function Name({ text }: NameProps): ReactNode {
  const { lang } = useLanguage();
  const own = text.lang ?? 'ZH';
  return own.toLowerCase() === lang ? text.value : <span lang={langTag(own)}>{text.value}</span>;
}
