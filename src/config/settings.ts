import { LOG_FORMATS, LOG_LEVELS, type Environment } from './environment.js';

/** A setting: what it means and what is allowed, for the start's messages and the README's table. */
interface Setting {
  readonly meaning: string;
  readonly allowed: string;
  readonly standard: string;
}

/** Every setting of the service, by the name of its environment variable. */
export const SETTINGS: Readonly<Record<keyof Environment, Setting>> = {
  HOST: {
    meaning: 'Address to listen on.',
    allowed: 'an IP address or host name of this machine',
    standard: '127.0.0.1',
  },
  PORT: {
    meaning: 'Port to listen on; 0 takes any free one. Left unset, the next free port from 3000 is taken.',
    allowed: 'a whole number from 0 to 65535',
    standard: '3000 or the next free one',
  },
  DATA_DIR: {
    meaning:
      'Folder for the embedded PostgreSQL and, where no bucket is set, the snapshots; made when missing.',
    allowed: 'a path of a folder that the service may write to',
    standard: '.data',
  },
  DATABASE_URL: {
    meaning: 'PostgreSQL server (15 or newer) to use instead of the embedded one.',
    allowed: 'an address that starts with postgres:// or postgresql://',
    standard: 'unset: PostgreSQL is embedded',
  },
  PG_BIN: {
    meaning: 'Folder with initdb and postgres (15 or newer) to embed instead of those installed by npm.',
    allowed: 'a path of a folder',
    standard: 'unset',
  },
  MEILI_URL: {
    meaning: 'Meilisearch (1.50) that answers searches; PostgreSQL does while it cannot.',
    allowed: 'an address that starts with http:// or https://, without a query and without a password',
    standard: 'unset: PostgreSQL answers searches',
  },
  MEILI_SEARCH_KEY: {
    meaning: 'Key that may search; `npm run cli -- search-keys` makes it.',
    allowed: 'a text without spaces',
    standard: 'unset: no key is sent',
  },
  MEILI_INDEX_KEY: {
    meaning: 'Key that may change the index; made together with the other.',
    allowed: 'a text without spaces',
    standard: 'unset: no key is sent',
  },
  MEILI_INDEX_PREFIX: {
    meaning: 'How the names of this service’s indexes begin, where several share one Meilisearch.',
    allowed: '1 to 50 letters, digits, - and _',
    standard: 'catalogue',
  },
  MEILI_TIMEOUT_MS: {
    meaning: 'Longest wait for an answer of Meilisearch, in milliseconds, before PostgreSQL gives it.',
    allowed: 'a whole number from 50 to 60000',
    standard: '500, half a second',
  },
  SEARCH_MEMORY_MB: {
    meaning:
      'About how much memory answers to searches may take that are kept for a minute, if nothing changes; 0 keeps none.',
    allowed: 'a whole number from 0 to 4096',
    standard: '32, a hundred or two of answers',
  },
  SNAPSHOT_S3_BUCKET: {
    meaning: 'Bucket of an S3-compatible store that keeps the snapshots instead of the folder.',
    allowed: 'the name of a bucket: 3 to 63 small letters, digits, . and -',
    standard: 'unset: snapshots are kept in DATA_DIR',
  },
  SNAPSHOT_S3_ENDPOINT: {
    meaning: 'Where that store is.',
    allowed: 'an address that starts with http:// or https://, without a query and without a password',
    standard: 'unset: Amazon S3 in the region',
  },
  SNAPSHOT_S3_REGION: {
    meaning: 'Region of the bucket; many stores of your own take any.',
    allowed: '1 to 60 letters, digits, - and _',
    standard: 'us-east-1',
  },
  SNAPSHOT_S3_PREFIX: {
    meaning: 'How the names of all objects begin, where others share the bucket; a slash follows.',
    allowed: 'at most 200 letters, digits, ., -, _ and single slashes between them',
    standard: 'snapshots',
  },
  SNAPSHOT_S3_ACCESS_KEY_ID: {
    meaning: 'Access key that may list, read, write and delete there; needed with a bucket.',
    allowed: 'a text without spaces, set where SNAPSHOT_S3_BUCKET is',
    standard: 'unset',
  },
  SNAPSHOT_S3_SECRET_ACCESS_KEY: {
    meaning: 'Its secret; needed with a bucket.',
    allowed: 'a text without spaces, set where SNAPSHOT_S3_BUCKET is',
    standard: 'unset',
  },
  SNAPSHOT_S3_PATH_STYLE: {
    meaning: 'Whether the bucket stands in the path of addresses rather than in the host name.',
    allowed: 'true or false',
    standard: 'true where an endpoint is set, else false',
  },
  LOG_LEVEL: {
    meaning: 'How much is logged.',
    allowed: `one of ${LOG_LEVELS.join(', ')}`,
    standard: 'info',
  },
  LOG_FORMAT: {
    meaning: 'How it is logged; auto is pretty on a terminal and json elsewhere.',
    allowed: `one of ${LOG_FORMATS.join(', ')}`,
    standard: 'auto',
  },
  PUBLIC_URL: {
    meaning: 'Address under which the public reaches the service, for the links it prints.',
    allowed: 'an address that starts with http:// or https://, without a query',
    standard: 'the address it listens on',
  },
  TRUST_PROXY: {
    meaning: 'Whether a proxy in front tells the client’s address (X-Forwarded-For).',
    allowed: 'true or false',
    standard: 'false',
  },
  QUOTA_ANONYMOUS: {
    meaning: 'Requests a minute from one address (of IPv6: one /64 network) without a key.',
    allowed: 'a whole number from 1 to 100000000',
    standard: '600, ten a second',
  },
  QUOTA_KEY: {
    meaning: 'Requests a minute with one key.',
    allowed: 'a whole number from 1 to 100000000',
    standard: '6000, a hundred a second',
  },
};
