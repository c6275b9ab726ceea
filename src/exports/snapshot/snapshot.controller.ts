import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../common/errors/app-error.js';
import { PublicAddress } from '../../config/public-address.js';
import { answerCitation, type CitationQuery } from '../citation/citation.answer.js';
import { cite, CitationStyle } from '../citation/citation.styles.js';
import { citedSnapshot, pathOf } from './cited-snapshot.js';
import { type SnapshotEntity, type StoredFile } from './snapshot.entity.js';
import { sendFile } from './send-file.js';
import { SnapshotService } from './snapshot.service.js';

/** Releases of the whole data, and their files. */
@Controller('v1/snapshots')
export class SnapshotController {
  constructor(
    private readonly service: SnapshotService,
    private readonly address: PublicAddress,
  ) {}

  /** Every snapshot, the newest first. */
  @Get()
  @Header('cache-control', 'public, no-cache')
  async list(@Req() request: FastifyRequest): Promise<object> {
    const address = this.address.of(request);
    return { snapshots: (await this.service.list()).map((each) => describe(each, address)) };
  }

  /** What a snapshot holds, and how it is cited: where its citations lead. */
  @Get(':version')
  @Header('cache-control', 'public, no-cache')
  async get(@Param('version') version: string, @Req() request: FastifyRequest): Promise<object> {
    const snapshot = await this.service.get(version);
    const address = this.address.of(request);
    const work = citedSnapshot(snapshot, address);
    const citation = Object.fromEntries(
      Object.values(CitationStyle).map((style) => [style.toLowerCase(), cite(work, style)]),
    );
    return { ...describe(snapshot, address), citation };
  }

  @Get(':version/citation')
  async cite(
    @Param('version') version: string,
    @Query() query: CitationQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const snapshot = await this.service.get(version);
    return answerCitation(reply, citedSnapshot(snapshot, this.address.of(request)), query);
  }

  /** A file of a snapshot: the same bytes whenever it is asked for. */
  @Get(':version/:file')
  async file(
    @Param('version') version: string,
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = fileOf(await this.service.get(version), name);
    await sendFile(request, reply, file, (part) => this.service.read(version, file, part));
  }
}

function describe(snapshot: SnapshotEntity, address: string): object {
  const { version, createdAt, note, revision, files } = snapshot;
  const url = `${address}${pathOf(version)}`;
  return {
    version,
    url,
    createdAt,
    note,
    revision,
    files: files.map((file) => ({ ...file, url: `${url}/${file.name}` })),
  };
}

function fileOf({ version, files }: SnapshotEntity, name: string): StoredFile {
  const file = files.find((each) => each.name === name);
  if (file) return file;
  const allowed = files.map((each) => each.name);
  const message = `The snapshot ${version} has no file “${name.slice(0, 60)}”. It has ${allowed.join(', ')}.`;
  throw new AppError('NOT_FOUND', message, { files: allowed });
}
