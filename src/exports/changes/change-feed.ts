import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../../common/errors/app-error.js';
import { toConnection, type Connection, type Edge } from '../../common/pagination/connection.type.js';
import { toPageRequest } from '../../common/pagination/page-request.js';
import { decodePosition } from '../../record/feed/feed.cursor.js';
import { feedEnd, readFeed, type FeedEntry } from '../../record/feed/feed.reader.js';
import { toRecordChange, type RecordChangeEdge } from './record-change.js';

/** A stretch of the feed: what lies after one position, up to another one. */
export interface Stretch {
  readonly after: string;
  readonly to: string;
  /** Whether changes follow already. */
  readonly more: boolean;
}

/** Where a client goes on. */
export interface FeedArguments {
  readonly since?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Entries are read in steps of this size, each on a connection of its own: a slow client holds none. */
const STEP = 500;

/** Reads the feed of changes. Its positions have no gaps, so they tell how many changes there are. */
@Injectable()
export class ChangeFeed {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * What follows a position.
   *
   * @param size the most changes; null for all that there are now
   * @throws AppError BAD_CURSOR for a position that this feed never gave out
   */
  async stretch(since: string | null, size: number | null, argument = 'since'): Promise<Stretch> {
    const after = since === null ? '0' : decodePosition(since, argument);
    const end = BigInt(await feedEnd(this.dataSource));
    const start = BigInt(after);
    if (start > end) {
      throw new AppError(
        'BAD_CURSOR',
        `“${argument}” lies beyond the end of the feed: the catalogue was restored from a backup, or the position is another catalogue's. Leave it out to start again.`,
        { argument },
      );
    }
    const to = size === null || start + BigInt(size) > end ? end : start + BigInt(size);
    return { after, to: String(to), more: to < end };
  }

  /** The changes of a stretch, in order, in steps. */
  async *read({ after, to }: Stretch): AsyncGenerator<FeedEntry[]> {
    const end = BigInt(to);
    for (let at = BigInt(after); at < end;) {
      const size = end - at > BigInt(STEP) ? STEP : Number(end - at);
      const entries = await readFeed(this.dataSource, String(at), size);
      yield entries;
      at += BigInt(size);
    }
  }

  /** One page of the changes since a position. */
  async page({ since, first, after }: FeedArguments): Promise<Connection<object, Edge<object>>> {
    const request = toPageRequest({ first: first ?? null, after: after ?? null });
    const from = since ?? null;
    const whole = await this.stretch(from, null);
    const stretch =
      request.after === null
        ? await this.stretch(from, request.size)
        : await this.stretch(request.after, request.size, 'after');
    const edges: RecordChangeEdge[] = [];
    for await (const entries of this.read(stretch)) {
      edges.push(...entries.map(toRecordChange).map((node) => ({ node, cursor: node.position })));
    }
    const count = Number(BigInt(whole.to) - BigInt(whole.after));
    return toConnection(edges, stretch.more, request, () => Promise.resolve(count));
  }
}
