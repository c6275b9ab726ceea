import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { type Gate } from '../access/gate.js';
import { sendProblem } from './problem.filter.js';

/** Headers that tell clients of keys and quotas; pages of other origins may read them. */
export const ACCESS_HEADERS = ['ratelimit', 'ratelimit-policy', 'retry-after', 'www-authenticate'];

/** Routes that need no key and have no quota: operators' programs ask the first all the time, each visitor's browser the last. */
const FREE_ROUTES: ReadonlySet<string | undefined> = new Set([
  '/health/live',
  '/health/ready',
  '/metrics',
  '/assets/:name',
]);

function isFree(request: FastifyRequest): boolean {
  // The route that was matched, since an address can be written in more than one way.
  return FREE_ROUTES.has(request.routeOptions.url);
}

/**
 * Counts a request and finds out who sent it; gives why it is refused, or null.
 *
 * @param ip the client's address
 */
export async function admit(
  gate: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
  ip = request.ip,
): Promise<unknown> {
  const { url, headers: sent } = request;
  const { actor, headers, refusal } = await gate.admit({ url, ip, headers: sent });
  request.actor = actor;
  reply.headers(headers);
  return refusal;
}

/** Lets requests in by their key and quota; a refused one is answered before anything else is done for it. */
export function addAccessHooks(fastify: FastifyInstance, gate: Gate, logger: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (isFree(request)) return;
    const refusal = await admit(gate, request, reply);
    if (refusal === null) return;
    sendProblem(request, reply, refusal, logger);
    return reply;
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="catalogue"');
  });
}
