import { type PublicRecord } from '../../record/record.fields.js';
import { toDublinCore } from './dublin-core.js';
import { toFullRecord, FULL_NAMESPACE } from './full-record.js';
import { type XmlNode } from './xml.js';

/** What the addresses of the service begin with. */
export interface Addresses {
  /** Without a slash at the end. */
  readonly base: string;
}

/** A format in which records are given. */
interface MetadataFormat {
  readonly schema: (addresses: Addresses) => string;
  readonly namespace: string;
  readonly write: (record: PublicRecord, addresses: Addresses) => XmlNode;
}

/** The formats, by their prefixes. */
export const METADATA_FORMATS = {
  oai_dc: {
    schema: () => 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    write: (record, { base }) => toDublinCore(record, base),
  },
  wia: {
    schema: ({ base }) => `${base}/oai/wia.xsd`,
    namespace: FULL_NAMESPACE,
    write: (record, { base }) => toFullRecord(record, base),
  },
} as const satisfies Readonly<Record<string, MetadataFormat>>;

export type MetadataPrefix = keyof typeof METADATA_FORMATS;

export const METADATA_PREFIXES = Object.keys(METADATA_FORMATS) as MetadataPrefix[];

export function isMetadataPrefix(text: string): text is MetadataPrefix {
  return Object.hasOwn(METADATA_FORMATS, text);
}
