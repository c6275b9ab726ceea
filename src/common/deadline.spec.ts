import { describe, expect, it } from '@jest/globals';
import { DeadlineExceeded, withDeadline } from './deadline.js';

describe('a deadline', () => {
  it('ends the waiting for what never ends', async () => {
    await expect(withDeadline(20, () => new Promise(() => undefined))).rejects.toThrow(DeadlineExceeded);
  });

  it('lets through what is in time, failures too', async () => {
    await expect(withDeadline(60_000, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(withDeadline(60_000, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });
});
