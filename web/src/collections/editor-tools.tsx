import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.js';
import {
  CopyCollectionDocument,
  DeleteCollectionDocument,
  UndoCollectionDocument,
} from '../api/generated/operations.js';
import { forgetLists, type WholeCollection } from './collection.js';
import { ExportLinks } from './export-links.js';
import { FailureNotice } from './failure-notice.js';
import { requestKey } from './request-key.js';
import { ShareDialog } from './share-dialog.js';
import { Refusal, type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';
import { VersionsDialog } from './versions-dialog.js';

interface ToolsProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

/** What can be done with an exhibit as a whole. */
export function EditorTools({ collection, editing }: ToolsProps): ReactNode {
  const texts = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'share' | 'versions' | null>(null);
  const close = (): void => setDialog(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { slug, version } = collection;

  const copy = async (): Promise<void> => {
    const { done } = await request(CopyCollectionDocument, { slug, key: requestKey() });
    if (!done.collection) throw new Refusal(done.errors[0]?.message);
    forgetLists(client);
    await navigate(`/collections/${done.collection.slug}`);
  };
  const remove = async (): Promise<void> => {
    const { done } = await request(DeleteCollectionDocument, { slug, ifVersion: version });
    if (done.errors[0]) throw new Refusal(done.errors[0].message);
    forgetLists(client);
    // Read anew, it says that it was deleted, and how it comes back.
    await client.resetQueries({ queryKey: ['collection', slug] });
  };
  const attempt = (work: () => Promise<void>): void => {
    setFailure(null);
    work().catch(setFailure);
  };
  const undo = (): void => {
    void editing.run(async (versioned) => (await request(UndoCollectionDocument, versioned)).done);
  };
  return (
    <>
      <div className="exhibit-tools" role="group" aria-label={texts.toolbar}>
        <button type="button" onClick={undo} disabled={version === 1}>
          {texts.undo}
        </button>
        <button type="button" onClick={() => setDialog('versions')}>
          {texts.history}
        </button>
        <button type="button" onClick={() => setDialog('share')}>
          {texts.share}
        </button>
        <Link className="button" to={`/collections/${slug}/labels`}>
          {texts.labels}
        </Link>
        <Link className="button" to={`/collections/${slug}/list`}>
          {texts.list}
        </Link>
        <ExportLinks collection={collection} />
        <button type="button" onClick={() => attempt(copy)}>
          {texts.copy}
        </button>
        <button type="button" onClick={() => attempt(remove)}>
          {texts.remove}
        </button>
      </div>
      <FailureNotice failure={failure} />
      {dialog === 'share' && <ShareDialog collection={collection} editing={editing} onClose={close} />}
      {dialog === 'versions' && <VersionsDialog collection={collection} editing={editing} onClose={close} />}
    </>
  );
}
