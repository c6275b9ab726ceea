import { lazy, Suspense, useState, type ReactNode } from 'react';
import { type AchievementFilter, type SearchSort } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { useIsCurator } from './use-is-curator.js';

const AddDialog = lazy(() => import('./add-dialog.js'));

/** What is added to an exhibit: one achievement, or all that a search finds. */
export type Addition =
  | { readonly codes: readonly string[] }
  | {
      readonly q: string | null;
      readonly filter: AchievementFilter | null;
      readonly sort: readonly SearchSort[];
      readonly count: number;
    };

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
