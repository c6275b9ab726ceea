import { describe, expect, it } from '@jest/globals';
import { type PublicRecord } from '../record/record.fields.js';
import { KeptAnswers } from './kept-answers.js';
import { EVERY_RECORD, type EngineRequest, type EngineResult, type RecordFilter } from './search.port.js';

function request(filter: RecordFilter = EVERY_RECORD, size = 20): EngineRequest {
  return { plan: null, filter, sort: [], size, after: null, total: true, facets: [] };
}

/** An answer of so many characters. */
function answerOf(total: number, characters = 10): EngineResult {
  const record = { title: '焊'.repeat(characters) } as PublicRecord;
  return { hits: [{ record, score: 1, position: [] }], more: false, total, facets: [] };
}

/** An engine in one state, which counts how often it is asked. */
class Asked {
  count = 0;
  now: string | null = 'one';
  readonly engine = { state: (): Promise<string | null> => Promise.resolve(this.now) };

  constructor(readonly kept = new KeptAnswers<EngineResult>(1)) {}

  async total(of = request(), characters?: number): Promise<number | null> {
    const ask = (): Promise<EngineResult> => Promise.resolve(answerOf(++this.count, characters));
    return (await this.kept.answer(this.engine, of, ask)).answer.total;
  }
}

describe('answers that are kept', () => {
  it('are given again for the same request in the same state, and for no other', async () => {
    const asked = new Asked();
    expect([await asked.total(), await asked.total()]).toEqual([1, 1]);
    expect(await asked.total(request(EVERY_RECORD, 21))).toBe(2);
    asked.now = 'two';
    expect(await asked.total()).toBe(3);
    asked.now = 'one';
    expect(await asked.total()).toBe(1);
  });

  it('are not kept while the state cannot be told', async () => {
    const asked = new Asked();
    asked.now = null;
    expect([await asked.total(), await asked.total()]).toEqual([1, 2]);
  });

  it('are not kept for a collection, wherever in the filter it is named', async () => {
    const asked = new Asked();
    const collection: RecordFilter = { kind: 'inCollection', slug: 'rail' };
    const nested: RecordFilter = {
      kind: 'all',
      of: [{ kind: 'any', of: [{ kind: 'not', of: collection }] }],
    };
    for (const filter of [collection, nested]) {
      const [first, second] = [await asked.total(request(filter)), await asked.total(request(filter))];
      expect(second).not.toBe(first);
    }
  });

  it('are not kept when there were none: the next one asks anew', async () => {
    const { kept, engine } = new Asked();
    const failed = kept.answer(engine, request(), () => Promise.reject(new Error('away')));
    await expect(failed).rejects.toThrow('away');
    const again = await kept.answer(engine, request(), () => Promise.resolve(answerOf(7)));
    expect(again).toMatchObject({ answer: { total: 7 }, kept: false });
  });

  it('take no more memory than they may: the one that was not asked for longest goes first', async () => {
    const asked = new Asked();
    // Each takes some 400 KB of the megabyte.
    for (const size of [1, 2, 1, 3]) await asked.total(request(EVERY_RECORD, size), 100_000);
    expect(asked.count).toBe(3);
    expect(await asked.total(request(EVERY_RECORD, 1))).toBe(1);
    expect(await asked.total(request(EVERY_RECORD, 2))).toBe(4);
  });

  it('are given, though not kept, when one alone is too large', async () => {
    const asked = new Asked();
    expect([await asked.total(request(), 500_000), await asked.total(request(), 500_000)]).toEqual([1, 2]);
  });

  it('are none where there is no memory for them', async () => {
    const asked = new Asked(new KeptAnswers(0));
    expect([await asked.total(), await asked.total()]).toEqual([1, 2]);
  });
});
