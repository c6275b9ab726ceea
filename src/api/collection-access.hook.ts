import { type FastifyInstance } from 'fastify';
import { type Logger } from 'pino';
import { type CollectionAccess } from '../collections/collection.access.js';
import { queryOf } from '../common/address-filter.js';
import { collectionsIn } from '../collections/collections-in.js';
import { sendProblem } from './problem.filter.js';

/** The header in which a link's secret is sent: in an address it would stand in logs. */
const SHARE_HEADER = 'collection-share';

/**
 * Refuses an address that filters by a collection which its sender may not see, before anything is read for it: so no
 * file of records or counts has to think of it. What GraphQL is asked is up to its own plugin.
 */
export function addCollectionAccessHook(
  fastify: FastifyInstance,
  access: CollectionAccess,
  logger: Logger,
): void {
  fastify.addHook('preHandler', async (request, reply) => {
    const share = request.headers[SHARE_HEADER];
    try {
      const named = collectionsInAddress(queryOf(request.url));
      await access.check(request.actor, named, typeof share === 'string' ? share : null);
    } catch (error) {
      sendProblem(request, reply, error, logger);
      return reply;
    }
  });
}

/** The collections that the query of an address names: in parameters of their own, and in filters as JSON. */
function collectionsInAddress(query: URLSearchParams): string[] {
  return [...query].flatMap(([name, text]) => {
    if (name.split('.').includes('inCollection')) return text.split(',');
    return name === 'filter' ? collectionsIn(parsed(text)) : [];
  });
}

/** What is no JSON names nothing; whoever reads the filter says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
