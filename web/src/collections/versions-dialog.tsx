import { type ReactNode } from 'react';
import { request } from '../api/client.js';
import {
  CollectionVersionsDocument,
  PutBackCollectionDocument,
  type CollectionVersionsQuery,
} from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { formatMoment } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { MoreButton } from '../ui/more-button.js';
import { type WholeCollection } from './collection.js';
import { CloseButton, Modal, useClose } from './modal.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

const PAGE_SIZE = 20;

type Version = NonNullable<CollectionVersionsQuery['collection']>['history']['edges'][number]['node'];

interface VersionsProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

function VersionLine({
  change,
  current,
  onPutBack,
}: {
  readonly change: Version;
  readonly current: boolean;
  readonly onPutBack: () => void;
}): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const { version, at, author, kind, contentOf, content } = change;
  const { items } = content as { readonly items: readonly unknown[] };
  return (
    <li>
      <span>
        <strong>{texts.versions.version(version)}</strong>
        {' · '}
        {texts.versions.kinds[kind]}
        {contentOf !== version && ` (${texts.versions.contentOf(contentOf)})`}
        {' · '}
        {texts.versions.items(items.length)}
        <br />
        <span className="muted">
          {author} · {formatMoment(at, lang)}
        </span>
      </span>
      {current ? (
        <span className="muted">{texts.versions.current}</span>
      ) : (
        <button type="button" onClick={onPutBack}>
          {texts.versions.putBack}
        </button>
      )}
    </li>
  );
}

function Versions({ collection, editing }: VersionsProps): ReactNode {
  const close = useClose();
  const texts = useTexts();
  const found = useAnswerPages(
    CollectionVersionsDocument,
    // The version is no argument of the list: with it, the list is asked for anew after each change.
    { slug: collection.slug, first: PAGE_SIZE, ...{ version: collection.version } },
    (page) => page.collection?.history,
  );
  const edges = found.data?.pages.flatMap((page) => page.collection?.history.edges ?? []) ?? [];
  const total = found.data?.pages[0]?.collection?.history.totalCount ?? 0;
  const putBack = async (version: number): Promise<void> => {
    await editing.run(async (versioned) => {
      return (await request(PutBackCollectionDocument, { ...versioned, version })).done;
    });
    close();
  };
  return (
    <>
      <ol className="share-links">
        {edges.map(({ node }) => (
          <VersionLine
            key={node.version}
            change={node}
            current={node.version === collection.version}
            onPutBack={() => void putBack(node.version)}
          />
        ))}
      </ol>
      <MoreButton pages={found} shown={texts.shown(edges.length, total)} />
    </>
  );
}

/** Every version of an exhibit, and the way back to it. */
export function VersionsDialog({
  onClose,
  ...props
}: VersionsProps & { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  return (
    <Modal title={texts.versions.title} onClose={onClose}>
      <Versions {...props} />
      <CloseButton>{texts.sharing.close}</CloseButton>
    </Modal>
  );
}
