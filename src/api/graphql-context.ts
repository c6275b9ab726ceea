import { type FastifyRequest } from 'fastify';
import { type DataSource } from 'typeorm';
import { type ActorContext } from '../access/actor.js';
import { type CatalogContext } from '../catalog/catalog.context.js';
import { type ReferenceData } from '../catalog/reference-data.js';
import { type Reached, type ReachedContext } from '../config/public-address.js';
import { Reader } from '../database/query/reader.js';

/** What every resolver finds in the context of its request. */
export interface GraphqlContext extends CatalogContext, ActorContext, ReachedContext {
  /** Repeated in logs, errors and the X-Request-Id header. */
  readonly requestId: string;
}

/** Makes the context of one request. */
export function contextFactory(
  dataSource: DataSource,
  reference: ReferenceData,
): (request: Pick<FastifyRequest, 'id' | 'actor'> & Reached) => GraphqlContext {
  return (request) => {
    reference.refresh();
    const { id: requestId, actor, protocol, host } = request;
    return { requestId, actor, reached: { protocol, host }, reader: new Reader(dataSource) };
  };
}
