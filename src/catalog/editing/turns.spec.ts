import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('have one piece of work done after the other, whatever comes of those before', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const work = (name: string, fails: boolean) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const outcomes = await Promise.allSettled([
      turns.take(work('one', true)),
      turns.take(work('two', false)),
      turns.take(work('three', false)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
  });

  it('do not begin what has waited too long', async () => {
    let now = 0;
    const turns = new Turns(() => now);
    const begun: string[] = [];
    const slow = turns.take(() => {
      now = 15_001;
      return Promise.resolve();
    });
    const late = turns.take(() => {
      begun.push('late');
      return Promise.resolve();
    });
    await slow;
    await expect(late).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(begun).toEqual([]);
    await expect(turns.take(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
