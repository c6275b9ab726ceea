import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Parameters } from '../../database/query/parameters.js';
import { runStatement } from '../../database/query/run-statement.js';
import { FEED_COLUMNS, type FeedEntry } from '../../record/feed/feed.reader.js';
import { type ListRequest } from './oai.request.js';
import { inOaiSet } from './oai.sets.js';

/** The latest entry of each achievement: an item of the repository, there or deleted. */
const ITEMS = `feed_entry e WHERE e.type = 'Achievement' AND NOT EXISTS (
  SELECT FROM feed_entry l WHERE l.type = e.type AND l.code = e.code AND l.position > e.position)`;

/** A page of items. */
export interface ItemPage {
  readonly items: readonly FeedEntry[];
  readonly more: boolean;
  /** Items of the whole list. */
  readonly total: number;
}

/** Reads the items that are harvested: what the feed of changes says last of each achievement. */
@Injectable()
export class OaiItems {
  constructor(private readonly dataSource: DataSource) {}

  /** One item; null when there never was an achievement with this code. */
  async find(code: string): Promise<FeedEntry | null> {
    const parameters = new Parameters();
    const text = `SELECT ${FEED_COLUMNS} FROM ${ITEMS} AND e.code = ${parameters.add(code)}`;
    const [item] = await runStatement(this.dataSource, { text, values: parameters.values, recurring: true });
    return (item as unknown as FeedEntry | undefined) ?? null;
  }

  /** The items of a list after its place, in the order in which they changed. */
  async list(request: ListRequest, size: number): Promise<ItemPage> {
    const parameters = new Parameters();
    const conditions = conditionsOf(request, parameters);
    const place = `e.position > ${parameters.add(request.after)}`;
    const rows = await runStatement(this.dataSource, {
      text:
        `SELECT ${FEED_COLUMNS} FROM ${ITEMS} AND ${[...conditions, place].join(' AND ')} ` +
        `ORDER BY e.position LIMIT ${parameters.add(size + 1)}`,
      values: parameters.values,
      recurring: false,
    });
    const items = rows as unknown as FeedEntry[];
    return {
      items: items.slice(0, size),
      more: items.length > size,
      total: request.total ?? (await this.count(request)),
    };
  }

  private async count(request: ListRequest): Promise<number> {
    const parameters = new Parameters();
    const text = `SELECT count(*)::int AS count FROM ${[ITEMS, ...conditionsOf(request, parameters)].join(' AND ')}`;
    const [row] = await runStatement(this.dataSource, { text, values: parameters.values, recurring: false });
    return row?.count as number;
  }

  /** The datestamp of the item that has not changed for the longest time; now when there is none. */
  async earliest(): Promise<Date> {
    const [row] = await runStatement(this.dataSource, {
      text: `SELECT coalesce(min(at), now()) AS at FROM feed_entry WHERE type = 'Achievement'`,
      values: [],
      recurring: true,
    });
    return row?.at as Date;
  }

  /**
   * The moment up to which the next answer is complete: now, or when the oldest change began that is still being
   * written, since that one's datestamp cannot lie before. A harvester that goes on from here misses nothing.
   */
  async completeUntil(): Promise<Date> {
    const [row] = await runStatement(this.dataSource, {
      text: `SELECT least(clock_timestamp(), min(xact_start)) AS at FROM pg_stat_activity
        WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()`,
      values: [],
      recurring: true,
    });
    return row?.at as Date;
  }
}

function conditionsOf({ set, dates }: ListRequest, parameters: Parameters): string[] {
  return [
    ...(set === null ? [] : [inOaiSet(set, parameters)]),
    ...(dates.from === null ? [] : [`e.at >= ${parameters.add(dates.from)}`]),
    ...(dates.before === null ? [] : [`e.at < ${parameters.add(dates.before)}`]),
  ];
}
