import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useLanguage } from '../texts/language.js';

/** What the page of a code shows that no record ever had. */
export function NoRecord({ code }: { readonly code: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="lone">
      <h1>{t.errors.notFound}</h1>
      <p>{t.errors.notFoundHint(code)}</p>
      <p>
        <Link to="/">{t.site.toFirstPage}</Link>
      </p>
    </div>
  );
}
