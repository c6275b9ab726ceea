import { useState, type FormEvent, type ReactNode } from 'react';
import { BilingualFields, isBlank, typedOf, writtenOf, type Typed } from './bilingual-fields.js';
import { useTexts } from './use-texts.js';

/** A text as it was written, and as the service takes it. */
type Written = ReturnType<typeof writtenOf>;

interface WordsFormProps {
  /** How the title is called. */
  readonly legend: string;
  readonly hint?: string;
  readonly noteHint?: string;
  /** What stands where no title was typed; without it, one must be typed. */
  readonly usual?: Typed;
  readonly title: Written;
  readonly note: Written;
  /** Saves what was typed; tells whether it was done. */
  readonly save: (title: Written, note: Written) => Promise<boolean>;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}

/** Title and note of an exhibit, or of what is in it. What was typed stays until it is saved or given up. */
export function WordsForm(props: WordsFormProps): ReactNode {
  const { legend, hint, noteHint, usual, save, onDone, children } = props;
  const texts = useTexts();
  const [title, setTitle] = useState(typedOf(props.title));
  const [note, setNote] = useState(typedOf(props.note));
  const submit = async (): Promise<void> => {
    if (await save(writtenOf(title), writtenOf(note))) onDone();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className="exhibit-form" onSubmit={onSubmit}>
      <BilingualFields
        legend={legend}
        typed={title}
        onType={setTitle}
        {...(hint ? { hint } : {})}
        {...(usual ? { usual } : {})}
      />
      <BilingualFields
        legend={texts.fields.note}
        typed={note}
        onType={setNote}
        lines
        {...(noteHint ? { hint: noteHint } : {})}
      />
      {children}
      <div className="buttons">
        <button type="submit" className="primary" disabled={!usual && isBlank(title)}>
          {texts.save}
        </button>
        <button type="button" onClick={onDone}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}
