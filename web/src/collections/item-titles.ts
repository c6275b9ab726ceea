import { useCallback, useEffect, useState } from 'react';
import { type WholeCollection } from './collection.js';

/** The titles of the records of items, also those that were taken out since the page was opened; their codes where nothing is known. */
export function useItemTitles({ items }: WholeCollection): (code: string) => string {
  const [titles] = useState(() => new Map<string, string>());
  useEffect(() => {
    for (const item of items) titles.set(item.code, item.achievement?.title.value ?? item.code);
  }, [items, titles]);
  return useCallback((code) => titles.get(code) ?? code, [titles]);
}
