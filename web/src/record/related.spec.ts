import { describe, expect, it } from '@jest/globals';
import { relatedTo } from './related.js';

type Page = Parameters<typeof relatedTo>[0];

const list = (...codes: string[]) => ({ edges: codes.map((code) => ({ node: { code } })) });

function page(people: string[][], studio: string[] | null, unit: string[] | null): Page {
  return {
    code: 'WIA-1',
    samePeople: { edges: people.map((codes) => ({ node: { achievements: list(...codes) } })) },
    sameStudio: studio && { achievements: list(...studio) },
    sameUnit: unit && { achievements: list(...unit) },
  } as unknown as Page;
}

const shown = (given: Page) =>
  relatedTo(given).map(({ achievement, why }) => `${achievement.code} ${why.join('+')}`);

describe('related achievements', () => {
  it('are told once, with everything that they share, those that share most first', () => {
    expect(shown(page([['WIA-2'], ['WIA-2', 'WIA-3']], ['WIA-3'], ['WIA-3', 'WIA-4']))).toEqual([
      'WIA-3 people+studio+unit',
      'WIA-2 people',
      'WIA-4 unit',
    ]);
  });

  it('never have the achievement itself among them', () => {
    expect(shown(page([['WIA-1']], ['WIA-1'], ['WIA-1']))).toEqual([]);
  });

  it('are none where nothing is shared', () => {
    expect(shown(page([], null, null))).toEqual([]);
  });

  it('are at most six', () => {
    expect(shown(page([], null, ['A', 'B', 'C', 'D', 'E', 'F', 'G']))).toHaveLength(6);
  });
});
