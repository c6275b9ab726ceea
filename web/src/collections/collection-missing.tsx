import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.js';
import { RestoreCollectionDocument } from '../api/generated/operations.js';
import { type ServiceError } from '../api/service-error.js';
import { formatMoment } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { forgetLists } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { Refusal } from './use-editing.js';
import { useIsCurator } from './use-is-curator.js';
import { useTexts } from './use-texts.js';

/** What is shown where there is no exhibit that the reader may see. */
export function CollectionMissing(): ReactNode {
  const texts = useTexts();
  return (
    <div className="notice">
      <h1>{texts.notFound}</h1>
      <p>{texts.notFoundHint}</p>
    </div>
  );
}

interface GoneProps {
  readonly slug: string;
  readonly error: ServiceError | null;
  readonly cause: unknown;
  readonly retry: () => void;
}

/** What is shown where an exhibit cannot be read: a link that has ended, one that was deleted, or another failure. */
export function CollectionGone({ slug, error, cause, retry }: GoneProps): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const isCurator = useIsCurator();
  const client = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const endedLink = error?.text('argument') === 'share';
  if (endedLink) {
    const expiresAt = error.text('expiresAt');
    return (
      <div className="notice notice-error" role="alert">
        <h1>{texts.linkEnded}</h1>
        {expiresAt !== null && <p>{texts.linkExpiredAt(formatMoment(expiresAt, lang))}</p>}
        <p>{texts.linkEndedHint}</p>
      </div>
    );
  }
  if (!isCurator || error?.problem !== 'gone') return <ErrorNotice error={cause} retry={retry} />;
  const restore = async (): Promise<void> => {
    try {
      const { done } = await request(RestoreCollectionDocument, { slug });
      if (done.errors[0]) setFailure(new Refusal(done.errors[0].message));
      else {
        forgetLists(client);
        retry();
      }
    } catch (reason) {
      setFailure(reason);
    }
  };
  return (
    <div className="notice" role="status">
      <p>{texts.removed(slug)}</p>
      <FailureNotice failure={failure} />
      <button type="button" onClick={() => void restore()}>
        {texts.restore}
      </button>
    </div>
  );
}
