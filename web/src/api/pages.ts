import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { queryKey, request } from './client.js';
import { type TypedDocumentString } from './generated/operations.js';

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** Asks for a list page by page; pages that are remembered are there at once, so that the way back finds its place. */
export function useAnswerPages<Result, Variables extends { readonly after?: string | null | undefined }>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  pageInfoOf: (page: Result) => PageInfo,
): UseInfiniteQueryResult<InfiniteData<Result>> {
  return useInfiniteQuery({
    queryKey: ['pages', ...queryKey(document, variables)],
    queryFn: ({ pageParam, signal }) => request(document, { ...variables, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Result) => {
      const { hasNextPage, endCursor } = pageInfoOf(page);
      return hasNextPage ? endCursor : null;
    },
    placeholderData: keepPreviousData,
  });
}
