import { useState, type FormEvent, type ReactNode } from 'react';
import { request } from '../api/client.js';
import {
  AddCollectionSectionDocument,
  MoveCollectionSectionDocument,
  RemoveCollectionSectionDocument,
  UpdateCollectionSectionDocument,
} from '../api/generated/operations.js';
import { Name } from '../ui/name.js';
import { BilingualFields, isBlank, writtenOf, type Typed } from './bilingual-fields.js';
import { type Section } from './collection.js';
import { Written } from './item-facts.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';
import { WordsForm } from './words-form.js';

const BLANK: Typed = { zh: '', en: '' };

/** Where the form for a section stands: at the end, where it is added. */
const SECTION_FORM = 'add-section';

/** The way to that form from the top of a long exhibit. */
export function SectionFormButton(): ReactNode {
  const texts = useTexts();
  const go = (): void => {
    const form = document.getElementById(SECTION_FORM);
    form?.scrollIntoView({ block: 'center' });
    form?.querySelector('input')?.focus({ preventScroll: true });
  };
  return (
    <button type="button" onClick={go}>
      {texts.section.add}
    </button>
  );
}

/** Adds a section at the end. */
export function SectionForm({ editing }: { readonly editing: Editing }): ReactNode {
  const texts = useTexts();
  const [title, setTitle] = useState(BLANK);
  const add = async (): Promise<void> => {
    const done = await editing.run(async (versioned) => {
      const input = { title: writtenOf(title) };
      return (await request(AddCollectionSectionDocument, { ...versioned, input })).done;
    });
    if (done) setTitle(BLANK);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void add();
  };
  return (
    <form id={SECTION_FORM} className="exhibit-form" onSubmit={onSubmit}>
      <h2>{texts.section.add}</h2>
      <BilingualFields legend={texts.section.name} typed={title} onType={setTitle} />
      <div className="buttons">
        <button type="submit" disabled={isBlank(title)}>
          {texts.section.submit}
        </button>
      </div>
    </form>
  );
}

interface HeadProps {
  readonly section: Section;
  /** The sections beside it; undefined at the ends. */
  readonly above: Section | undefined;
  readonly below: Section | undefined;
  readonly editing: Editing;
}

/** The head of a section, with what can be done with it. */
export function SectionHead({ section, above, below, editing }: HeadProps): ReactNode {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const { id, title } = section;
  const name = title.value;
  const move = (place: { before: string } | { after: string }): void => {
    void editing.run(async (versioned) => {
      return (await request(MoveCollectionSectionDocument, { ...versioned, section: id, ...place })).done;
    });
  };
  const remove = (): void => {
    void editing.run(async (versioned) => {
      return (await request(RemoveCollectionSectionDocument, { ...versioned, section: id })).done;
    });
  };
  return (
    <>
      <div className="exhibit-section-head">
        <h2>
          <Name text={title} />
        </h2>
        <div className="exhibit-actions">
          <button
            type="button"
            className="quiet"
            disabled={!above}
            aria-label={texts.section.up(name)}
            onClick={() => above && move({ before: above.id })}
          >
            ↑
          </button>
          <button
            type="button"
            className="quiet"
            disabled={!below}
            aria-label={texts.section.down(name)}
            onClick={() => below && move({ after: below.id })}
          >
            ↓
          </button>
          <button
            type="button"
            className="quiet"
            aria-expanded={open}
            aria-label={texts.section.edit(name)}
            onClick={() => setOpen(!open)}
          >
            ✎
          </button>
          <button type="button" className="quiet" aria-label={texts.section.remove(name)} onClick={remove}>
            ×
          </button>
        </div>
      </div>
      <Written text={section.notes} />
      {open && (
        <WordsForm
          legend={texts.section.name}
          title={section.titles}
          note={section.notes}
          save={(words, note) =>
            editing.run(async (versioned) => {
              const variables = { ...versioned, section: id, input: { title: words, note } };
              return (await request(UpdateCollectionSectionDocument, variables)).done;
            })
          }
          onDone={() => setOpen(false)}
        />
      )}
    </>
  );
}
