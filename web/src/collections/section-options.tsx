import { type ReactNode } from 'react';
import { type Section } from './collection.js';
import { useTexts } from './use-texts.js';

/** What stands for the beginning of an exhibit, which no section has. */
export const NO_SECTION = '';

/** The places of an exhibit to choose from: its beginning, and its sections. */
export function SectionOptions({ sections }: { readonly sections: readonly Section[] }): ReactNode {
  const texts = useTexts();
  return (
    <>
      {sections.length > 0 && <option value={NO_SECTION}>{texts.section.none}</option>}
      {sections.map(({ id, title }) => (
        <option key={id} value={id}>
          {title.value}
        </option>
      ))}
    </>
  );
}
