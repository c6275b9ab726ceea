import { createHash } from 'node:crypto';
import { type Settings } from 'meilisearch';
import {
  FILTER_FIELDS,
  SEARCHED_FIELDS,
  SORT_FIELDS,
  type FilterField,
  type SearchedField,
  type SortField,
} from '../../../record/record.fields.js';
import { type FacetField } from '../../search.port.js';

/** Raise it when documents are made in another way than before, so that the index is built anew. */
const DOCUMENT_VERSION = 2;

/**
 * Far above any size of the catalogue: at the engine's own limits (1,000 hits, 100 values) totals and facets would
 * stop short, and the last pages could not be reached.
 */
export const MAX_RECORDS = 1_000_000;

/** Letters from which one typo is forgiven in a word, and two. */
const ONE_TYPO_LETTERS = 5;
const TWO_TYPO_LETTERS = 9;

/** The attribute of what is found from its first letter on and without typos: pinyin readings, words with digits. */
const TYPED = 'typed';

/** The attribute in which a field's text is searched. */
function textAttribute(field: SearchedField): `text.${SearchedField}` {
  return `text.${field}`;
}

/** The attribute by whose values a field is filtered and counted. */
export function valueAttribute(field: FilterField): `value.${FilterField}` {
  return `value.${field}`;
}

/** The attribute by which a field is ordered, and compared. */
export function orderAttribute(field: SortField): `order.${SortField}` {
  return `order.${field}`;
}

/** The attributes that a client of the index may read: the record itself, and its fingerprint. */
const DISPLAYED = ['code', 'fingerprint', 'record'] as const;

/**
 * The facets that have the more values the more records there are. When it is to order by count, the engine takes up
 * every value and counts its records, which is quicker by far for facets of few values. By name, it takes up the
 * records, as long as they are not more than 3,000, and reads the values of each: better for these.
 */
const FACETS_OF_MANY: readonly FacetField[] = ['organisation', 'studio', 'craftsman'];

/** The settings of an index, but for its synonyms, which change without a rebuild. */
export const INDEX_SETTINGS = {
  searchableAttributes: [...SEARCHED_FIELDS.map(textAttribute), TYPED],
  displayedAttributes: [...DISPLAYED],
  filterableAttributes: [
    {
      attributePatterns: FILTER_FIELDS.filter((field) => field !== 'updatedAt').map(valueAttribute),
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
    {
      attributePatterns: SORT_FIELDS.map(orderAttribute),
      features: { facetSearch: false, filter: { equality: true, comparison: true } },
    },
  ],
  sortableAttributes: SORT_FIELDS.map(orderAttribute),
  // An order that is asked for decides alone; the code comes last, so that no two records are equal.
  rankingRules: [
    'sort',
    'words',
    'typo',
    'proximity',
    'attribute',
    'exactness',
    `${orderAttribute('code')}:asc`,
  ],
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: ONE_TYPO_LETTERS, twoTypos: TWO_TYPO_LETTERS },
    disableOnNumbers: true,
    disableOnAttributes: [TYPED],
    disableOnWords: [],
  },
  faceting: {
    maxValuesPerFacet: MAX_RECORDS,
    sortFacetValuesBy: {
      '*': 'count',
      ...Object.fromEntries(FACETS_OF_MANY.map((field) => [valueAttribute(field), 'alpha' as const])),
    },
  },
  pagination: { maxTotalHits: MAX_RECORDS },
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  facetSearch: false,
  stopWords: [],
  separatorTokens: [],
  nonSeparatorTokens: [],
  dictionary: [],
} as const satisfies Settings;

/**
 * Changes whenever the index must be built anew: with its settings, the making of its documents, and the analysis of
 * records, of which `recordDigest` is the hash.
 */
export function settingsHash(recordDigest: string): string {
  return createHash('sha256')
    .update(JSON.stringify([DOCUMENT_VERSION, INDEX_SETTINGS, recordDigest]))
    .digest('hex')
    .slice(0, 32);
}
