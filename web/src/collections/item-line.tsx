import { memo, useState, type ReactNode } from 'react';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { type ItemPartsFragment } from '../api/generated/operations.js';
import { type Section } from './collection.js';
import { removeItems } from './item-changes.js';
import { ItemWords, useItemTitle } from './item-facts.js';
import { ItemForm } from './item-form.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

interface ItemBodyProps {
  readonly item: ItemPartsFragment;
  readonly sections: readonly Section[];
  readonly editing: Editing;
}

/** What is said of an item, and what can be done with it. Remembered: a drag draws every line again and again. */
const ItemBody = memo(function ItemBody({ item, sections, editing }: ItemBodyProps): ReactNode {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const title = useItemTitle(item);
  return (
    <>
      <div className="exhibit-line-body">
        <ItemWords item={item} />
        {open && <ItemForm item={item} sections={sections} editing={editing} onDone={() => setOpen(false)} />}
      </div>
      <div className="exhibit-actions">
        <button
          type="button"
          className="quiet"
          aria-expanded={open}
          aria-label={texts.item.edit(title.value)}
          onClick={() => setOpen(!open)}
        >
          ✎
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={texts.item.remove(title.value)}
          onClick={() => removeItems(editing, [item.code])}
        >
          ×
        </button>
      </div>
    </>
  );
});

interface ItemLineProps extends ItemBodyProps {
  readonly place: number;
  readonly isChosen: boolean;
  readonly onChoose: (code: string) => void;
}

/** An item of an exhibit, to be dragged, chosen and described. */
export function ItemLine({ place, isChosen, onChoose, ...body }: ItemLineProps): ReactNode {
  const texts = useTexts();
  const { code } = body.item;
  const title = useItemTitle(body.item);
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: code, attributes: { roleDescription: texts.drag.role } });
  return (
    <li
      ref={setNodeRef}
      className="exhibit-line"
      data-code={code}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className="exhibit-lead">
        <button
          ref={setActivatorNodeRef}
          type="button"
          className="quiet exhibit-handle"
          {...attributes}
          {...listeners}
          aria-label={texts.item.drag(title.value)}
        >
          <span aria-hidden="true">⠿</span>
        </button>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={texts.chosen.choose(title.value)}
          onChange={() => onChoose(code)}
        />
        <span className="exhibit-place">{place}</span>
      </div>
      <ItemBody {...body} />
    </li>
  );
}
