import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type TypedDocumentString } from './generated/operations.js';
import { curatorKey, setCuratorKey } from './key.js';
import { fromServed, ServiceError, type ServedError } from './service-error.js';

/** How long what was read counts as fresh, in milliseconds: going back and forth asks nothing anew. */
const FRESH_FOR_MS = 60_000;

/** How long what is not shown is kept for the way back, in milliseconds. */
const KEPT_FOR_MS = 30 * 60_000;

/** Failures that may be over a moment later. */
const PASSING: ReadonlySet<string> = new Set(['unreachable', 'unavailable']);

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly ServedError[];
}

interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The key to send; the one in use when left out. */
  readonly key?: string | null;
}

/**
 * Asks the service.
 *
 * @throws ServiceError when there is no whole answer
 */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { signal, key = curatorKey() }: RequestOptions = {},
): Promise<Result> {
  const response = await send(JSON.stringify({ query: document.toString(), variables }), key, signal);
  const { data, errors } = await read(response);
  if (errors?.[0]) throw fromServed(errors[0]);
  return data as Result;
}

/** The header with a key. */
export function keyHeader(key: string | null): Record<string, string> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

function send(body: string, key: string | null, signal?: AbortSignal): Promise<Response> {
  return reach('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...keyHeader(key),
    },
    body,
    ...(signal ? { signal } : {}),
  });
}

/**
 * Asks the service for what has an address.
 *
 * @throws ServiceError when it cannot be reached
 */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ServiceError('unreachable', 'The service cannot be reached.');
  }
}

async function read(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch {
    // A proxy in front answers for a service that does not.
    throw new ServiceError(
      'unavailable',
      `The answer has status ${response.status} and is not the service’s.`,
    );
  }
}

/** The page's memory of what it has read. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_FOR_MS,
      gcTime: KEPT_FOR_MS,
      // Asked even where the browser believes to be offline, so that a failure is told and not waited out.
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ServiceError && PASSING.has(error.problem),
      retryDelay: (failures) => 400 * 2 ** failures,
    },
  },
});

/** Uses another key, or none: what was read with the former one is read anew. */
export function changeKey(key: string | null): void {
  setCuratorKey(key);
  void queryClient.invalidateQueries();
}

/** The name of a document's operation. */
function operationName(document: { toString(): string }): string {
  return /(?:query|mutation) (\w+)/.exec(document.toString())?.[1] ?? document.toString();
}

/** How an answer is remembered. */
export function queryKey(document: { toString(): string }, variables: unknown): readonly unknown[] {
  return [operationName(document), variables];
}

/** What of an answer is wanted, and when. */
interface AskOptions<Result> {
  readonly enabled?: boolean;
  readonly placeholderData?: (previous: Result | undefined) => Result | undefined;
}

/** Asks the service while a component is shown; an answer that is remembered is there at once. */
export function useAnswer<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  options: AskOptions<Result> = {},
): UseQueryResult<Result> {
  return useQuery<Result>({
    queryKey: queryKey(document, variables),
    queryFn: ({ signal }) => request(document, variables, { signal }),
    ...(options as object),
  });
}

/** Shows the former answer until the next is there, so that nothing jumps. */
export function keepFormer<T>(former: T | undefined): T | undefined {
  return former;
}
