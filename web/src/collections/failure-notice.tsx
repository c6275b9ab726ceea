import { type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Refusal } from './use-editing.js';

/** Tells why something was not done: in the service's own words, where it has refused it. */
export function FailureNotice({ failure }: { readonly failure: unknown }): ReactNode {
  const { t } = useLanguage();
  if (failure === null) return null;
  if (!(failure instanceof Refusal)) return <ErrorNotice error={failure} />;
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">{t.errors.refused}</p>
      <p>{failure.message}</p>
    </div>
  );
}
