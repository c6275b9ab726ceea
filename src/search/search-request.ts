import { AppError } from '../common/errors/app-error.js';
import { toPageRequest } from '../common/pagination/page-request.js';
import { type SearchArgs } from './search.input.js';
import { SearchSort } from './search.enums.js';
import { type SortKey } from './search.port.js';
import { type SearchRequest } from './search.service.js';

const SORT_KEYS: Readonly<Record<Exclude<SearchSort, SearchSort.RELEVANCE>, SortKey>> = {
  [SearchSort.CODE_ASC]: { field: 'code', direction: 'ASC' },
  [SearchSort.CODE_DESC]: { field: 'code', direction: 'DESC' },
  [SearchSort.TITLE_ASC]: { field: 'titleOrder', direction: 'ASC' },
  [SearchSort.TITLE_DESC]: { field: 'titleOrder', direction: 'DESC' },
  [SearchSort.UPDATED_ASC]: { field: 'updatedAt', direction: 'ASC' },
  [SearchSort.UPDATED_DESC]: { field: 'updatedAt', direction: 'DESC' },
  [SearchSort.YEAR_ASC]: { field: 'year', direction: 'ASC' },
  [SearchSort.YEAR_DESC]: { field: 'year', direction: 'DESC' },
};

/**
 * Checks the arguments of a search.
 *
 * @param selected the fields that the client selects of the result: what is not among them is not worked out
 * @throws AppError BAD_USER_INPUT when the page or the order is not allowed
 */
export function toSearchRequest(args: SearchArgs, selected: ReadonlySet<string>): SearchRequest {
  const { size, after } = toPageRequest(args);
  const wantsPage = selected.has('edges') || selected.has('pageInfo');
  return {
    q: args.q ?? null,
    filter: args.filter ?? null,
    facets: selected.has('facets') ? [...new Set(args.facets ?? [])] : [],
    sort: toSortKeys(args.sort),
    size: wantsPage ? size : 0,
    after,
    total: selected.has('totalCount') || (selected.has('relaxed') && !wantsPage),
  };
}

function toSortKeys(sort: readonly SearchSort[] | null | undefined): SortKey[] {
  const names = [...new Set(sort ?? [])];
  if (names.length === 1 && names[0] === SearchSort.RELEVANCE) return [];
  return names.map((name) => {
    if (name !== SearchSort.RELEVANCE) return SORT_KEYS[name];
    throw new AppError('BAD_USER_INPUT', 'RELEVANCE cannot be joined with another order in “sort”.', {
      argument: 'sort',
    });
  });
}
