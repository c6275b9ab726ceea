import { DataSource, type DataSourceOptions, type EntitySchema, type Logger, type MixedList } from 'typeorm';
import { SnakeNaming } from './snake-naming.js';

/** What a data source is made of besides its address. */
export interface DataSourceParts {
  readonly entities: MixedList<string | EntitySchema | (new () => object)>;
  readonly migrations: readonly (new () => object)[];
  /** Receives every statement; left out, nothing is logged. */
  readonly logger?: Logger;
}

/** A connection attempt that takes longer has failed: the caller gets an error instead of a hanging request. */
const CONNECT_TIMEOUT_MS = 5_000;

/** A statement that runs longer is ended by the server, so that one request cannot hold a connection for good. */
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * The catalogue fits in memory, where a random page costs no more than the next one. At PostgreSQL's default of 4
 * it reads whole tables to find the few people and units of a page, and plans each such statement anew.
 */
const PLANNER_OPTIONS = '-c random_page_cost=1.1';

/** Connections of one process: enough for two cores, and far from PostgreSQL's default limit of 100. */
const POOL_SIZE = 10;

/** Describes the connection to a PostgreSQL database. The schema only ever changes by migrations. */
function dataSourceOptions(url: string, parts: DataSourceParts): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: parts.entities,
    migrations: [...parts.migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    applicationName: 'innovation-achievement-catalogue',
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { statement_timeout: STATEMENT_TIMEOUT_MS, keepAlive: true, options: PLANNER_OPTIONS },
    ...(parts.logger ? { logging: true, logger: parts.logger } : { logging: false }),
  };
}

/** Makes a data source; it connects when it is initialised. */
export function createDataSource(url: string, parts: DataSourceParts): DataSource {
  return new DataSource(dataSourceOptions(url, parts));
}

/**
 * Runs `work` with a data source of its own, whose statements take as long as they need: for what no request waits
 * for, such as migrations of a large catalogue.
 */
export async function unhurried<T>(
  { options }: DataSource,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const extra = { ...(options.extra as object), statement_timeout: 0 };
  const own = await new DataSource({ ...options, extra }).initialize();
  try {
    return await work(own);
  } finally {
    await own.destroy();
  }
}
