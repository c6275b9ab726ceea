import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../common/errors/app-error.js';
import { encodePosition } from '../../record/feed/feed.cursor.js';
import { compressed } from '../compress.js';
import { ChangeFeed, type Stretch } from './change-feed.js';
import { toRecordChange } from './record-change.js';

/** The most changes that one request may be cut to; left uncut, it has all there are. */
const MAX_FIRST = 100_000;

/** When a client that has everything shall ask again, in seconds. */
const RETRY_AFTER = '30';

/** The feed of changes as lines of JSON. */
@Controller('v1/changes')
export class ChangesController {
  constructor(private readonly feed: ChangeFeed) {}

  /** One line for each change; the header Link says where to go on. */
  @Get()
  async changes(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('since') since?: unknown,
    @Query('first') first?: unknown,
  ): Promise<void> {
    const stretch = await this.feed.stretch(positionOf(since), sizeOf(first));
    reply
      .type('application/x-ndjson; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('link', `</v1/changes?since=${encodePosition(stretch.to)}>; rel="next"`);
    if (!stretch.more) reply.header('retry-after', RETRY_AFTER);
    // A stream for HEAD too, so that no length of nothing is told. A failure on the way ends the connection: a cut
    // answer cannot pass for a whole one.
    const lines = Readable.from(request.method === 'HEAD' ? [] : this.lines(stretch));
    await reply.send(compressed(request, reply, lines));
  }

  private async *lines(stretch: Stretch): AsyncGenerator<string> {
    for await (const entries of this.feed.read(stretch)) {
      yield entries.map((entry) => `${JSON.stringify(toRecordChange(entry))}\n`).join('');
    }
  }
}

/** @throws AppError BAD_CURSOR for what is not one text */
function positionOf(since: unknown): string | null {
  if (since === undefined || since === '') return null;
  if (typeof since === 'string') return since;
  throw new AppError('BAD_CURSOR', 'Give one “since”.', { argument: 'since' });
}

/** @throws AppError BAD_USER_INPUT for what is not a number that is allowed */
function sizeOf(first: unknown): number | null {
  if (first === undefined) return null;
  if (typeof first === 'string' && /^\d{1,6}$/.test(first) && Number(first) >= 1) {
    if (Number(first) <= MAX_FIRST) return Number(first);
  }
  throw new AppError('BAD_USER_INPUT', `“first” must be a whole number from 1 to ${MAX_FIRST}.`, {
    argument: 'first',
    limit: MAX_FIRST,
  });
}
