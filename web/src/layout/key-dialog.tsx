import { useState, type FormEvent, type ReactNode, type RefObject } from 'react';
import { changeKey, request } from '../api/client.js';
import { ViewerDocument, type ViewerQuery } from '../api/generated/operations.js';
import { useHasKey } from '../api/key.js';
import { ServiceError } from '../api/service-error.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';

function KeyForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useLanguage();
  const [typed, setTyped] = useState('');
  const [checking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (): Promise<void> => {
    const key = typed.trim();
    setChecking(true);
    setError(null);
    try {
      await request(ViewerDocument, {}, { key });
      changeKey(key);
      setTyped('');
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setChecking(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  const refused = error instanceof ServiceError && error.problem === 'keyRefused';
  return (
    <form onSubmit={onSubmit}>
      <p id="key-intro">{t.key.intro}</p>
      <label htmlFor="key">{t.key.label}</label>
      <input
        id="key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        required
        value={typed}
        aria-describedby="key-intro"
        aria-invalid={refused}
        onChange={({ target }) => setTyped(target.value)}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className="buttons">
        <button type="submit" className="primary" disabled={checking}>
          {checking ? t.key.checking : t.key.enter}
        </button>
        <button type="button" onClick={onDone}>
          {t.key.close}
        </button>
      </div>
    </form>
  );
}

interface KeyDialogProps {
  readonly dialog: RefObject<HTMLDialogElement>;
  readonly viewer: ViewerQuery['viewer'] | undefined;
}

/** Where a curator enters a key, or stops using it. */
export function KeyDialog({ dialog, viewer }: KeyDialogProps): ReactNode {
  const { t } = useLanguage();
  const hasKey = useHasKey();
  const close = (): void => dialog.current?.close();
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="key-title">
      <h2 id="key-title">{t.key.title}</h2>
      {hasKey ? (
        <>
          {viewer && (
            <p>
              {t.key.signedIn(viewer.name)}
              <br />
              {t.key.scopes}: {viewer.scopes.join(' · ')}
            </p>
          )}
          <div className="buttons">
            <button
              type="button"
              className="primary"
              onClick={() => {
                changeKey(null);
                close();
              }}
            >
              {t.key.leave}
            </button>
            <button type="button" onClick={close}>
              {t.key.close}
            </button>
          </div>
        </>
      ) : (
        <KeyForm onDone={close} />
      )}
    </dialog>
  );
}
