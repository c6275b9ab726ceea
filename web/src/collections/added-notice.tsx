import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { takeBack, type Added } from './adding.js';
import { forgetLists } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { useClose } from './modal.js';
import { useTexts } from './use-texts.js';

interface AddedNoticeProps {
  readonly done: Added;
  /** How the exhibit is called. */
  readonly name: string;
}

/** What was added, the way to the exhibit, and the way back. */
export function AddedNotice({ done, name }: AddedNoticeProps): ReactNode {
  const { add: texts, undo } = useTexts();
  const close = useClose();
  const client = useQueryClient();
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { slug, added, itemCount } = done;
  const back = async (): Promise<void> => {
    try {
      const taken = done.isFresh ? texts.unmade(name) : texts.undone(name);
      setSaid((await takeBack(done)) ? taken : texts.undoLate(name));
      forgetLists(client);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <p role="status">
        {said ?? (added === 0 ? texts.already(name, itemCount) : texts.done(name, added, itemCount))}
      </p>
      <FailureNotice failure={failure} />
      <div className="buttons">
        {said === null && (
          <Link className="button primary" to={`/collections/${slug}`}>
            {texts.open}
          </Link>
        )}
        {said === null && added > 0 && (
          <button type="button" onClick={() => void back()}>
            {undo}
          </button>
        )}
        <button type="button" onClick={close}>
          {texts.close}
        </button>
      </div>
    </>
  );
}
