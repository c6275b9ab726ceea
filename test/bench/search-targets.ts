import { setTimeout as sleep } from 'node:timers/promises';
import { LIST_PAGE, SEARCH_PAGE, SEARCH_WALK } from './documents.js';
import { ask, isGraphqlSuccess, type Target } from './load.js';
import { type RunningServer } from './processes.js';
import { type RecordingProxy } from './recording-proxy.js';
import { type SearchCase, type SearchRequest } from './search-cases.js';

/** A search page as it is answered. */
export interface SearchPage {
  readonly search: {
    readonly totalCount: number;
    readonly edges: readonly { node: { code: string } }[];
    readonly facets: readonly unknown[];
    readonly engine: {
      readonly backend: string;
      readonly degraded: boolean;
      readonly indexLagSeconds: number;
    };
  };
}

/** A page of the walk as it is answered. */
interface WalkPage {
  readonly search: { readonly pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

/** Records between two places of the walk. */
const STRIDE = 100;

/** The index takes in what was changed before the service started within this time. */
const INDEX_LIMIT_MS = 120_000;
const POLL_MS = 200;

/** Whether a search was answered, and by the engine that should have answered it. */
function isRegularAnswer(body: string): boolean {
  return isGraphqlSuccess(body) && !body.includes('"degraded":true');
}

function bodyOf(query: string, variables: object): string {
  return JSON.stringify({ query, variables });
}

/** The cursor after `depth` records of a result, or near its end where it is shorter; null at its beginning. */
async function cursorAt(url: string, { q }: SearchRequest, depth: number): Promise<string | null> {
  let after: string | null = null;
  for (let passed = 0; passed < depth; passed += STRIDE) {
    const body = bodyOf(SEARCH_WALK, { q, first: STRIDE, after });
    const { search }: WalkPage = await ask({ url, bodies: [body] });
    if (!search.pageInfo.hasNextPage) break;
    after = search.pageInfo.endCursor;
  }
  return after;
}

/** The requests of a case to one service: a cursor is good for the engine that wrote it. */
export async function targetOf(of: SearchCase, { url, pid }: RunningServer): Promise<Target> {
  const endpoint = `${url}/graphql`;
  const bodies: string[] = [];
  for (const request of of.requests) {
    const after = await cursorAt(endpoint, request, of.depth);
    bodies.push(bodyOf(SEARCH_PAGE, { ...request, after }));
  }
  return { url: endpoint, pid, bodies, accepts: isRegularAnswer };
}

/** The plain list of as many records: what a page of GraphQL costs on this machine before anything is searched or counted. */
export function listTargetOf({ url, pid }: RunningServer): Target {
  return { url: `${url}/graphql`, pid, bodies: [bodyOf(LIST_PAGE, {})], accepts: isGraphqlSuccess };
}

/** Waits until a service answers from the search index, with everything in it. */
export async function untilIndexed({ url }: RunningServer): Promise<void> {
  const deadline = performance.now() + INDEX_LIMIT_MS;
  for (;;) {
    const { search } = await ask<SearchPage>({ url: `${url}/graphql`, bodies: [bodyOf(SEARCH_PAGE, {})] });
    const { backend, degraded, indexLagSeconds } = search.engine;
    if (backend === 'MEILISEARCH' && !degraded && indexLagSeconds === 0) return;
    if (performance.now() > deadline) throw new Error('The search index did not come up to date in time.');
    await sleep(POLL_MS);
  }
}

/**
 * The multi-searches that the service sends for the requests of a target, to be sent to Meilisearch directly, in the
 * plainest way: answers uncompressed, since a compressed one waits for the acknowledgement of its first packet.
 *
 * @param through the service that is asked, behind the proxy
 * @throws Error when a request makes more or fewer than one
 */
export async function rawTargetOf(
  through: Target,
  proxy: RecordingProxy,
  { url, pid }: RunningServer,
): Promise<Target> {
  const bodies: string[] = [];
  let authorization = '';
  for (const [index, body] of (through.bodies ?? []).entries()) {
    proxy.take();
    await ask(through, index);
    const [search, ...others] = proxy.take();
    if (!search || others.length > 0) {
      throw new Error(`Not one multi-search but ${others.length + (search ? 1 : 0)} for ${body}`);
    }
    bodies.push(search.body);
    ({ authorization } = search);
  }
  return { url: `${url}/multi-search`, pid, bodies, headers: { authorization } };
}
