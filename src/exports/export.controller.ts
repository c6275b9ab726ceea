import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { queryOf, readAddress } from '../common/address-filter.js';
import { AppError } from '../common/errors/app-error.js';
import { LOGGER } from '../config/logger.module.js';
import { compressed } from './compress.js';
import { type Dictionary, dictionary } from './dictionary.js';
import { DATASET_NAMES, type Dataset } from './datasets/dataset.js';
import { DATASETS } from './datasets/datasets.js';
import { entityTag, ExportService, type ExportRequest, type OpenExport } from './export.service.js';
import { FORMAT_NAMES, type FormatWriter } from './formats/format-writer.js';
import { FORMATS } from './formats/formats.js';
import { matchesTag } from './http-headers.js';

/** A client that takes nothing for so long is cut off, in milliseconds: its export keeps a connection and an old state. */
const STALL_LIMIT_MS = 60_000;

/** Files of the datasets, streamed. */
@Controller('v1')
export class ExportController {
  constructor(
    private readonly service: ExportService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What can be exported, and what every field means. */
  @Get('exports')
  @Header('cache-control', 'public, max-age=3600')
  dictionary(): Dictionary {
    return dictionary();
  }

  /** One dataset in one format; the query of the address says which rows. */
  @Get(DATASET_NAMES.map((name) => `${name}.:format`))
  async export(
    @Param('format') format: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const asked = await this.read(datasetOf(request), formatOf(format), request);
    const now = await this.service.revision();
    const tag = entityTag(now);
    if (!asked.ofCollections && matchesTag(request.headers['if-none-match'], tag)) {
      await reply.code(304).headers(cachingHeaders(asked, tag)).send();
      return;
    }
    if (request.method === 'HEAD') {
      // A stream, so that no length of nothing is told.
      await reply.headers(headersOf(asked, now)).send(Readable.from([]));
      return;
    }
    const opened = await this.open(asked, gone.signal);
    if (opened === null) return;
    reply.raw.setTimeout(STALL_LIMIT_MS, () => reply.raw.destroy());
    reply.headers(headersOf(asked, opened.revision));
    const file = Readable.from(opened.content, { objectMode: false });
    file.once('error', (err) => {
      if (!gone.signal.aborted) this.logger.error({ requestId: request.id, err }, 'export broke off');
    });
    await reply.send(asked.format.compressible ? compressed(request, reply, file) : file);
  }

  /** Begins an export; null when the client is gone before it has begun. */
  private async open(asked: ExportRequest, signal: AbortSignal): Promise<OpenExport | null> {
    try {
      return await this.service.open(asked, signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  private read(dataset: Dataset, format: FormatWriter, { url }: FastifyRequest): Promise<ExportRequest> {
    const address = readAddress(queryOf(url), this.service.filterFields(dataset));
    return this.service.check(dataset, format, address);
  }
}

function datasetOf({ routeOptions }: FastifyRequest): Dataset {
  const name = DATASET_NAMES.find((each) => routeOptions.url?.endsWith(`/${each}.:format`));
  return DATASETS[name as keyof typeof DATASETS];
}

function formatOf(name: string): FormatWriter {
  const known = FORMAT_NAMES.find((each) => each === name);
  if (known) return FORMATS[known];
  throw new AppError(
    'NOT_FOUND',
    `There is no format “${name.slice(0, 60)}”. The formats are ${FORMAT_NAMES.join(', ')}.`,
    { argument: 'format', allowed: FORMAT_NAMES },
  );
}

function cachingHeaders({ format, ofCollections }: ExportRequest, tag: string): Record<string, string> {
  return {
    ...(ofCollections
      ? { 'cache-control': 'private, no-store' }
      : { etag: tag, 'cache-control': 'public, no-cache' }),
    ...(format.compressible ? { vary: 'accept-encoding' } : {}),
  };
}

function headersOf(request: ExportRequest, revision: number): Record<string, string> {
  const { dataset, format, isSelection, dropped } = request;
  const name = `${dataset.name}${isSelection ? '-selection' : ''}-r${revision}.${format.extension}`;
  return {
    ...cachingHeaders(request, entityTag(revision)),
    'content-type': format.mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    link: '</v1/exports>; rel="describedby"; type="application/json"',
    'x-content-type-options': 'nosniff',
    ...(dropped.length > 0 ? { 'x-search-dropped': dropped.map(encodeURIComponent).join(', ') } : {}),
  };
}
