import { useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../api/client.js';
import {
  CollectionPageDocument,
  type CollectionPageQuery,
  type CollectionPartsFragment,
  type ItemPartsFragment,
  type Lang,
} from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { shareSecret } from './share-secret.js';

/** A whole collection: all of its items, in their order. */
export type WholeCollection = CollectionPartsFragment & { readonly items: readonly ItemPartsFragment[] };

/** A section of a collection. */
export type Section = CollectionPartsFragment['sections'][number];

/** How a collection is remembered. */
export function collectionKey(slug: string, lang: readonly Lang[]): readonly unknown[] {
  return ['collection', slug, lang];
}

/** Has the lists of collections asked for anew: one of them was changed. */
export function forgetLists(client: QueryClient): void {
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('CollectionList') });
}

/** Reads a collection page by page, from the start again when it was changed meanwhile. */
export async function readCollection(
  slug: string,
  lang: readonly Lang[],
  signal?: AbortSignal,
): Promise<WholeCollection | null> {
  const share = shareSecret(slug);
  const items: ItemPartsFragment[] = [];
  let version: number | null = null;
  let after: string | null = null;
  for (;;) {
    const { collection }: CollectionPageQuery = await request(
      CollectionPageDocument,
      { slug, share, after, lang },
      signal ? { signal } : {},
    );
    if (!collection) return null;
    if (version !== null && version !== collection.version) {
      [items.length, version, after] = [0, null, null];
      continue;
    }
    version = collection.version;
    items.push(...collection.items.edges.map(({ node }) => node));
    if (!collection.items.pageInfo.hasNextPage) return { ...collection, items };
    after = collection.items.pageInfo.endCursor;
  }
}

/** A collection while it is shown; null when there is none that the reader may see. */
export function useCollection(slug: string): UseQueryResult<WholeCollection | null> {
  const { preferred } = useLanguage();
  return useQuery({
    queryKey: collectionKey(slug, preferred),
    queryFn: ({ signal }) => readCollection(slug, preferred, signal),
    // What others do meanwhile shows on the next visit.
    staleTime: 0,
    placeholderData: (former) => (former?.slug === slug ? former : undefined),
  });
}
