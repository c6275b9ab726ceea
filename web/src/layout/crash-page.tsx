import { type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';

/** What is shown when the page itself has failed, such as by a part that could not be loaded. */
export function CrashPage(): ReactNode {
  const { t } = useLanguage();
  return (
    <main className="lone" role="alert">
      <h1>{t.errors.crashed}</h1>
      <p>{t.errors.crashedHint}</p>
      <button type="button" className="primary" onClick={() => location.reload()}>
        {t.errors.reload}
      </button>
    </main>
  );
}
