import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { keepPlace, keptPlace } from '../api/kept-place.js';

interface LongList {
  readonly list: string;
  readonly loaded: number;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
}

/**
 * Keeps the place in a long list over reloading, and over leaving for another site and coming back.
 *
 * @returns what the element of the list refers to
 */
export function useKeptPlace({
  list,
  loaded,
  isPlaceholderData,
  hasNextPage,
}: LongList): RefObject<HTMLOListElement> {
  const element = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    const place = keptPlace(list);
    if (!place || loaded === 0 || isPlaceholderData || (hasNextPage && loaded < place.loaded)) return;
    // Once only: whoever is here now is not moved any more.
    keepPlace(null);
    const entry = element.current?.children[place.index];
    if (entry) scrollBy(0, entry.getBoundingClientRect().top - place.top);
  }, [list, loaded, isPlaceholderData, hasNextPage]);
  useEffect(() => {
    const keep = (): void => {
      const tops = [...(element.current?.children ?? [])].map((each) => each.getBoundingClientRect());
      const index = tops.findIndex(({ bottom }) => bottom > 0);
      const first = tops[index];
      // At the top of the page there is no place to keep.
      keepPlace(first && scrollY > 0 ? { list, loaded, index, top: first.top } : null);
    };
    addEventListener('pagehide', keep);
    return () => removeEventListener('pagehide', keep);
  }, [list, loaded]);
  return element;
}
