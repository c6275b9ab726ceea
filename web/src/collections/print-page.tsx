import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useTitle } from '../layout/use-title.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { CollectionMissing } from './collection-missing.js';
import { useCollection, type WholeCollection } from './collection.js';
import { useTexts } from './use-texts.js';
import './collections.css';
import './print.css';

interface PrintPageProps {
  readonly hint: string;
  readonly titled: (title: string) => string;
  readonly children: (collection: WholeCollection) => ReactNode;
}

/** A view of an exhibit that is made to be printed: on paper there is nothing but it. */
export function PrintPage({ hint, titled, children }: PrintPageProps): ReactNode {
  const { slug = '' } = useParams();
  const texts = useTexts();
  const { t } = useLanguage();
  const { data, error, refetch } = useCollection(slug);
  useTitle(data ? titled(data.title.value) : null);
  return (
    <div className="print-page">
      <div className="print-tools">
        <Link to={`/collections/${slug}`}>{texts.print.back}</Link>
        <h1>{data ? titled(data.title.value) : texts.title}</h1>
        <p className="muted">{hint}</p>
        <button type="button" className="primary" disabled={!data} onClick={() => print()}>
          {texts.print.print}
        </button>
      </div>
      {error && !data && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data === null && <CollectionMissing />}
      {data === undefined && !error && <p role="status">{t.site.loading}</p>}
      {data && (
        <div className="print-body" role="group" aria-label={titled(data.title.value)} tabIndex={0}>
          {children(data)}
        </div>
      )}
    </div>
  );
}
