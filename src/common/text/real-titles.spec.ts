import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pieceFoundIn } from '../../../test/contract/oracle-text.js';
import { PROJECT_ROOT } from '../project.js';
import { matchFields } from './match.js';
import { planQuery } from './plan-query.js';
import { type QueryPlan, type Synonyms } from './text.types.js';

interface Achievement {
  readonly title: string;
  readonly titleEn: string | null;
}

const ACHIEVEMENTS = readFileSync(join(PROJECT_ROOT, 'seed/data/achievements.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Achievement);

const TITLES = ACHIEVEMENTS.map(({ title }) => title);
const ENGLISH = ACHIEVEMENTS.flatMap(({ titleEn }) => titleEn ?? []);

/** Terms that many titles contain, so that long runs are cut at them as they will be. */
const CURATED: Synonyms = new Map([
  ['接触网', ['触网']],
  ['焊接', ['焊']],
  ['机器人', ['机械人']],
  ['高铁', ['高速铁路']],
]);

function every(titles: readonly string[], step: number): string[] {
  return titles.filter((_, index) => index % step === 0);
}

function finds(plan: QueryPlan | null, title: string): boolean {
  return plan === null || plan.must.every((piece) => pieceFoundIn(piece, title, { pinyin: false }));
}

/** The queries of a text that do not find it; both ways of looking are asked. */
function misses(queriesOf: (title: string) => string[], titles: readonly string[]): string[] {
  return titles.flatMap((title) =>
    queriesOf(title).filter((q) => {
      const plan = planQuery(q, CURATED);
      if (!finds(plan, title)) return true;
      return (
        plan !== null && matchFields(plan, [{ field: 'title', text: title, pinyin: false }]).length === 0
      );
    }),
  );
}

/** Every beginning of a text, half surrogate pairs among them, as one types it. */
function beginnings(title: string): string[] {
  return Array.from(title, (_, index) => title.slice(0, index + 1));
}

function pairsOf(title: string): string[] {
  return Array.from(title.matchAll(/(?=(\p{Script=Han}{2}))/gu), (found) => found[1] ?? '');
}

describe('each of the real titles', () => {
  it('are all there', () => {
    expect(TITLES).toHaveLength(1_258);
  });

  it.each([
    ['typed in full', (title: string) => [title]],
    ['put in quotes', (title: string) => [`「${title}」`]],
    ['after two characters of it', (title: string) => [`${pairsOf(title)[0] ?? ''} ${title}`]],
    ['any two neighbouring Han characters of it', pairsOf],
  ])('is found: %s', (_, queriesOf) => {
    expect(misses(queriesOf, TITLES)).toEqual([]);
  });

  it('is found by every beginning of it, as one types', () => {
    const typed = every(TITLES, 8);
    expect(typed.length).toBeGreaterThan(150);
    expect(misses(beginnings, typed)).toEqual([]);
  });

  it('is found from every place in it on', () => {
    const endings = (title: string): string[] => Array.from(title, (_, index) => title.slice(index));
    const han = every(TITLES, 8).filter((title) => /^\p{Script=Han}+$/u.test(title));
    expect(han.length).toBeGreaterThan(100);
    expect(misses(endings, han)).toEqual([]);
  });

  it('is found by its English words', () => {
    expect(ENGLISH.length).toBeGreaterThan(500);
    expect(misses((title) => [title, `"${title}"`], ENGLISH)).toEqual([]);
  });

  it('is not found by another title, but for a few that say the same', () => {
    const plans = every(TITLES, 40).map((title) => ({ title, plan: planQuery(title, CURATED) }));
    const found = plans.flatMap(({ title, plan }) =>
      TITLES.filter((other) => other !== title && finds(plan, other)),
    );
    expect(found.length).toBeLessThan(plans.length / 4);
  });
});
