import { useState, type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';

/** Copies a text, and says whether that worked. */
export function CopyButton({ text }: { readonly text: string }): ReactNode {
  const { t } = useLanguage();
  const [said, setSaid] = useState<{ readonly of: string; readonly text: string } | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid({ of: text, text: t.record.copied });
    } catch {
      setSaid({ of: text, text: t.record.copyFailed });
    }
  };
  return (
    <p className="copy">
      <button type="button" onClick={() => void copy()}>
        {t.record.copy}
      </button>
      <span role="status">{said?.of === text ? said.text : ''}</span>
    </p>
  );
}
