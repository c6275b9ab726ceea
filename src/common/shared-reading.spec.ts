import { describe, expect, it } from '@jest/globals';
import { SharedReading } from './shared-reading.js';

/** A reading that ends when it is told to. */
class Readings {
  readonly begun: { end: (value: string) => void; fail: (error: Error) => void }[] = [];

  readonly read = (): Promise<string> =>
    new Promise((end, fail) => {
      this.begun.push({ end, fail });
    });

  /** Lets what is ready run. */
  static async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a shared reading that must begin after it was asked for', () => {
  it('is not the one that is under way, and serves all who came meanwhile', async () => {
    const { begun, read } = new Readings();
    const shared = new SharedReading(read);
    const first = shared.get();
    const others = [shared.get(), shared.get()];
    await Readings.settle();
    expect(begun).toHaveLength(1);
    begun[0]?.end('one');
    await Readings.settle();
    expect(begun).toHaveLength(2);
    begun[1]?.end('two');
    expect(await Promise.all([first, ...others])).toEqual(['one', 'two', 'two']);
  });

  it('is read anew when it is over', async () => {
    const { begun, read } = new Readings();
    const shared = new SharedReading(read);
    const first = shared.get();
    begun[0]?.end('one');
    await first;
    const second = shared.get();
    begun[1]?.end('two');
    expect(await second).toBe('two');
  });

  it('tells a failure to those who waited for it, and to nobody else', async () => {
    const { begun, read } = new Readings();
    const shared = new SharedReading(read);
    const first = shared.get();
    const second = shared.get();
    begun[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await Readings.settle();
    begun[1]?.end('back');
    expect(await second).toBe('back');
  });
});

describe('a shared reading that may be a while old', () => {
  it('serves all who ask within that time, also while it is under way', async () => {
    let now = 0;
    const { begun, read } = new Readings();
    const shared = new SharedReading(read, 1_000, () => now);
    const first = shared.get();
    now = 999;
    const second = shared.get();
    begun[0]?.end('one');
    expect(await Promise.all([first, second])).toEqual(['one', 'one']);
    now = 1_000;
    const third = shared.get();
    begun[1]?.end('two');
    expect(await third).toBe('two');
  });

  it('does not serve a failure again', async () => {
    const { begun, read } = new Readings();
    const shared = new SharedReading(read, 1_000, () => 0);
    const first = shared.get();
    begun[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    const second = shared.get();
    begun[1]?.end('back');
    expect(await second).toBe('back');
  });
});
