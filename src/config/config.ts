import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { PROJECT_ROOT } from '../common/project.js';
import { StartupError } from '../common/startup-error.js';
import { Environment, LOG_FORMATS, LOG_LEVELS } from './environment.js';

/** The port when none is set; the next free one is taken when another program has it. */
export const DEFAULT_PORT = 3000;

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
      'About how much memory answers to searches may take that are kept until the catalogue changes; 0 keeps none.',
    allowed: 'a whole number from 0 to 4096',
    standard: '32, some hundred answers',
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

/** Requests a minute: from one address without a key, and with one key. */
export interface QuotaConfig {
  readonly anonymous: number;
  readonly key: number;
  /** How long a request waits for the database to count it, in milliseconds; left out, a moment. */
  readonly patienceMs?: number;
}

/** Where the search index is, and what may be done there. */
export interface MeilisearchConfig {
  /** Without a slash at the end. */
  readonly url: string;
  readonly searchKey: string | undefined;
  readonly indexKey: string | undefined;
  /** How the names of this service's indexes begin. */
  readonly prefix: string;
  /** Longest wait for an answer to a search, in milliseconds. */
  readonly timeoutMs: number;
}

/** A bucket of an S3-compatible store, and who may use it. */
export interface BucketConfig {
  readonly bucket: string;
  /** Undefined for Amazon S3 itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** How the names of all objects begin; without the slash that follows. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pathStyle: boolean;
}

/** The service's settings, checked and frozen. */
export interface Config {
  readonly host: string;
  /** The port asked for; undefined when the service may choose. */
  readonly port: number | undefined;
  readonly dataDirectory: string;
  /** The database server to use; undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Folder of the PostgreSQL programs to embed; undefined for those that are found. */
  readonly pgBin: string | undefined;
  /** Null where PostgreSQL answers every search. */
  readonly meilisearch: MeilisearchConfig | null;
  /** About how much memory kept answers may take; 0 keeps none. */
  readonly searchMemoryMegabytes: number;
  /** Null where snapshots are kept in a folder. */
  readonly snapshotBucket: BucketConfig | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly logFormat: (typeof LOG_FORMATS)[number];
  /** Without a slash at the end; undefined for the address that the service listens on. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  readonly quotas: QuotaConfig;
}

/**
 * Reads the settings out of environment variables.
 *
 * @throws StartupError that names every wrong variable and what is allowed, and never shows a value
 */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env): Config {
  const names = Object.keys(SETTINGS) as (keyof Environment)[];
  const given = names.filter((name) => variables[name]).map((name) => [name, variables[name]]);
  const environment = plainToInstance(Environment, Object.fromEntries(given));
  const wrong = validateSync(environment, { forbidUnknownValues: false }).map(
    ({ property }) => `${property} must be ${SETTINGS[property as keyof Environment].allowed}`,
  );
  if (wrong.length) throw new StartupError(`Wrong setting: ${wrong.join('; ')}.`);
  return Object.freeze({
    host: environment.HOST ?? '127.0.0.1',
    port: environment.PORT,
    dataDirectory: resolve(PROJECT_ROOT, environment.DATA_DIR ?? '.data'),
    databaseUrl: environment.DATABASE_URL,
    pgBin: environment.PG_BIN,
    meilisearch: meilisearchOf(environment),
    searchMemoryMegabytes: environment.SEARCH_MEMORY_MB ?? 32,
    snapshotBucket: snapshotBucketOf(environment),
    logLevel: environment.LOG_LEVEL ?? 'info',
    logFormat: environment.LOG_FORMAT ?? 'auto',
    publicUrl: environment.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: environment.TRUST_PROXY === 'true',
    quotas: Object.freeze({
      anonymous: environment.QUOTA_ANONYMOUS ?? 600,
      key: environment.QUOTA_KEY ?? 6_000,
    }),
  });
}

function meilisearchOf(environment: Environment): MeilisearchConfig | null {
  if (environment.MEILI_URL === undefined) return null;
  return Object.freeze({
    url: environment.MEILI_URL.replace(/\/+$/, ''),
    searchKey: environment.MEILI_SEARCH_KEY,
    indexKey: environment.MEILI_INDEX_KEY,
    prefix: environment.MEILI_INDEX_PREFIX ?? 'catalogue',
    timeoutMs: environment.MEILI_TIMEOUT_MS ?? 500,
  });
}

function snapshotBucketOf(environment: Environment): BucketConfig | null {
  const { SNAPSHOT_S3_BUCKET: bucket, SNAPSHOT_S3_ENDPOINT: endpoint } = environment;
  if (bucket === undefined) return null;
  const pathStyle = environment.SNAPSHOT_S3_PATH_STYLE;
  return Object.freeze({
    bucket,
    endpoint,
    region: environment.SNAPSHOT_S3_REGION ?? 'us-east-1',
    prefix: environment.SNAPSHOT_S3_PREFIX ?? 'snapshots',
    // Checked to be there with a bucket.
    accessKeyId: environment.SNAPSHOT_S3_ACCESS_KEY_ID as string,
    secretAccessKey: environment.SNAPSHOT_S3_SECRET_ACCESS_KEY as string,
    pathStyle: pathStyle === undefined ? endpoint !== undefined : pathStyle === 'true',
  });
}
