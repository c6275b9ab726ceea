import { toPageRequest, type PageArguments, type PageRequest } from './page-request.js';

/** The arguments of a filtered, ordered, paged list, as a client sends them. */
export interface ListArguments<F, O> extends PageArguments {
  filter?: F | null;
  orderBy?: O[] | null;
}

/** A checked request for one page of a list. */
export interface ListRequest<F, O, S = string> {
  readonly filter: F | null;
  readonly orderBy: readonly O[] | null;
  readonly page: PageRequest;
  /** Whose list it is; the whole catalogue's when undefined. */
  readonly scope?: S;
}

/**
 * Checks the arguments of a list.
 *
 * @param scope the relation by which the list belongs to one record
 * @throws AppError BAD_USER_INPUT when the page asked for is out of range
 */
export function toListRequest<F, O, S extends string>(
  args: ListArguments<F, O>,
  scope?: S,
): ListRequest<F, O, S> {
  return {
    filter: args.filter ?? null,
    orderBy: args.orderBy?.length ? args.orderBy : null,
    page: toPageRequest(args),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** A list is ordered by at most this many keys; more would say nothing that a person asks. */
export const MAX_ORDER_KEYS = 3;
