import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';
import { type Addition } from './addition.js';
import { useIsCurator } from './use-is-curator.js';

const AddDialog = lazy(() => import('./add-dialog.js'));

/** Adds achievements to an exhibit; for curators only, and loaded when it is used. */
export function AddButton({ addition }: { readonly addition: Addition }): ReactNode {
  const { t } = useLanguage();
  const isCurator = useIsCurator();
  const [open, setOpen] = useState(false);
  if (!isCurator) return null;
  return (
    <>
      <button type="button" className="add-button" onClick={() => setOpen(true)}>
        {'codes' in addition ? t.collections.addOne : t.collections.addAll(addition.count)}
      </button>
      {open && (
        <Suspense fallback={null}>
          <AddDialog addition={addition} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
