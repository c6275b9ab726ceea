import { type Complexity } from '@nestjs/graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../pagination/page-request.js';

/** How many records a list without paging is taken to hold, on average, when the cost of a request is reckoned. */
const SHORT_LIST_SIZE = 3;

/** How many records the longest lists that are short by nature hold, in most cases. */
const LONG_SHORT_LIST_SIZE = 6;

/** The cost of a paged list: its records times what each costs; a size out of range is refused later, by its name. */
export const pageCost: Complexity = ({ args, childComplexity }) => 1 + recordsCost(args, childComplexity);

function recordsCost(args: Readonly<Record<string, unknown>>, childComplexity: number): number {
  const size = (args.first ?? args.last ?? DEFAULT_PAGE_SIZE) as number;
  return Math.min(Math.max(size, 0), MAX_PAGE_SIZE) * childComplexity;
}

/** The cost of a paged list whose lists are short by nature, such as the people of an achievement. */
export const shortPageCost: Complexity = ({ args, childComplexity }) => {
  const size = (args.first ?? args.last ?? DEFAULT_PAGE_SIZE) as number;
  return 1 + Math.min(Math.max(size, 0), LONG_SHORT_LIST_SIZE) * childComplexity;
};

/** The cost of a short list that is always served whole. */
export const shortListCost: Complexity = ({ childComplexity }) => 1 + SHORT_LIST_SIZE * childComplexity;

/** The cost of a closed list of `size` records that is always served whole. */
export function closedListCost(size: number): Complexity {
  return ({ childComplexity }) => 1 + size * childComplexity;
}

/** What a search costs besides its records: it looks at all of them, and perhaps again with fewer terms. */
const SEARCH_COST = 100;

/** What each facet of a search adds: one more look at all records, where it is filtered. */
const FACET_COST = 10;

/** The cost of a search: of itself, its facets and its page. */
export const searchCost: Complexity = ({ args, childComplexity }) => {
  const { facets } = args as { facets?: readonly unknown[] | null };
  return SEARCH_COST + FACET_COST * (facets?.length ?? 0) + recordsCost(args, childComplexity);
};

/** A count is one more statement, whatever it counts. */
export const COUNT_COST = 1;
