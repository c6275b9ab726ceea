import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { graphql } from 'graphql';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { ANONYMOUS } from './access/actor.js';
import { hasNoKey, makeFirstKey } from './access/first-key.js';
import { contextFactory } from './api/graphql-context.js';
import { createHttpApp } from './api/http-app.js';
import { migrateDatabase, openDatabase, seedDatabase } from './app.database.js';
import { AppModule } from './app.module.js';
import { ReferenceData } from './catalog/reference-data.js';
import { StartupError } from './common/startup-error.js';
import { type Config } from './config/config.js';
import { choosePort } from './listen.js';
import { type StartupReport } from './startup-report.js';

/** A service that listens. */
export interface RunningService {
  /** Where it can be reached, without a slash at the end. */
  readonly url: string;
  /** Finishes the requests in flight and stops everything that the service started. */
  readonly stop: () => Promise<void>;
}

/** An example for the first visitor; its answer is printed at the start. */
const EXAMPLE = '{ achievements(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }) { totalCount } }';

/**
 * Starts the whole service: database, schema, records, HTTP.
 *
 * @throws StartupError when something that the user can change stands in the way
 */
export async function startService(
  config: Config,
  logger: Logger,
  report: StartupReport,
): Promise<RunningService> {
  const port = await choosePort(config);
  if (config.databaseUrl === undefined) report.say('Starting the embedded PostgreSQL …');
  const { dataSource, stopServer } = await openDatabase(config, 'refuse');
  let app: NestFastifyApplication | undefined;
  const stop = async (): Promise<void> => {
    if (app) await app.close();
    if (dataSource.isInitialized) await dataSource.destroy();
    await stopServer();
  };
  try {
    await migrateDatabase(dataSource);
    const { loaded, achievements } = await seedDatabase(dataSource, report);
    app = await createHttpApp(AppModule.forRoot(dataSource, logger, config), config, logger);
    await listen(app, port, config.host);
    const url = config.publicUrl ?? addressOf(app, config.host);
    report.say(`${achievements} achievements ${loaded ? 'loaded' : 'are there already; nothing loaded'}.`);
    await introduce(app, url, report);
    if (config.databaseUrl === undefined) await offerFirstKey(dataSource, report);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new StartupError(`Port ${port} was taken by another program during the start. Start again.`, {
      cause,
    });
  }
}

function addressOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : '';
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Prints what to open, and an example query with its answer. */
async function introduce(app: NestFastifyApplication, url: string, report: StartupReport): Promise<void> {
  const createContext = contextFactory(app.get(DataSource), app.get(ReferenceData, { strict: false }));
  const { data } = await graphql({
    schema: app.get(GraphQLSchemaHost, { strict: false }).schema,
    source: EXAMPLE,
    contextValue: createContext({ id: 'start', actor: ANONYMOUS }),
  });
  report.say(`Page      ${url}/`);
  report.say(`GraphQL   ${url}/graphql`);
  report.say(`GraphiQL  ${url}/graphiql`);
  report.say(`Example   ${EXAMPLE}`);
  report.say(
    `          → ${(data as { achievements: { totalCount: number } } | null)?.achievements.totalCount}`,
  );
}

/**
 * Shows a key that may do everything to whoever starts an embedded database for the first time at a terminal. Nothing
 * is made where nobody could read it, or a log would keep it.
 */
export async function offerFirstKey(
  dataSource: DataSource,
  { say, showSecret }: Pick<StartupReport, 'say' | 'showSecret'>,
): Promise<void> {
  if (showSecret === null) {
    if (await hasNoKey(dataSource)) say('API key   none yet; npm run cli -- key create NAME makes one');
    return;
  }
  const issued = await makeFirstKey(dataSource);
  if (issued) showSecret(`API key   ${issued.secret}  for every scope; shown now and never again`);
}
