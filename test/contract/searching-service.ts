import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { type MeilisearchServer } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';

const SEARCH = `query Search($q: String, $after: String, $sort: [SearchSort!]) {
  search(q: $q, after: $after, sort: $sort, first: 20, facets: [INDUSTRY, YEAR, AWARD]) {
    totalCount edges { node { code } } pageInfo { hasNextPage endCursor }
    facets { missingCount valueCount } engine { backend degraded tookMs }
  }
}`;

/** As long as an engine may take to answer again: an index is built meanwhile, by a busy machine, at the second try perhaps. */
const PATIENCE_MS = 150_000;

/** An engine, as answers name it. */
export type BackendName = 'MEILISEARCH' | 'POSTGRESQL';

/** What is searched for. */
export interface Searched {
  readonly q?: string | null | undefined;
  readonly sort?: readonly string[];
  readonly after?: string | null;
}

/** The pages of a list from its first to its last. */
export interface Walk {
  readonly codes: readonly string[];
  /** The engine that gave each page. */
  readonly backends: readonly BackendName[];
  /** As the last page tells it. */
  readonly totalCount: number;
}

/** The whole service with a search index of its own, and searches as its clients send them. */
export class SearchingService {
  private constructor(readonly app: TestApp) {}

  /**
   * @param timeoutMs how long a search waits for Meilisearch before PostgreSQL answers it
   * @param searchMemoryMegabytes for answers that are kept; left out, every search is asked of an engine
   */
  static async open(
    server: MeilisearchServer,
    prefix: string,
    timeoutMs: number,
    searchMemoryMegabytes = 0,
  ): Promise<SearchingService> {
    const { url, masterKey } = server;
    const meilisearch = { url, searchKey: masterKey, indexKey: masterKey, prefix, timeoutMs };
    return new SearchingService(await createTestApp(meilisearch, { searchMemoryMegabytes }));
  }

  search(searched: Searched): Promise<Answer> {
    return this.app.send(SEARCH, searched);
  }

  /**
   * The answer of one engine, which a busy machine may make wait: an engine that is late for once is not what is
   * asked about. The only error that is waited out is that the engine which began a list is not there just now.
   */
  async answerOf(backend: BackendName, searched: Searched = { q: '焊接' }): Promise<Answer> {
    let answer: Answer = await this.search(searched);
    const isGiven = async (): Promise<boolean> => {
      const { errors, data } = answer;
      if (errors?.some(({ extensions }) => extensions.code !== 'BAD_CURSOR')) {
        throw new Error(JSON.stringify(errors));
      }
      if (!errors && data.search.engine.backend === backend) return true;
      answer = await this.search(searched);
      return false;
    };
    await until(isGiven, `${backend} answers`, PATIENCE_MS);
    return answer;
  }

  /**
   * Walks through a list.
   *
   * @param pageOf asks for a page, in whichever way the test needs it
   * @param between runs after each page, and is told its number
   */
  async walk(
    searched: Searched,
    pageOf: (searched: Searched, page: number) => Promise<Answer>,
    between: (page: number) => Promise<void>,
  ): Promise<Walk> {
    const codes: string[] = [];
    const backends: BackendName[] = [];
    for (let after: string | null = null; ;) {
      const { errors, data }: Answer = await pageOf({ ...searched, after }, backends.length + 1);
      if (errors) throw new Error(JSON.stringify(errors));
      const { edges, pageInfo, engine, totalCount } = data.search;
      codes.push(...edges.map(({ node }: { node: { code: string } }) => node.code));
      backends.push(engine.backend as BackendName);
      if (!pageInfo.hasNextPage) return { codes, backends, totalCount };
      after = pageInfo.endCursor as string;
      await between(backends.length);
    }
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
