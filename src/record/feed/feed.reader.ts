import { type DataSource } from 'typeorm';
import { runStatement } from '../../database/query/run-statement.js';
import { type FeedEntryEntity } from './feed.entity.js';

/** One change as it is read. */
export type FeedEntry = Readonly<FeedEntryEntity>;

/** The columns of an entry `e`. */
export const FEED_COLUMNS = `e.position::text AS position, e.type, e.code, e.kind, e.at, e.document, e.reason, e.merged_into AS "mergedInto"`;

/** The changes after a position, in order: no more than `size`. */
export async function readFeed(dataSource: DataSource, after: string, size: number): Promise<FeedEntry[]> {
  const rows = await runStatement(dataSource, {
    text: `SELECT ${FEED_COLUMNS} FROM feed_entry e WHERE e.position > $1 ORDER BY e.position LIMIT $2`,
    values: [after, size],
    recurring: true,
  });
  return rows as unknown as FeedEntry[];
}

/** The position of the latest change; 0 while there is none. */
export async function feedEnd(dataSource: DataSource): Promise<string> {
  const [row] = await runStatement(dataSource, {
    text: 'SELECT coalesce(max(position), 0)::text AS position FROM feed_entry',
    values: [],
    recurring: true,
  });
  return row?.position as string;
}
