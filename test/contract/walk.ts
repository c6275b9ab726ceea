import { EVERY_RECORD, type EngineRequest, type SearchEngine } from '../../src/search/search.port.js';

/** A request for the first 100 records of everything, to be changed as a test needs it. */
export const ASK: EngineRequest = {
  plan: null,
  filter: EVERY_RECORD,
  sort: [],
  size: 100,
  after: null,
  total: true,
  facets: [],
};

/** The codes of a result from its first page to its last, in its order. */
export async function walk(engine: SearchEngine, request: Partial<EngineRequest>): Promise<string[]> {
  const codes: string[] = [];
  let after: EngineRequest['after'] = null;
  for (;;) {
    const { hits, more } = await engine.search({ ...ASK, ...request, total: false, after });
    codes.push(...hits.map(({ record }) => record.code));
    if (!more) return codes;
    after = hits.at(-1)?.position ?? null;
  }
}
