import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError } from '../common/errors/app-error.js';
import { REQUEST_LIMITS } from '../common/graphql/request-limits.js';
import { withoutKeys } from '../common/secret-text.js';
import { checkSize } from './query-limits.js';

/** Where GraphQL is served. */
export const GRAPHQL_PATH = '/graphql';

const NO_DOCUMENT = new AppError(
  'BAD_USER_INPUT',
  'There is no GraphQL document in the request. Send one as “query”: in a JSON body by POST, or in the address by GET.',
  { argument: 'query' },
);

/** The media type by which a client says that it takes GraphQL responses. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Whether a request is for the GraphQL endpoint. */
export function isGraphql(request: FastifyRequest): boolean {
  // The route that was matched, since an address can be written in more than one way.
  return request.routeOptions.url === GRAPHQL_PATH;
}

/** Whether the client prefers to see a page: a browser that was sent to this address. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

/** Answers a GraphQL request that never reached execution, as GraphQL over HTTP has it. */
export function sendGraphqlError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
): FastifyReply {
  const accepted = (request.headers.accept ?? '').includes(GRAPHQL_RESPONSE)
    ? GRAPHQL_RESPONSE
    : 'application/json';
  const extensions = { code: error.code, ...error.details, requestId: request.id };
  return reply
    .code(error.status)
    .type(`${accepted}; charset=utf-8`)
    .send(withoutKeys(JSON.stringify({ errors: [{ message: error.message, extensions }] })));
}

/** The parts of a GraphQL request that matter before it is served. */
interface GraphqlRequest {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** What a client sent, by POST or GET; an address is read as the GraphQL server reads it, broken escapes included. */
function sentBy(request: FastifyRequest): GraphqlRequest {
  if (request.method !== 'GET') return request.body ?? {};
  const [, search = ''] = request.url.split(/\?(.*)/s);
  const sent = new URLSearchParams(search);
  return { query: sent.get('query') ?? undefined, extensions: sent.get('extensions') ?? undefined };
}

/** Why a request is refused for its size alone; null when it is not. */
function checkBody(request: FastifyRequest): AppError | null {
  if (request.method === 'GET') return null;
  const told = request.headers['content-length'];
  const bytes = told === undefined ? JSON.stringify(request.body ?? null).length : Number(told);
  const limit = REQUEST_LIMITS.maxBodyBytes;
  if (bytes <= limit) return null;
  return new AppError('PAYLOAD_TOO_LARGE', `The request has ${bytes} bytes; at most ${limit} are allowed.`, {
    limitName: 'maxBodyBytes',
    limit,
    value: bytes,
  });
}

/** Puts the request's id into errors of a request that failed before GraphQL knew of it. */
function withRequestId(payload: string, requestId: string): string {
  const answer = JSON.parse(payload) as { errors?: { extensions?: object }[] };
  const errors = answer.errors?.map((error) => ({
    ...error,
    extensions: { ...error.extensions, requestId },
  }));
  return JSON.stringify({ ...answer, errors });
}

/** Guards the GraphQL endpoint: oversized documents are refused before validation, and a browser is led to GraphiQL. */
export function addGraphqlHooks(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', async (request, reply) => {
    if (!isGraphql(request)) return;
    const { query, extensions } = sentBy(request);
    if (query === undefined && wantsPage(request)) return reply.redirect('/graphiql');
    const refusal = query === undefined && extensions === undefined ? NO_DOCUMENT : checkSize(query);
    const refused = refusal ?? checkBody(request);
    if (refused) return sendGraphqlError(request, reply, refused);
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    const early = isGraphql(request) && reply.statusCode >= 400 && typeof payload === 'string';
    return early && payload.startsWith('{') ? withRequestId(payload, request.id) : payload;
  });
}
