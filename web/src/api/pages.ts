import { useEffect } from 'react';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { queryKey, request } from './client.js';
import { type TypedDocumentString } from './generated/operations.js';
import { keptPlace } from './kept-place.js';

/** As many entries as the service gives at a time. */
const MOST = 100;

interface ListPage {
  readonly edges: readonly unknown[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
  };
}

interface PageParam {
  readonly after: string | null;
  readonly first: number;
}

interface PageVariables {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** A list that is asked for page by page. */
export type AnswerPages<Result> = UseInfiniteQueryResult<InfiniteData<Result>> & {
  /** The list by its name, which is the same whenever the same is asked. */
  readonly list: string;
  /** How many of its entries are there. */
  readonly loaded: number;
};

/**
 * Asks for a list page by page. Pages that are remembered are there at once, so that the way back finds its place; after
 * reloading, what was there before comes in as few requests as the service allows.
 */
export function useAnswerPages<Result, Variables extends PageVariables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  pageOf: (page: Result) => ListPage | null | undefined,
): AnswerPages<Result> {
  const client = useQueryClient();
  const key = queryKey(document, variables);
  const list = JSON.stringify(key);
  const before = keptPlace(list)?.loaded ?? 0;
  const countOf = (pages: readonly Result[] = []): number =>
    pages.reduce((sum, page) => sum + (pageOf(page)?.edges.length ?? 0), 0);
  /** How many entries come next: when the list is asked for anew, as many as before. */
  const sizeAfter = (pages: readonly Result[]): number => {
    const known = client.getQueryData<InfiniteData<Result, PageParam>>(['pages', ...key]);
    const lacking = Math.min(before - countOf(pages), MOST);
    return known?.pageParams[pages.length]?.first ?? Math.max(variables.first, lacking);
  };
  const found = useInfiniteQuery<Result, Error, InfiniteData<Result>, readonly unknown[], PageParam>({
    queryKey: ['pages', ...key],
    queryFn: ({ pageParam, signal }) => request(document, { ...variables, ...pageParam }, { signal }),
    initialPageParam: { after: null, first: sizeAfter([]) },
    getNextPageParam: (page, pages) => {
      const { hasNextPage, endCursor } = pageOf(page)?.pageInfo ?? { hasNextPage: false, endCursor: null };
      return hasNextPage ? { after: endCursor, first: sizeAfter(pages) } : null;
    },
    placeholderData: keepPreviousData,
  });
  const { isPlaceholderData, hasNextPage, isFetching, isError, fetchNextPage } = found;
  const loaded = countOf(found.data?.pages);
  const lacks = loaded > 0 && loaded < before && hasNextPage && !isPlaceholderData;
  const asksOn = lacks && !isFetching && !isError;
  useEffect(() => {
    if (asksOn) void fetchNextPage();
  }, [asksOn, fetchNextPage]);
  return { ...found, list, loaded };
}
