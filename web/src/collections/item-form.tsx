import { useState, type FormEvent, type ReactNode } from 'react';
import { request } from '../api/client.js';
import {
  MoveInCollectionDocument,
  UpdateCollectionItemDocument,
  type ItemPartsFragment,
} from '../api/generated/operations.js';
import { BilingualFields, typedOf, writtenOf } from './bilingual-fields.js';
import { type Section } from './collection.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

interface ItemFormProps {
  readonly item: ItemPartsFragment;
  readonly sections: readonly Section[];
  readonly editing: Editing;
  readonly onDone: () => void;
}

/** What is said of an achievement in an exhibit, and in which section it stands. What was typed stays until it is saved. */
export function ItemForm({ item, sections, editing, onDone }: ItemFormProps): ReactNode {
  const texts = useTexts();
  const { code, achievement } = item;
  const [label, setLabel] = useState(typedOf(item.labels));
  const [note, setNote] = useState(typedOf(item.notes));
  const save = async (): Promise<void> => {
    const input = { label: writtenOf(label), note: writtenOf(note) };
    const done = await editing.run(async (versioned) => {
      return (await request(UpdateCollectionItemDocument, { ...versioned, code, input })).done;
    });
    if (done) onDone();
  };
  const moveTo = (section: string): void => {
    void editing.run(async (versioned) => {
      const place = { codes: [code], section: section === '' ? null : section };
      return (await request(MoveInCollectionDocument, { ...versioned, ...place })).done;
    });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  const titleEn = achievement?.titleEn;
  const usual = { zh: achievement?.title.value ?? '', en: titleEn?.lang === 'EN' ? titleEn.value : '' };
  return (
    <form className="exhibit-form" onSubmit={onSubmit}>
      <BilingualFields
        legend={texts.fields.label}
        hint={texts.labelHint}
        typed={label}
        onType={setLabel}
        usual={usual}
      />
      <BilingualFields legend={texts.fields.note} typed={note} onType={setNote} lines />
      {sections.length > 0 && (
        <label className="sort">
          {texts.item.section}
          <select value={item.section?.id ?? ''} onChange={({ target }) => moveTo(target.value)}>
            <option value="">{texts.section.none}</option>
            {sections.map(({ id, title }) => (
              <option key={id} value={id}>
                {title.value}
              </option>
            ))}
          </select>
        </label>
      )}
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
