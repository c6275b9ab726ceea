import { describe, expect, it } from '@jest/globals';
import { SharedReading } from './shared-reading.js';

/** Readings that end when they are told to, and a clock that is set by hand. */
function prepare(freshForMs: number): {
  shared: SharedReading<string>;
  begun: { end: (value: string) => void; fail: (error: Error) => void }[];
  clock: { now: number };
} {
  const begun: { end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const clock = { now: 0 };
  const read = (): Promise<string> => new Promise((end, fail) => begun.push({ end, fail }));
  return { shared: new SharedReading(read, freshForMs, () => clock.now), begun, clock };
}

describe('a shared reading', () => {
  it('serves all who ask while it is under way, and all who ask while it is fresh', async () => {
    const { shared, begun, clock } = prepare(1_000);
    const asked = [shared.get(), shared.get()];
    clock.now = 400;
    begun[0]?.end('one');
    expect(await Promise.all(asked)).toEqual(['one', 'one']);
    clock.now = 999;
    expect(await shared.get()).toBe('one');
    expect(begun).toHaveLength(1);
  });

  it('is as old as its beginning, and is read anew then', async () => {
    const { shared, begun, clock } = prepare(1_000);
    const first = shared.get();
    clock.now = 400;
    begun[0]?.end('one');
    await first;
    clock.now = 1_000;
    const second = shared.get();
    begun[1]?.end('two');
    expect(await second).toBe('two');
  });

  it('tells a failure to those who waited for it, and to nobody else', async () => {
    const { shared, begun } = prepare(1_000);
    const asked = [shared.get(), shared.get()];
    begun[0]?.fail(new Error('gone'));
    for (const each of asked) await expect(each).rejects.toThrow('gone');
    const again = shared.get();
    begun[1]?.end('back');
    expect(await again).toBe('back');
  });
});
