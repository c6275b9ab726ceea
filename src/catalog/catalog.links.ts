import { type CodeLists, type Condition, type Link } from '../database/query/filter.js';

/** Makes a condition refuse codes that are not in a closed list of the catalogue. */
export interface ClosedLists {
  readonly industry: <V extends CodeLists>(condition: Condition<V>) => Condition<V>;
  readonly region: <V extends CodeLists>(condition: Condition<V>) => Condition<V>;
}

/** The links of a person or unit to achievements, and through them to what those name. */
export function throughAchievements(
  table: string,
  owner: string,
): Record<'achievement' | 'industry' | 'award', Link> {
  const key = `l.${owner}`;
  return {
    achievement: { from: `${table} l`, owner: key, target: 'l.achievement_code', type: 'Achievement' },
    industry: {
      from: `${table} l JOIN achievement a ON a.code = l.achievement_code`,
      owner: key,
      target: 'a.industry_code',
      type: 'Industry',
    },
    award: {
      from: `${table} l JOIN award_grant g ON g.achievement_code = l.achievement_code`,
      owner: key,
      target: 'g.award_code',
      type: 'Award',
    },
  };
}
