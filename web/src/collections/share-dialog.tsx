import { useState, type FormEvent, type ReactNode } from 'react';
import { request, useAnswer } from '../api/client.js';
import {
  CollectionLinksDocument,
  RevokeCollectionShareDocument,
  ShareCollectionDocument,
  UpdateCollectionDocument,
} from '../api/generated/operations.js';
import { formatDate } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { type WholeCollection } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { CloseButton, Modal } from './modal.js';
import { shareAddress } from './share-secret.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

const DAY_MS = 24 * 3_600_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 365;

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

interface ShareProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

function MadeLink({ address }: { readonly address: string }): ReactNode {
  const texts = useTexts();
  const { t } = useLanguage();
  const [told, setTold] = useState('');
  const copy = (): void => {
    // Without a secure context there is no clipboard, and the text is selected to be copied by hand.
    const copied = isSecureContext ? navigator.clipboard.writeText(address) : Promise.reject(new Error());
    copied.then(
      () => setTold(texts.sharing.copied),
      () => setTold(t.record.copyFailed),
    );
  };
  return (
    <div className="share-made">
      <label htmlFor="share-address">{texts.sharing.address}</label>
      <input
        id="share-address"
        readOnly
        value={address}
        spellCheck={false}
        onFocus={({ target }) => target.select()}
      />
      <p>{texts.sharing.once}</p>
      <button type="button" onClick={copy}>
        {texts.sharing.copy}
      </button>
      <span role="status">{told}</span>
    </div>
  );
}

function Links({ slug, made }: { readonly slug: string; readonly made: string | null }): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const [failure, setFailure] = useState<unknown>(null);
  // Asked anew after each link that was made.
  const { data, refetch } = useAnswer(CollectionLinksDocument, { slug, ...(made ? { made } : {}) });
  const links = data?.collection?.shareLinks ?? [];
  const revoke = async (share: string): Promise<void> => {
    try {
      await request(RevokeCollectionShareDocument, { slug, share });
      await refetch();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <h3>{texts.sharing.existing}</h3>
      {data && links.length === 0 && <p className="muted">{texts.sharing.none}</p>}
      <ul className="share-links">
        {links.map(({ id, createdBy, createdAt, expiresAt, status }) => (
          <li key={id}>
            <span>
              {texts.sharing.made(createdBy, formatDate(createdAt, lang))}
              <br />
              <strong>{texts.sharing.status[status]}</strong>
              {' · '}
              {texts.sharing.expires(formatDate(expiresAt, lang))}
            </span>
            {status === 'ACTIVE' && (
              <button type="button" onClick={() => void revoke(id)}>
                {texts.sharing.revoke}
              </button>
            )}
          </li>
        ))}
      </ul>
      <FailureNotice failure={failure} />
    </>
  );
}

function MakeLink({ collection, editing }: ShareProps): ReactNode {
  const texts = useTexts();
  const [until, setUntil] = useState(() => dayIn(USUAL_DAYS));
  const [address, setAddress] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { slug, visibility } = collection;
  const make = async (): Promise<void> => {
    setFailure(null);
    try {
      // To the end of that day, where the curator is.
      const expiresAt = new Date(`${until}T23:59:59`).toISOString();
      const { shareCollection } = await request(ShareCollectionDocument, { slug, expiresAt });
      setAddress(shareAddress(slug, shareCollection.secret));
    } catch (error) {
      setFailure(error);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void make();
  };
  if (visibility !== 'SHARED') {
    const setShared = (): void => {
      void editing.run(async (versioned) => {
        return (await request(UpdateCollectionDocument, { ...versioned, input: { visibility: 'SHARED' } }))
          .done;
      });
    };
    return (
      <>
        <p>{texts.sharing.needsShared}</p>
        <div className="buttons">
          <button type="button" className="primary" onClick={setShared}>
            {texts.sharing.setShared}
          </button>
        </div>
      </>
    );
  }
  return (
    <>
      <form onSubmit={onSubmit}>
        <label htmlFor="share-until">{texts.sharing.until}</label>
        <input
          id="share-until"
          type="date"
          required
          min={dayIn(0)}
          max={dayIn(MOST_DAYS - 1)}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
        <div className="buttons">
          <button type="submit" className="primary">
            {texts.sharing.make}
          </button>
        </div>
      </form>
      <FailureNotice failure={failure} />
      {address !== null && <MadeLink key={address} address={address} />}
      <Links slug={slug} made={address} />
    </>
  );
}

/** Where links to an exhibit are made and ended. */
export function ShareDialog({ onClose, ...props }: ShareProps & { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  return (
    <Modal title={texts.sharing.title} onClose={onClose}>
      <MakeLink {...props} />
      <CloseButton>{texts.sharing.close}</CloseButton>
    </Modal>
  );
}
