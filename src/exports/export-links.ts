import { refusedFields } from '../common/errors/field-errors.js';
import { type ExportLink, type ExportLinksArgs } from './export-link.type.js';
import { FORMATS } from './formats/formats.js';

/** Proxies and browsers take addresses up to about this length. */
const MAX_ADDRESS = 8_000;

/**
 * The addresses of a selection of achievements, one for each format.
 *
 * @param address the service's own, without a slash at the end
 * @throws AppError BAD_USER_INPUT when the filter is too long for an address
 */
export function exportLinks(address: string, { filter, q }: ExportLinksArgs): ExportLink[] {
  const query = new URLSearchParams();
  if (filter != null) query.set('filter', JSON.stringify(filter));
  if (q != null) query.set('q', q);
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  if (search.length > MAX_ADDRESS) {
    const message = `makes an address of ${search.length} characters; ${MAX_ADDRESS} are allowed`;
    throw refusedFields([{ path: 'filter', message }]);
  }
  return Object.values(FORMATS).map(({ name, mediaType }) => ({
    format: name,
    mediaType,
    url: `${address}/v1/achievements.${name}${search}`,
  }));
}
