import { type ReactNode } from 'react';
import { type Recognition } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';

/** The standing with an award: only a win looks like one. */
export function RecognitionBadge({ recognition }: { readonly recognition: Recognition }): ReactNode {
  const { t } = useLanguage();
  return <span className={`badge badge-${recognition.toLowerCase()}`}>{t.recognition[recognition]}</span>;
}
