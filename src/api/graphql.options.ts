import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { type DocumentNode, type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { type ReferenceData } from '../catalog/reference-data.js';
import { CollectionAccess } from '../collections/collection.access.js';
import { collectionAccessPlugin } from './collection-access.plugin.js';
import { costPlugin } from './cost.plugin.js';
import { errorPlugin, formatError } from './error-format.js';
import { contextFactory } from './graphql-context.js';
import { GRAPHQL_PATH } from './graphql-hooks.js';
import { statusPlugin } from './status.plugin.js';

/** How much memory the documents that were parsed and found valid may take. */
const DOCUMENT_STORE_SIZE = 30_000_000;

/** A parsed document takes about so many times the room of its text. */
const PARSED_TO_TEXT = 40;

/** About how much memory a parsed document takes; Apollo's own reckoning leaves out the text that it keeps. */
function documentSize(document: DocumentNode): number {
  return (document.loc?.source.body.length ?? 1) * PARSED_TO_TEXT;
}

/** Documents the root types, for which Nest has no option. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = 'What can be asked. Every list takes a filter, an order and a page.';
  if (mutation) mutation.description = 'What can be changed, each by a key with the scope that it needs.';
  return schema;
}

/** How the GraphQL server is set up. */
export function graphqlOptions(
  dataSource: DataSource,
  reference: ReferenceData,
  logger: Logger,
): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: describeRoots,
    // GraphiQL is served by the service itself, with no network, under an address of its own.
    graphiql: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // The status plugin below decides on every status.
    preserveHttpStatusForExecutionErrors: false,
    // Keys travel in the Authorization header and no cookie is read, so a foreign page cannot act for anyone.
    csrfPrevention: false,
    documentStore: new InMemoryLRUCache({ maxSize: DOCUMENT_STORE_SIZE, sizeCalculation: documentSize }),
    inheritResolversFromInterfaces: true,
    context: contextFactory(dataSource, reference),
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      costPlugin,
      collectionAccessPlugin(new CollectionAccess(dataSource)),
      errorPlugin(logger),
      statusPlugin,
    ],
  };
}
