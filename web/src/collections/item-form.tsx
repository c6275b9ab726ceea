import { type ReactNode } from 'react';
import { request } from '../api/client.js';
import { UpdateCollectionItemDocument, type ItemPartsFragment } from '../api/generated/operations.js';
import { type Section } from './collection.js';
import { moveItems } from './item-changes.js';
import { withItems } from './order.js';
import { NO_SECTION, SectionOptions } from './section-options.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';
import { WordsForm } from './words-form.js';

interface ItemFormProps {
  readonly item: ItemPartsFragment;
  readonly sections: readonly Section[];
  readonly editing: Editing;
  readonly onDone: () => void;
}

/** What is said of an achievement in an exhibit, and in which section it stands. */
export function ItemForm({ item, sections, editing, onDone }: ItemFormProps): ReactNode {
  const texts = useTexts();
  const { code, achievement } = item;
  const moveTo = (section: string): void => {
    moveItems(editing, [code], { section: section === '' ? null : section });
  };
  const titleEn = achievement?.titleEn;
  return (
    <WordsForm
      legend={texts.fields.label}
      hint={texts.labelHint}
      noteHint={texts.noteHint}
      usual={{ zh: achievement?.title.value ?? '', en: titleEn?.lang === 'EN' ? titleEn.value : '' }}
      title={item.labels}
      note={item.notes}
      save={(label, note) =>
        editing.run(
          async (versioned) => {
            const variables = { ...versioned, code, input: { label, note } };
            return (await request(UpdateCollectionItemDocument, variables)).done;
          },
          (shown) => withItems(shown, [code], { labels: label, notes: note }),
        )
      }
      onDone={onDone}
    >
      {sections.length > 0 && (
        <label className="sort">
          {texts.item.section}
          <select value={item.section?.id ?? NO_SECTION} onChange={({ target }) => moveTo(target.value)}>
            <SectionOptions sections={sections} />
          </select>
        </label>
      )}
    </WordsForm>
  );
}
