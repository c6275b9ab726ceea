import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { errorCodes, type FastifyInstance } from 'fastify';
import { ImportController } from './import.controller.js';
import { ImportReader } from './import.reader.js';
import { ImportResolver } from './import.resolver.js';
import { ImportService } from './import.service.js';

/** The route to which files are sent. */
export const UPLOAD_ROUTE = '/v1/imports';

/** Files of records: checked, applied, taken back. */
@Module({
  providers: [ImportReader, ImportService, ImportResolver],
  controllers: [ImportController],
})
export class IngestModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Has files come as streams, whatever they say that they are. Elsewhere such a body is refused as ever. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser('*', (request, payload, done) => {
      if (request.routeOptions.url === UPLOAD_ROUTE) done(null, payload);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
    });
  }
}
