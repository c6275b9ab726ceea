import { type ApolloServerPlugin } from '@apollo/server';
import {
  getVariableValues,
  GraphQLError,
  isInputObjectType,
  isListType,
  isNonNullType,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { AppError } from '../common/errors/app-error.js';
import { type CollectionAccess } from '../collections/collection.access.js';
import { type GraphqlContext } from './graphql-context.js';

/** The field of a filter that names a collection. */
const FIELD = 'inCollection';

type Variables = Readonly<Record<string, unknown>>;

/** The collections that a value of an argument names, in its filters and the filters inside those. */
function namedIn(value: unknown, type: GraphQLInputType): string[] {
  if (value == null) return [];
  if (isNonNullType(type)) return namedIn(value, type.ofType);
  if (isListType(type)) return (value as unknown[]).flatMap((each) => namedIn(each, type.ofType));
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, type: inner }) => {
    const part = (value as Variables)[name];
    return name === FIELD && typeof part === 'string' ? [part] : namedIn(part, inner);
  });
}

/** Every collection that the arguments of a document name, wherever they stand. */
export function collectionsNamed(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined,
  variables: Variables,
): string[] {
  const { coerced = {} } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  const info = new TypeInfo(schema);
  const named = new Set<string>();
  const enter = ({ value }: { value: Parameters<typeof valueFromAST>[0] }): void => {
    const type = info.getArgument()?.type;
    if (!type) return;
    for (const slug of namedIn(valueFromAST(value, type, coerced), type)) named.add(slug);
  };
  visit(document, visitWithTypeInfo(info, { Argument: enter }));
  return [...named];
}

/**
 * Refuses a request that filters by a collection which its sender may not see, before anything runs: so no list, count
 * or search of the schema has to think of it.
 */
export function collectionAccessPlugin(access: CollectionAccess): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        async didResolveOperation({ schema, document, operation, request, source, contextValue }) {
          const variables = request.variables ?? {};
          // Nearly all requests name none, and need not be walked through.
          if (!source.includes(FIELD) && !JSON.stringify(variables).includes(FIELD)) return;
          try {
            await access.check(contextValue.actor, collectionsNamed(schema, document, operation, variables));
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            const { code, message, details } = error;
            throw new GraphQLError(message, { extensions: { code, ...details } });
          }
        },
      }),
  };
}
