import { type AchievementPageQuery, type ResultPartsFragment } from '../api/generated/operations.js';

type PageAchievement = NonNullable<AchievementPageQuery['achievement']>;

/** What two achievements share. */
export type Why = 'people' | 'studio' | 'unit';

/** An achievement that has to do with another one. */
export interface Related {
  readonly achievement: ResultPartsFragment;
  readonly why: readonly Why[];
}

interface Edges {
  readonly edges: readonly { readonly node: ResultPartsFragment }[];
}

/** As many as are shown. */
const MOST = 6;

/** The achievements that share people, studio or unit with this one, those that share most first. */
export function relatedTo(
  page: Pick<PageAchievement, 'code' | 'samePeople' | 'sameStudio' | 'sameUnit'>,
): readonly Related[] {
  const found = new Map<string, { achievement: ResultPartsFragment; why: Set<Why> }>();
  const add = (why: Why, { edges }: Edges): void => {
    for (const { node } of edges) {
      if (node.code === page.code) continue;
      const known = found.get(node.code) ?? { achievement: node, why: new Set() };
      found.set(node.code, { ...known, why: known.why.add(why) });
    }
  };
  for (const { node } of page.samePeople.edges) add('people', node.achievements);
  if (page.sameStudio) add('studio', page.sameStudio.achievements);
  if (page.sameUnit) add('unit', page.sameUnit.achievements);
  return [...found.values()]
    .map(({ achievement, why }) => ({ achievement, why: [...why] }))
    .sort((a, b) => b.why.length - a.why.length)
    .slice(0, MOST);
}
