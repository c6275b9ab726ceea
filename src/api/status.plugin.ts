import { type ApolloServerPlugin } from '@apollo/server';
import { retryAfterOf } from '../common/errors/app-error.js';
import { GRAPHQL_RESPONSE } from './graphql-hooks.js';

/** Refusals and malformed requests: a proxy or a log shall see them as such, whatever the client accepts. */
const ALWAYS_REFUSED: ReadonlySet<unknown> = new Set(['QUERY_TOO_COMPLEX', 'BAD_REQUEST']);

/** What a client meets on its way to register a document, and answers by sending it. */
const NOT_YET_PERSISTED = 'PERSISTED_QUERY_NOT_FOUND';

/**
 * Gives every answer the status that GraphQL over HTTP asks for. A request that ran has 200, errors of fields
 * included. One that never ran has 400 for a client that takes GraphQL responses; a client that only takes JSON
 * cannot tell a GraphQL 400 from one of a proxy, so it gets 200.
 */
export const statusPlugin: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response, request }) {
        if (response.body.kind !== 'single') return Promise.resolve();
        const { data, errors } = response.body.singleResult;
        // A mutation by GET: Apollo has said 405 already.
        if (response.http.status === 405) return Promise.resolve();
        const [retryAfter] = (errors ?? []).flatMap((error) => retryAfterOf(error.extensions ?? {}) ?? []);
        if (retryAfter !== undefined) response.http.headers.set('retry-after', retryAfter);
        const code = errors?.[0]?.extensions?.code;
        const takesGraphql = (request.http?.headers.get('accept') ?? '').includes(GRAPHQL_RESPONSE);
        const ran = data !== undefined || code === NOT_YET_PERSISTED;
        response.http.status = !ran && (takesGraphql || ALWAYS_REFUSED.has(code)) ? 400 : 200;
        return Promise.resolve();
      },
    }),
};
