import { LRUCache } from 'lru-cache';
import { type PublicRecord } from '../record/record.fields.js';
import {
  type EngineRequest,
  type EngineResult,
  type RecordFilter,
  type SearchEngine,
} from './search.port.js';

/** An answer is never kept longer, in milliseconds: what changes an index by hand shows within this time. */
const MAX_AGE_MS = 60_000;

/** About how much memory a character of a record takes, its name and its place included. */
const BYTES_PER_CHARACTER = 4;

/** About how much memory the count of one value of a facet takes. */
const BYTES_PER_COUNT = 150;

const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Keeps answers of engines in memory, and gives them again for as long as the engine holds what it held: many visitors
 * ask the same, such as the first page of the whole catalogue. Who asks something while the same is being looked for
 * waits for that answer.
 */
export class KeptAnswers<A extends EngineResult> {
  private readonly answers: LRUCache<string, A, () => Promise<A>> | null;

  /** @param megabytes about how much memory the answers may take; 0 keeps none */
  constructor(megabytes: number) {
    this.answers =
      megabytes === 0
        ? null
        : new LRUCache<string, A, () => Promise<A>>({
            maxSize: megabytes * BYTES_PER_MEGABYTE,
            sizeCalculation: (answer, key) => key.length + sizeOf(answer),
            ttl: MAX_AGE_MS,
            fetchMethod: (_key, _stale, { context: ask }) => ask(),
            // Whoever waits for an answer gets it, even when it is not kept.
            ignoreFetchAbort: true,
          });
  }

  /**
   * The answer of an engine to a request, kept or new.
   *
   * @param ask gets it from the engine
   * @throws whatever `ask` does; nothing is kept then
   */
  async answer(
    engine: Pick<SearchEngine, 'state'>,
    request: EngineRequest,
    ask: () => Promise<A>,
  ): Promise<{ answer: A; kept: boolean }> {
    const state = this.answers === null || namesCollection(request.filter) ? null : await engine.state();
    if (state === null) return { answer: await ask(), kept: false };
    let kept = true;
    const answer = await this.answers?.fetch(`${state} ${JSON.stringify(request)}`, {
      context: () => {
        kept = false;
        return ask();
      },
    });
    return answer === undefined ? { answer: await ask(), kept: false } : { answer, kept };
  }
}

/** Whether a filter asks for a collection: those change without the catalogue. */
function namesCollection(filter: RecordFilter): boolean {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.of.some(namesCollection);
    case 'not':
      return namesCollection(filter.of);
    case 'inCollection':
      return true;
    case 'anyOf':
    case 'allOf':
    case 'range':
    case 'since':
    case 'titleContains':
      return false;
  }
}

/** About how much memory an answer takes, in bytes. */
function sizeOf({ hits, facets }: EngineResult): number {
  const characters = hits.reduce((sum, { record }) => sum + lengthOf(record), 0);
  const counts = facets.reduce((sum, { values }) => sum + values.size, 1);
  return characters * BYTES_PER_CHARACTER + counts * BYTES_PER_COUNT;
}

function lengthOf(record: PublicRecord): number {
  return JSON.stringify(record).length;
}
