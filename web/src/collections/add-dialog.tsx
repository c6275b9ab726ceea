import { useState, type FormEvent, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useAnswer } from '../api/client.js';
import { CollectionListDocument } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { AddedNotice } from './added-notice.js';
import { addTo, addToNew, type Added } from './adding.js';
import { type Addition } from './addition.js';
import { BilingualFields, isBlank, type Typed } from './bilingual-fields.js';
import { forgetLists } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { Modal, useClose } from './modal.js';
import { requestKey } from './request-key.js';
import { Refusal } from './use-editing.js';
import { useTexts } from './use-texts.js';
import './collections.css';

/** The exhibits to choose from: those that were changed last. */
const OFFERED = 100;

const LAST = 'last exhibit';

/** The exhibit that was chosen last in this tab. */
function lastChosen(): string | null {
  try {
    return sessionStorage.getItem(LAST);
  } catch {
    return null;
  }
}

function rememberChosen(slug: string): void {
  try {
    sessionStorage.setItem(LAST, slug);
  } catch {
    // Storage may be forbidden: then nothing is remembered.
  }
}

interface AddDialogProps {
  readonly addition: Addition;
  readonly onClose: () => void;
}

function AddForm({ addition }: Pick<AddDialogProps, 'addition'>): ReactNode {
  const texts = useTexts();
  const close = useClose();
  const { preferred } = useLanguage();
  const client = useQueryClient();
  const { data } = useAnswer(CollectionListDocument, { first: OFFERED, lang: preferred });
  const offered = data?.collections.edges.map(({ node }) => node) ?? [];
  const [chosen, setChosen] = useState<string | null>(lastChosen);
  const [title, setTitle] = useState<Typed>({ zh: '', en: '' });
  const [key] = useState(requestKey);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Added | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  // Without a choice that still holds, the exhibit that was changed last.
  const slug =
    offered.some((each) => each.slug === chosen) || chosen === '' ? chosen : (offered[0]?.slug ?? '');
  const count = 'codes' in addition ? addition.codes.length : addition.count;

  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (slug === '' && isBlank(title)) throw new Refusal(texts.make.needsName);
      const added = await (slug === '' || slug === null
        ? addToNew(title, key, addition)
        : addTo(slug, addition));
      setDone(added);
      rememberChosen(added.slug);
      forgetLists(client);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  if (done) {
    const name = offered.find((each) => each.slug === done.slug)?.title.value ?? (title.zh || title.en);
    return <AddedNotice done={done} name={name} />;
  }
  return (
    <form onSubmit={onSubmit}>
      <p>{texts.add.what(count)}</p>
      <label htmlFor="add-into">{texts.add.into}</label>
      <select id="add-into" value={slug ?? ''} onChange={({ target }) => setChosen(target.value)}>
        {offered.map((each) => (
          <option key={each.slug} value={each.slug}>
            {each.title.value}
          </option>
        ))}
        <option value="">{texts.add.fresh}</option>
      </select>
      {slug === '' && <BilingualFields legend={texts.add.name} typed={title} onType={setTitle} />}
      <FailureNotice failure={failure} />
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy || !data}>
          {busy ? texts.saving : texts.add.submit}
        </button>
        <button type="button" onClick={close}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

/** Where a curator chooses the exhibit to which achievements are added. */
export default function AddDialog({ addition, onClose }: AddDialogProps): ReactNode {
  const texts = useTexts();
  return (
    <Modal title={texts.add.title} onClose={onClose}>
      <AddForm addition={addition} />
    </Modal>
  );
}
