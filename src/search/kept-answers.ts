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

/** About how much memory the values of a facet take that were shown last. */
const BYTES_PER_FACET = 10_000;

const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Keeps answers of engines in memory, and gives them again for as long as the engine holds what it held: many visitors
 * ask the same, such as the first page of the whole catalogue.
 */
export class KeptAnswers<A extends EngineResult> {
  private readonly answers: LRUCache<string, A> | null;

  /** @param megabytes about how much memory the answers may take; 0 keeps none */
  constructor(megabytes: number) {
    this.answers =
      megabytes === 0
        ? null
        : new LRUCache<string, A>({
            maxSize: megabytes * BYTES_PER_MEGABYTE,
            sizeCalculation: (answer, key) => key.length + sizeOf(answer),
            ttl: MAX_AGE_MS,
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
    const { answers } = this;
    const state = answers === null || namesCollection(request.filter) ? null : await engine.state();
    if (answers === null || state === null) return { answer: await ask(), kept: false };
    const key = `${state} ${JSON.stringify(request)}`;
    const known = answers.get(key);
    if (known !== undefined) return { answer: known, kept: true };
    const answer = await ask();
    answers.set(key, answer);
    return { answer, kept: false };
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
  return characters * BYTES_PER_CHARACTER + counts * BYTES_PER_COUNT + facets.length * BYTES_PER_FACET;
}

function lengthOf(record: PublicRecord): number {
  return JSON.stringify(record).length;
}
