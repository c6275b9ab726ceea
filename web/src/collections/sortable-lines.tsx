import { useState, type ReactNode } from 'react';
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { request } from '../api/client.js';
import { MoveInCollectionDocument } from '../api/generated/operations.js';
import { ChosenBar } from './chosen-bar.js';
import { type Section, type WholeCollection } from './collection.js';
import { titlesOf } from './item-facts.js';
import { ItemLine } from './item-line.js';
import { arrangedAs, linesOf, moveLine, placeAmong, type Line } from './order.js';
import { SectionHead } from './section-forms.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

/** How far a pointer moves before it drags: a touch to scroll or a click moves less. */
const DRAG_FROM_PX = 6;

interface LinesProps {
  readonly collection: WholeCollection;
  readonly editing: Editing;
}

interface SectionLineProps {
  readonly section: Section;
  readonly sections: readonly Section[];
  readonly isEmpty: boolean;
  readonly editing: Editing;
}

function SectionLine({ section, sections, isEmpty, editing }: SectionLineProps): ReactNode {
  const texts = useTexts();
  // Not dragged itself, but items can be dropped before and behind it.
  const { setNodeRef, transform, transition } = useSortable({
    id: `section:${section.id}`,
    disabled: { draggable: true },
  });
  const index = sections.findIndex(({ id }) => id === section.id);
  return (
    <li
      ref={setNodeRef}
      className="exhibit-section"
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <SectionHead
        section={section}
        above={sections[index - 1]}
        below={sections[index + 1]}
        editing={editing}
      />
      {isEmpty && <p className="muted exhibit-drop">{texts.section.empty}</p>}
    </li>
  );
}

/** What a screen reader is told while an item is moved. */
function useAnnouncements(lines: readonly Line[]): Announcements {
  const { drag } = useTexts();
  const nameOf = (id: UniqueIdentifier): string => {
    const line = lines.find((each) => each.id === id);
    return line?.kind === 'item' ? titlesOf(line.item)[0].value : (line?.section.title.value ?? '');
  };
  const placeOf = (id: UniqueIdentifier): number => lines.findIndex((line) => line.id === id) + 1;
  return {
    onDragStart: ({ active }) => drag.start(nameOf(active.id)),
    // Over itself, as at first, there is nothing more to tell.
    onDragOver: ({ active, over }) =>
      over && over.id !== active.id ? drag.over(nameOf(active.id), placeOf(over.id)) : undefined,
    onDragEnd: ({ active, over }) => drag.end(nameOf(active.id), placeOf((over ?? active).id)),
    onDragCancel: ({ active }) => drag.cancel(nameOf(active.id)),
  };
}

/** Everything of an exhibit in its order, to be dragged by a pointer, a finger or the keyboard. */
export function SortableLines({ collection, editing }: LinesProps): ReactNode {
  const texts = useTexts();
  const { sections, items } = collection;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (code: string): void => {
    setChosen(new Set(chosen.has(code) ? [...chosen].filter((each) => each !== code) : [...chosen, code]));
  };
  const placeOf = new Map(items.map(({ code }, index) => [code, index + 1]));
  const lines = linesOf(collection);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useAnnouncements(lines);
  const drop = ({ active, over }: DragEndEvent): void => {
    if (!over || over.id === active.id) return;
    const code = String(active.id);
    const moved = moveLine(lines, code, String(over.id));
    void editing.run(
      async (versioned) => {
        const variables = { ...versioned, codes: [code], ...placeAmong(moved, code) };
        return (await request(MoveInCollectionDocument, variables)).done;
      },
      (shown) => arrangedAs(shown, moved),
    );
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: texts.drag.instructions } }}
      onDragEnd={drop}
    >
      <SortableContext items={lines.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <h2 className="hidden">{texts.fields.items}</h2>
        <ol className="exhibit-lines">
          {lines.map((line, index) =>
            line.kind === 'section' ? (
              <SectionLine
                key={line.id}
                section={line.section}
                sections={sections}
                isEmpty={lines[index + 1]?.kind !== 'item'}
                editing={editing}
              />
            ) : (
              <ItemLine
                key={line.id}
                item={line.item}
                place={placeOf.get(line.id) ?? 0}
                sections={sections}
                editing={editing}
                isChosen={chosen.has(line.id)}
                onChoose={choose}
              />
            ),
          )}
        </ol>
      </SortableContext>
      <ChosenBar
        collection={collection}
        editing={editing}
        chosen={chosen}
        onDone={() => setChosen(new Set())}
      />
    </DndContext>
  );
}
