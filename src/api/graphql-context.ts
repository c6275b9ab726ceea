import { type FastifyRequest } from 'fastify';
import { type DataSource } from 'typeorm';
import { type ActorContext } from '../access/actor.js';
import { type CatalogContext } from '../catalog/catalog.context.js';
import { type ReferenceData } from '../catalog/reference-data.js';
import { Reader } from '../database/query/reader.js';

/** What every resolver finds in the context of its request. */
export interface GraphqlContext extends CatalogContext, ActorContext {
  /** Repeated in logs, errors and the X-Request-Id header. */
  readonly requestId: string;
}

/** Makes the context of one request. */
export function contextFactory(
  dataSource: DataSource,
  reference: ReferenceData,
): (request: Pick<FastifyRequest, 'id' | 'actor'>) => GraphqlContext {
  return (request) => {
    reference.refresh();
    return { requestId: request.id, actor: request.actor, reader: new Reader(dataSource) };
  };
}
