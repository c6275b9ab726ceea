import { useId, type ReactNode } from 'react';
import { useTexts } from './use-texts.js';

/** A text in both languages, as a form holds it: what is empty says nothing. */
export interface Typed {
  readonly zh: string;
  readonly en: string;
}

/** What was written, as a form holds it. */
export function typedOf(text: { readonly zh: string | null; readonly en: string | null }): Typed {
  return { zh: text.zh ?? '', en: text.en ?? '' };
}

/** What a form holds, as the service takes it. */
export function writtenOf({ zh, en }: Typed): { readonly zh: string | null; readonly en: string | null } {
  return { zh: zh.trim() || null, en: en.trim() || null };
}

/** Whether nothing was typed. */
export function isBlank({ zh, en }: Typed): boolean {
  return zh.trim() === '' && en.trim() === '';
}

interface BilingualFieldsProps {
  readonly legend: string;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly lines?: boolean;
  readonly hint?: string;
  /** What stands where nothing was typed. */
  readonly usual?: Partial<Typed>;
}

/** Two fields for one text: Chinese and English. */
export function BilingualFields(props: BilingualFieldsProps): ReactNode {
  const { legend, typed, onType, lines = false, hint, usual = {} } = props;
  const texts = useTexts();
  const id = useId();
  return (
    <fieldset className="bilingual" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{legend}</legend>
      {(['zh', 'en'] as const).map((lang) => {
        const field = {
          id: `${id}-${lang}`,
          lang: lang === 'zh' ? 'zh-CN' : 'en',
          maxLength: lines ? 2_000 : 200,
          value: typed[lang],
          placeholder: usual[lang] ?? '',
          onChange: ({ target }: { target: { value: string } }) => onType({ ...typed, [lang]: target.value }),
        };
        return (
          <div key={lang}>
            <label htmlFor={field.id}>{texts.languages[lang]}</label>
            {lines ? <textarea rows={2} {...field} /> : <input type="text" {...field} />}
          </div>
        );
      })}
      {hint && (
        <p id={`${id}-hint`} className="muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
