import { type ApolloServerPlugin } from '@apollo/server';
import { getNamedType, getVariableValues, GraphQLError, isLeafType } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { REQUEST_LIMITS } from '../common/graphql/request-limits.js';
import { tooComplex } from './query-limits.js';

/** A record costs one, and what it is made of costs nothing more. */
const recordEstimator: ComplexityEstimator = ({ field, childComplexity }) =>
  isLeafType(getNamedType(field.type)) ? 0 : 1 + childComplexity;

/** Introspection costs nothing: it is bounded by the schema. */
const introspectionEstimator: ComplexityEstimator = ({ field, type }) =>
  field.name.startsWith('__') || type.name.startsWith('__') ? 0 : undefined;

const ESTIMATORS = [introspectionEstimator, fieldExtensionsEstimator(), recordEstimator];

type ComplexityRequest = Omit<Parameters<typeof getComplexity>[0], 'estimators'>;

function badInput({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT' } });
}

/**
 * What a request may cost.
 *
 * @throws GraphQLError BAD_USER_INPUT when its arguments do not fit, so that no cost can be reckoned
 */
function costOf(request: ComplexityRequest): number {
  try {
    return getComplexity({ ...request, estimators: ESTIMATORS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw badInput(error);
  }
}

/** Refuses a request that asks for too many records, after validation and before anything runs. */
export const costPlugin: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ schema, document, request, operation, operationName }) {
        const variables = request.variables ?? {};
        // The first variable that does not fit is told; looking for all of a hostile request takes seconds.
        const { errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables, {
          maxErrors: 1,
        });
        if (errors?.[0]) throw badInput(errors[0]);
        const cost = costOf({
          schema,
          query: document,
          variables,
          ...(operationName ? { operationName } : {}),
        });
        if (cost > REQUEST_LIMITS.maxCost) {
          const { code, message, details } = tooComplex('maxCost', 'points of cost', cost);
          throw new GraphQLError(message, { extensions: { code, ...details, cost } });
        }
        return Promise.resolve();
      },
    }),
};
