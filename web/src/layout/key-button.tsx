import { useRef, type ReactNode } from 'react';
import { useAnswer } from '../api/client.js';
import { ViewerDocument } from '../api/generated/operations.js';
import { useHasKey } from '../api/key.js';
import { useLanguage } from '../texts/language.js';
import { KeyDialog } from './key-dialog.js';

/** Opens the dialog in which a curator enters a key; tells whose it is while one is in use. */
export function KeyButton(): ReactNode {
  const { t } = useLanguage();
  const hasKey = useHasKey();
  const dialog = useRef<HTMLDialogElement>(null);
  const { data } = useAnswer(ViewerDocument, {}, { enabled: hasKey });
  return (
    <>
      <button type="button" className="quiet" onClick={() => dialog.current?.showModal()}>
        {hasKey ? (data?.viewer.name ?? t.key.title) : t.key.button}
      </button>
      <KeyDialog dialog={dialog} viewer={hasKey ? data?.viewer : undefined} />
    </>
  );
}
