import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { pino } from 'pino';
import { createHttpApp } from './api/http-app.js';
import { loadConfig } from './config/config.js';
import { createAppDataSource } from './app.data-source.js';
import { AppModule } from './app.module.js';

/** The service's GraphQL schema in its own language; needs no database. */
export async function printAppSchema(): Promise<string> {
  const logger = pino({ level: 'silent' });
  // Whatever the surroundings set: the schema does not depend on it.
  const config = loadConfig({});
  const module = AppModule.forRoot(createAppDataSource('postgres://'), logger, config);
  const app = await createHttpApp(module, config, logger);
  try {
    return `${printSchema(app.get(GraphQLSchemaHost).schema)}\n`;
  } finally {
    await app.close();
  }
}
