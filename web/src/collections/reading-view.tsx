import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { type ItemPartsFragment } from '../api/generated/operations.js';
import { Name } from '../ui/name.js';
import { type WholeCollection } from './collection.js';
import { ExportLinks } from './export-links.js';
import { ItemWords, Written } from './item-facts.js';
import { linesOf } from './order.js';
import { useTexts } from './use-texts.js';

function Exhibited({ item, place }: { readonly item: ItemPartsFragment; readonly place: number }): ReactNode {
  return (
    <li className="exhibit-line">
      <span className="exhibit-place">{place}</span>
      <div className="exhibit-line-body">
        <ItemWords item={item} />
      </div>
    </li>
  );
}

/** An exhibit for those who look at it. */
export function ReadingView({ collection }: { readonly collection: WholeCollection }): ReactNode {
  const texts = useTexts();
  const { slug, title, notes, items } = collection;
  return (
    <>
      <h1>
        <Name text={title} />
      </h1>
      <Written text={notes} />
      <p className="exhibit-facts">
        <span>{texts.count(items.length)}</span>
      </p>
      <nav className="exhibit-tools" aria-label={texts.toolbar}>
        <Link className="button" to={`/collections/${slug}/labels`}>
          {texts.labels}
        </Link>
        <Link className="button" to={`/collections/${slug}/list`}>
          {texts.list}
        </Link>
        <ExportLinks collection={collection} />
      </nav>
      {items.length === 0 && <p className="notice">{texts.empty}</p>}
      <h2 className="hidden">{texts.fields.items}</h2>
      <ol className="exhibit-lines">
        {linesOf(collection).map((line) =>
          line.kind === 'section' ? (
            <li key={line.id} className="exhibit-section">
              <h2>
                <Name text={line.section.title} />
              </h2>
              <Written text={line.section.notes} />
            </li>
          ) : (
            <Exhibited key={line.id} item={line.item} place={items.indexOf(line.item) + 1} />
          ),
        )}
      </ol>
    </>
  );
}
