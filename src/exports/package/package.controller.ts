import { Readable } from 'node:stream';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicAddress } from '../../config/public-address.js';
import { entityTag } from '../export.service.js';
import { matchesTag } from '../http-headers.js';
import { versionOf } from './catalogue.facts.js';
import { citationFile } from './citation-file.js';
import { describeCroissant } from './croissant.js';
import { describeDcat } from './dcat.js';
import { PackageService } from './package.service.js';

/** A client that takes nothing for so long is cut off, in milliseconds: its package keeps a connection and an old state. */
const STALL_LIMIT_MS = 60_000;

/** The whole catalogue in one piece, and what describes it. */
@Controller('v1')
export class PackageController {
  constructor(
    private readonly service: PackageService,
    private readonly address: PublicAddress,
  ) {}

  /** Every table with its description: Data Package v2. */
  @Get('datapackage.zip')
  async package(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { revision } = await this.service.state();
    reply.headers({ etag: entityTag(revision), 'cache-control': 'public, no-cache' });
    if (matchesTag(request.headers['if-none-match'], entityTag(revision))) {
      await reply.code(304).send();
      return;
    }
    reply.headers({ 'content-type': 'application/zip', 'x-content-type-options': 'nosniff' });
    if (request.method === 'HEAD') {
      // A stream, so that no length of nothing is told.
      await reply.headers(attachment(versionOf({ revision, changedAt: null }))).send(Readable.from([]));
      return;
    }
    const { state, content } = await this.service.open();
    reply.raw.once('close', () => content.destroy());
    reply.raw.setTimeout(STALL_LIMIT_MS, () => reply.raw.destroy());
    await reply.headers({ etag: entityTag(state.revision), ...attachment(versionOf(state)) }).send(content);
  }

  /** The description of the package for machine learning: Croissant 1.0. */
  @Get('croissant.json')
  @Header('content-type', 'application/ld+json; charset=utf-8')
  @Header('cache-control', 'public, no-cache')
  async croissant(@Req() request: FastifyRequest): Promise<object> {
    return describeCroissant(await this.service.state(), this.address.of(request));
  }

  /** The description of the data for catalogues of data sets: DCAT 3. */
  @Get('dcat.jsonld')
  @Header('content-type', 'application/ld+json; charset=utf-8')
  @Header('cache-control', 'public, no-cache')
  async dcat(@Req() request: FastifyRequest): Promise<object> {
    return describeDcat(await this.service.state(), this.address.of(request));
  }

  /** How to cite the data as they are now. */
  @Get('CITATION.cff')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @Header('cache-control', 'public, no-cache')
  async citation(@Req() request: FastifyRequest): Promise<string> {
    return citationFile(await this.service.state(), this.address.of(request));
  }
}

function attachment(version: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="innovation-achievement-catalogue-${version}.zip"` };
}
