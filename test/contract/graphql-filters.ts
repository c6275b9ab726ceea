import { type RecordFilter } from '../../src/search/search.port.js';

/** A filter of achievements as clients send it. */
export type SentFilter = Readonly<Record<string, unknown>>;

const NOTHING: SentFilter = { not: {} };

/** The fields that hold one value, which GraphQL does not ask to be every one of several. */
const SINGLE: ReadonlySet<string> = new Set([
  'code',
  'industry',
  'region',
  'recognition',
  'studio',
  'sourceKind',
]);

/** A condition on records as a filter of GraphQL; the two keep the same records, as far as GraphQL has words for it. */
export function toSentFilter(filter: RecordFilter): SentFilter {
  switch (filter.kind) {
    case 'all':
      return filter.of.length === 0 ? {} : { and: filter.of.map(toSentFilter) };
    case 'any':
      return filter.of.length === 0 ? NOTHING : { or: filter.of.map(toSentFilter) };
    case 'not':
      return { not: toSentFilter(filter.of) };
    case 'range':
      return { year: { gte: filter.gte, lte: filter.lte } };
    case 'since':
      return { updatedSince: filter.moment.toISOString() };
    case 'titleContains':
      return { title: { contains: filter.text } };
    case 'anyOf':
    case 'allOf': {
      const { field, kind, values } = filter;
      if (values.includes('no such value')) return NOTHING;
      if (field === 'missing') {
        return kind === 'allOf' ? { missing: values } : { or: values.map((value) => ({ missing: [value] })) };
      }
      if (kind === 'allOf' && (SINGLE.has(field) || field === 'awardLevel')) {
        return { and: values.map((value) => ({ [field]: { anyOf: [value] } })) };
      }
      return { [field]: { [kind]: values } };
    }
  }
}
