import { type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Logger } from 'pino';
import { AppError } from '../common/errors/app-error.js';
import { withoutKeysIn } from '../common/secret-text.js';
import { toAppError } from './app-error.mapping.js';
import { type GraphqlContext } from './graphql-context.js';

/** Apollo's own codes for a document that is wrong: its messages are meant for the client. */
const DOCUMENT_ERRORS: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.BAD_REQUEST,
  'QUERY_TOO_COMPLEX',
]);

/**
 * Turns any error of a request into what its client is told: our own failures with their code and details, faults
 * of the document as they are, and everything else as an internal error that says nothing. A key that the client put
 * where none belongs is not repeated.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  return withoutKeysIn(told(formatted, error));
}

function told(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (!(original instanceof AppError) && DOCUMENT_ERRORS.has(formatted.extensions?.code)) {
    return { ...formatted, extensions: withoutStack(formatted.extensions) };
  }
  const { code, message, details } = isClientMistake(original)
    ? new AppError('BAD_USER_INPUT', original.message)
    : toAppError(original);
  return {
    message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code, ...details },
  };
}

function withoutStack(extensions: GraphQLFormattedError['extensions']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions ?? {}).filter(([name]) => name !== 'stacktrace'));
}

/** How graphql-js and Apollo begin what they say of a client's mistake that they give no code of its own. */
const CLIENT_MISTAKE = /^(Argument "|provided sha does not match)/;

/** Whether graphql-js or Apollo itself found a mistake: null where a default was overridden, the hash of another document. */
function isClientMistake(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && !error.originalError && CLIENT_MISTAKE.test(error.message);
}

/** Puts the request's id into every error, and logs those that are the service's own fault. */
export function errorPlugin(logger: Logger): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            const original = unwrapResolverError(error);
            const known =
              original instanceof AppError ||
              isClientMistake(original) ||
              DOCUMENT_ERRORS.has(error.extensions.code);
            if (!known)
              logger.error(
                { requestId: contextValue.requestId, path: error.path, err: original },
                'request failed',
              );
          }
          return Promise.resolve();
        },
        willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
          if (!singleResult.errors) return Promise.resolve();
          const { requestId } = contextValue;
          const errors = singleResult.errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId },
          }));
          response.body = { kind: 'single', singleResult: { ...singleResult, errors } };
          return Promise.resolve();
        },
      }),
  };
}
