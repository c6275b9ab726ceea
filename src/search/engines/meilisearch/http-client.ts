import { type Config, MeilisearchApiError } from 'meilisearch';
import { Agent, request } from 'undici';

/**
 * Answers are sent as they are: what compressing and expanding them takes is more than sending them does, and a
 * compressed one comes in parts, of which the second waits for the acknowledgement of the first.
 */
const UNCOMPRESSED = ['accept-encoding', 'identity'];

type HttpClient = NonNullable<Config['httpClient']>;

/**
 * How searches reach the engine: over connections that are kept, in place of `fetch`, whose streams take more of the
 * processor than all else that a search does.
 */
export interface SearchHttp {
  readonly send: HttpClient;
  /** Ends the connections once their requests have. */
  readonly close: () => Promise<void>;
}

export function openSearchHttp(): SearchHttp {
  const dispatcher = new Agent();
  const send: HttpClient = async (url, init) => {
    const { statusCode, body } = await request(url as URL, {
      dispatcher,
      method: 'POST',
      headers: [...UNCOMPRESSED, ...[...new Headers(init?.headers)].flat()],
      body: init?.body as string,
      signal: init?.signal ?? null,
    });
    const answer: unknown = await body.json();
    if (statusCode < 300) return answer;
    throw new MeilisearchApiError(
      new Response(null, { status: statusCode }),
      answer as ConstructorParameters<typeof MeilisearchApiError>[1],
    );
  };
  return { send, close: () => dispatcher.close() };
}
