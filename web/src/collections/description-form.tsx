import { useState, type ReactNode } from 'react';
import { request } from '../api/client.js';
import { UpdateCollectionDocument, type Visibility } from '../api/generated/operations.js';
import { type WholeCollection } from './collection.js';
import { SectionFormButton } from './section-forms.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';
import { WordsForm } from './words-form.js';

interface FormProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

const VISIBILITIES: readonly Visibility[] = ['PRIVATE', 'SHARED', 'PUBLIC'];

/** Who can see an exhibit, and what it says of itself. */
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
        <WordsForm
          legend={texts.fields.title}
          title={collection.titles}
          note={collection.notes}
          save={(title, note) =>
            editing.run(async (versioned) => {
              const variables = { ...versioned, input: { title, note } };
              return (await request(UpdateCollectionDocument, variables)).done;
            })
          }
          onDone={() => setOpen(false)}
        />
      ) : (
        <div className="exhibit-buttons">
          <button type="button" onClick={() => setOpen(true)}>
            {texts.edit}
          </button>
          <SectionFormButton />
        </div>
      )}
    </div>
  );
}
