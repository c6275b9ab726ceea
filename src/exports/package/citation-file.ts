import { dayOf } from '../citation/citation.styles.js';
import { CATALOGUE, type CatalogueState, versionOf } from './catalogue.facts.js';

/**
 * How to cite the data as they are now, for programs: Citation File Format 1.2.0. Every value is written as JSON, which
 * is YAML too.
 *
 * @param address where the public reaches the service
 */
export function citationFile(state: CatalogueState, address: string): string {
  const entries: Readonly<Record<string, unknown>> = {
    'cff-version': '1.2.0',
    message: 'Cite a release of /v1/snapshots rather than these data, which change.',
    type: 'dataset',
    title: CATALOGUE.title,
    abstract: CATALOGUE.description,
    authors: [{ name: CATALOGUE.publisher, website: address }],
    version: versionOf(state),
    ...(state.changedAt === null ? {} : { 'date-released': dayOf(state.changedAt) }),
    url: address,
    keywords: CATALOGUE.keywords,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');
}
