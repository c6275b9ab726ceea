import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { Name } from '../ui/name.js';
import { type WholeCollection } from './collection.js';
import { ConflictView } from './conflict-view.js';
import { DescriptionForm } from './description-form.js';
import { EditorTools } from './editor-tools.js';
import { FailureNotice } from './failure-notice.js';
import { Written } from './item-facts.js';
import { useItemTitles } from './item-titles.js';
import { SectionForm } from './section-forms.js';
import { SortableLines } from './sortable-lines.js';
import { useEditing } from './use-editing.js';
import { useTexts } from './use-texts.js';

/** Where curators arrange an exhibit. */
export function Editor({ collection }: { readonly collection: WholeCollection }): ReactNode {
  const texts = useTexts();
  const editing = useEditing(collection.slug);
  const titleOf = useItemTitles(collection);
  const { title, notes, items, owner, version, visibility } = collection;
  return (
    <>
      <h1>
        <Name text={title} />
      </h1>
      <Written text={notes} />
      <p className="exhibit-facts">
        <span>{texts.count(items.length)}</span>
        <span className={`visibility visibility-${visibility.toLowerCase()}`}>
          {texts.visibility[visibility]}
        </span>
        <span>{texts.owner(owner)}</span>
        <span>{texts.versions.version(version)}</span>
        <span role="status">{editing.busy ? texts.saving : texts.saved}</span>
      </p>
      <EditorTools collection={collection} editing={editing} />
      {editing.conflict && <ConflictView editing={editing} titleOf={titleOf} />}
      <FailureNotice failure={editing.failure} />
      <DescriptionForm key={`${collection.slug}-form`} collection={collection} editing={editing} />
      {items.length === 0 && (
        <div className="notice">
          <p className="notice-title">{texts.empty}</p>
          <p>{texts.emptyHint}</p>
          <Link to="/">{texts.toSearch}</Link>
        </div>
      )}
      <SortableLines collection={collection} editing={editing} />
      <SectionForm editing={editing} />
    </>
  );
}
