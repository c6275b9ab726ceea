import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../common/errors/app-error.js';
import { CONTENT_SECURITY_POLICY, loadAssets, renderPage } from './graphiql.page.js';
import { IMMUTABLE, sendFile } from './served-file.js';

/** GraphiQL, the query editor with the schema's documentation. It works without any network but this service. */
@Controller('graphiql')
export class GraphiqlController {
  private readonly assets = loadAssets();
  private readonly page = renderPage(this.assets.keys());

  /** The page itself; revalidated on every visit, so that an upgrade shows at once. */
  @Get()
  getPage(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
    });
    sendFile(this.page, request, reply);
  }

  /** One of the page's own scripts or styles. The name is looked up in a fixed list, never used as a path. */
  @Get('assets/:name')
  getAsset(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = this.assets.get(name);
    if (!asset) {
      throw new AppError('NOT_FOUND', 'GraphiQL has no such asset.');
    }
    reply.headers({ 'cache-control': IMMUTABLE });
    sendFile(asset, request, reply);
  }
}
