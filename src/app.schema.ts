import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { pino } from 'pino';
import { createHttpApp } from './api/http-app.js';
import { createAppDataSource } from './app.data-source.js';
import { AppModule } from './app.module.js';

/** The service's GraphQL schema in its own language; needs no database. */
export async function printAppSchema(): Promise<string> {
  const logger = pino({ level: 'silent' });
  const app = await createHttpApp(
    AppModule.forRoot(createAppDataSource('postgres://'), logger, null),
    { trustProxy: false },
    logger,
  );
  try {
    return `${printSchema(app.get(GraphQLSchemaHost).schema)}\n`;
  } finally {
    await app.close();
  }
}
