import { type Reader } from '../database/query/reader.js';

/** What a catalogue resolver finds in the GraphQL context of its request. */
export interface CatalogContext {
  /** Reads records; made anew for each request, so that it never serves what another request read. */
  readonly reader: Reader;
}
