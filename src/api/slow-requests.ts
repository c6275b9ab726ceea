import { Socket } from 'node:net';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

/** What a client is told whose request was not received in time. */
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/**
 * Cuts off clients that take too long to send a request, so that slow ones cannot hold connections. An upload may take
 * as long as it needs, while something of it arrives.
 *
 * @param limitMs how long a request may take to arrive, and an upload may stand still
 * @param isUpload whether the request sends a file
 */
export function addSlowRequestGuard(
  fastify: FastifyInstance,
  limitMs: number,
  isUpload: (request: FastifyRequest) => boolean,
): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const { raw } = request;
    const { socket } = raw;
    // What Fastify injects comes over no connection, and is whole from the beginning.
    if (!(socket instanceof Socket)) return;
    let seen = socket.bytesRead;
    const look = setInterval(() => {
      const flows = isUpload(request) && socket.bytesRead > seen;
      seen = socket.bytesRead;
      if (raw.complete || socket.destroyed) clearInterval(look);
      else if (!flows) socket.end(reply.raw.headersSent ? '' : TOO_SLOW, () => socket.destroy());
    }, limitMs).unref();
    // What is refused before it is whole is still to be received, or cut off.
    reply.raw.once('close', () => {
      if (raw.complete || socket.destroyed) clearInterval(look);
    });
  });
}
