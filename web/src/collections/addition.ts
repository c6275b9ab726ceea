import { type AchievementFilter, type SearchSort } from '../api/generated/operations.js';

/** What is added to an exhibit: one achievement, or all that a search finds. */
export type Addition =
  | { readonly codes: readonly string[] }
  | {
      readonly q: string | null;
      readonly filter: AchievementFilter | null;
      readonly sort: readonly SearchSort[];
      readonly count: number;
    };
