import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useLanguage } from '../texts/language.js';
import { useTitle } from './use-title.js';

/** What an address shows that is no page's. */
export function NoPage(): ReactNode {
  const { t } = useLanguage();
  useTitle(t.errors.noPage);
  return (
    <div className="lone">
      <h1>{t.errors.noPage}</h1>
      <p>{t.errors.noPageHint}</p>
      <p>
        <Link to="/">{t.site.toFirstPage}</Link>
      </p>
    </div>
  );
}
