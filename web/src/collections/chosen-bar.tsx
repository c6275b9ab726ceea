import { useState, type ReactNode } from 'react';
import { type WholeCollection } from './collection.js';
import { moveItems, removeItems } from './item-changes.js';
import { linesOf } from './order.js';
import { NO_SECTION, SectionOptions } from './section-options.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

interface ChosenBarProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** Where chosen items can go, beside the sections. */
const FIRST = 'first';

/** What can be done with several items at once. */
export function ChosenBar({ collection, editing, chosen, onDone }: ChosenBarProps): ReactNode {
  const texts = useTexts();
  const { sections } = collection;
  const [target, setTarget] = useState(sections[0]?.id ?? FIRST);
  const inOrder = linesOf(collection).flatMap((line) => (line.kind === 'item' ? [line.id] : []));
  const codes = inOrder.filter((code) => chosen.has(code));
  if (codes.length === 0) return null;
  const move = (): void => {
    const first = inOrder.find((code) => !chosen.has(code));
    if (target !== FIRST) moveItems(editing, codes, { section: target === NO_SECTION ? null : target });
    else if (first !== undefined) moveItems(editing, codes, { before: first });
    onDone();
  };
  const remove = (): void => {
    removeItems(editing, codes);
    onDone();
  };
  return (
    <div className="exhibit-chosen" role="group" aria-label={texts.chosen.title}>
      <strong role="status">{texts.chosen.count(codes.length)}</strong>
      <label className="sort">
        {texts.chosen.to}
        <select value={target} onChange={(event) => setTarget(event.target.value)}>
          <option value={FIRST}>{texts.chosen.first}</option>
          <SectionOptions sections={sections} />
        </select>
      </label>
      <button type="button" className="primary" onClick={move}>
        {texts.chosen.move}
      </button>
      <button type="button" onClick={remove}>
        {texts.chosen.remove}
      </button>
      <button type="button" onClick={onDone}>
        {texts.chosen.none}
      </button>
    </div>
  );
}
