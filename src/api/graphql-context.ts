import { type FastifyRequest } from 'fastify';
import { type DataSource } from 'typeorm';
import { type CatalogContext } from '../catalog/catalog.context.js';
import { type ReferenceData } from '../catalog/reference-data.js';
import { Reader } from '../database/query/reader.js';

/** What every resolver finds in the context of its request. */
export interface GraphqlContext extends CatalogContext {
  /** Repeated in logs, errors and the X-Request-Id header. */
  readonly requestId: string;
}

/** Makes the context of one request. */
export function contextFactory(
  dataSource: DataSource,
  reference: ReferenceData,
): (request: Pick<FastifyRequest, 'id'>) => GraphqlContext {
  return (request) => {
    reference.refresh();
    return { requestId: request.id, reader: new Reader(dataSource) };
  };
}
