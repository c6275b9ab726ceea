import { useState, type FormEvent, type ReactNode } from 'react';
import { request } from '../api/client.js';
import { UpdateCollectionDocument, type Visibility } from '../api/generated/operations.js';
import { BilingualFields, typedOf, writtenOf } from './bilingual-fields.js';
import { type WholeCollection } from './collection.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

interface FormProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

const VISIBILITIES: readonly Visibility[] = ['PRIVATE', 'SHARED', 'PUBLIC'];

function Fields({ collection, editing, onDone }: FormProps & { readonly onDone: () => void }): ReactNode {
  const texts = useTexts();
  const [title, setTitle] = useState(typedOf(collection.titles));
  const [note, setNote] = useState(typedOf(collection.notes));
  const save = async (): Promise<void> => {
    const input = { title: writtenOf(title), note: writtenOf(note) };
    const done = await editing.run(async (versioned) => {
      return (await request(UpdateCollectionDocument, { ...versioned, input })).done;
    });
    if (done) onDone();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form className="exhibit-form" onSubmit={onSubmit}>
      <BilingualFields legend={texts.fields.title} typed={title} onType={setTitle} />
      <BilingualFields legend={texts.fields.note} typed={note} onType={setNote} lines />
      <div className="buttons">
        <button type="submit" className="primary">
          {texts.save}
        </button>
        <button type="button" onClick={onDone}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

/** Who can see an exhibit, and what it says of itself. What was typed stays until it is saved or given up. */
export function DescriptionForm({ collection, editing }: FormProps): ReactNode {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const { visibility } = collection;
  const setVisibility = (chosen: Visibility): void => {
    void editing.run(
      async (versioned) => {
        return (await request(UpdateCollectionDocument, { ...versioned, input: { visibility: chosen } }))
          .done;
      },
      (shown) => ({ ...shown, visibility: chosen }),
    );
  };
  return (
    <div className="exhibit-description">
      <label className="sort">
        {texts.visibilityLabel}
        <select
          value={visibility}
          onChange={({ target }) => {
            const chosen = VISIBILITIES.find((each) => each === target.value);
            if (chosen) setVisibility(chosen);
          }}
        >
          {VISIBILITIES.map((each) => (
            <option key={each} value={each}>
              {texts.visibility[each]}
            </option>
          ))}
        </select>
        <span className="muted">{texts.visibilityHint[visibility]}</span>
      </label>
      {open ? (
        <Fields collection={collection} editing={editing} onDone={() => setOpen(false)} />
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {texts.edit}
        </button>
      )}
    </div>
  );
}
