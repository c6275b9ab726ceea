import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { PROJECT_ROOT } from '../common/project.js';
import { StartupError } from '../common/startup-error.js';
import { Environment, type LOG_FORMATS, type LOG_LEVELS } from './environment.js';
import { SETTINGS } from './settings.js';

/** The port when none is set; the next free one is taken when another program has it. */
export const DEFAULT_PORT = 3000;

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
