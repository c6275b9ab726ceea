import { type ReactNode } from 'react';
import { useAnswer } from '../api/client.js';
import { CatalogCountsDocument } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { formatDate } from '../texts/format.js';

/** What the data are, how old, and the way for programs. */
export function Footer(): ReactNode {
  const { t, lang } = useLanguage();
  const { data } = useAnswer(CatalogCountsDocument, {});
  const changed = data?.catalogInfo.dataChangedAt;
  return (
    <footer className="site-footer">
      <p>
        {t.site.data}
        {changed && ` · ${t.site.changed(formatDate(changed, lang))}`}
      </p>
      <ul>
        <li>
          <a href="/graphiql">GraphiQL</a>
        </li>
        <li>
          <a href="/schema.graphql">schema.graphql</a>
        </li>
      </ul>
    </footer>
  );
}
