import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorPartsFragment } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { collectionKey, forgetLists, readCollection, type WholeCollection } from './collection.js';

/** What a change is made of: the collection in the version that is shown. */
export interface Versioned {
  readonly slug: string;
  readonly ifVersion: number;
}

/** What came of a change: the version that it made, or why it was refused. */
interface Done {
  readonly collection: { readonly version: number } | null;
  readonly errors: readonly ErrorPartsFragment[];
}

/** Asks the service for one change. */
export type Change = (versioned: Versioned) => Promise<Done>;

/** What a change makes of the collection: shown at once, and kept when the service has done it. */
export type Preview = (collection: WholeCollection) => WholeCollection;

/** A change that met another curator's. */
export interface Conflict {
  readonly change: Change;
  readonly versions: NonNullable<ErrorPartsFragment['conflict']>;
}

/** What can be done with a collection that is edited. */
export interface Editing {
  /** Carries out a change, after those before it; tells whether it was done. */
  readonly run: (change: Change, preview?: Preview) => Promise<boolean>;
  readonly busy: boolean;
  readonly conflict: Conflict | null;
  /** Ends a conflict: the change is made of the version that is there now, or given up. */
  readonly settle: (again: boolean) => void;
  /** Why the last change failed; null when it did not. */
  readonly failure: unknown;
  readonly forgetFailure: () => void;
}

/** A refusal in the service's words. */
export class Refusal extends Error {}

/** Carries out the changes of a collection one after the other, each on the version that the one before it made. */
export function useEditing(slug: string): Editing {
  const client = useQueryClient();
  const { preferred } = useLanguage();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const [waiting, setWaiting] = useState(0);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const carryOut = useCallback(
    async (change: Change, preview?: Preview): Promise<boolean> => {
      const key = collectionKey(slug, preferred);
      const shown = client.getQueryData<WholeCollection>(key);
      if (!shown) return false;
      await client.cancelQueries({ queryKey: key });
      if (preview) client.setQueryData(key, preview(shown));
      setFailure(null);
      try {
        const { collection, errors } = await change({ slug, ifVersion: shown.version });
        const [error] = errors;
        // What was done to the version that is shown is what the preview shows; a long exhibit need not be read again.
        const isKnown = !error && preview && collection;
        const next = isKnown ? { ...preview(shown), version: collection.version } : null;
        client.setQueryData(key, next ?? (await readCollection(slug, preferred)));
        if (!error) {
          forgetLists(client);
          return true;
        }
        if (error.conflict) setConflict({ change, versions: error.conflict });
        else setFailure(new Refusal(error.message));
      } catch (error) {
        client.setQueryData(key, shown);
        setFailure(error);
      }
      return false;
    },
    [client, preferred, slug],
  );

  const run = useCallback<Editing['run']>(
    (change, preview) => {
      setWaiting((count) => count + 1);
      const turn = last.current
        .then(() => carryOut(change, preview))
        .finally(() => setWaiting((count) => count - 1));
      last.current = turn;
      return turn;
    },
    [carryOut],
  );

  const settle = useCallback(
    (again: boolean) => {
      setConflict(null);
      if (again && conflict) void run(conflict.change);
    },
    [conflict, run],
  );

  return {
    run,
    busy: waiting > 0,
    conflict,
    settle,
    failure,
    forgetFailure: useCallback(() => setFailure(null), []),
  };
}
