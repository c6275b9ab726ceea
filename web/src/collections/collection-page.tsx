import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { ServiceError } from '../api/service-error.js';
import { useTitle } from '../layout/use-title.js';
import { useLanguage } from '../texts/language.js';
import { CollectionGone, CollectionMissing } from './collection-missing.js';
import { useCollection } from './collection.js';
import { Editor } from './editor.js';
import { ReadingView } from './reading-view.js';
import { useIsCurator } from './use-is-curator.js';
import { useTexts } from './use-texts.js';
import './collections.css';

/** One exhibit: to be read, and by curators to be arranged. */
export function Component(): ReactNode {
  const { slug = '' } = useParams();
  const texts = useTexts();
  const { t } = useLanguage();
  const isCurator = useIsCurator();
  const { data, error, isPending, refetch } = useCollection(slug);
  useTitle(data?.title.value ?? texts.title);
  if (isPending) {
    return (
      <p className="exhibit" role="status">
        {t.site.loading}
      </p>
    );
  }
  return (
    <div className="exhibit">
      <p className="exhibit-back">
        <Link to="/collections">{texts.back}</Link>
      </p>
      {error && !data && (
        <CollectionGone
          slug={slug}
          error={error instanceof ServiceError ? error : null}
          cause={error}
          retry={() => void refetch()}
        />
      )}
      {data === null && <CollectionMissing />}
      {data && (isCurator ? <Editor collection={data} /> : <ReadingView collection={data} />)}
    </div>
  );
}
