import { type DataSource } from 'typeorm';
import { EDITED_TYPES } from '../../src/catalog/editing/edits.js';
import { readStates } from '../../src/catalog/editing/read-states.js';
import { STATE_TABLES } from '../../src/catalog/editing/state-tables.js';
import { FeedKind } from '../../src/record/feed/feed-kind.js';
import { readFeed, type FeedEntry } from '../../src/record/feed/feed.reader.js';
import { streamRecords } from '../../src/record/record.reader.js';

/** The rows of a catalogue, by kind and code. */
export type Dump = Map<string, unknown>;

/** Every row of the records that can be edited, read without the feed; give it a transaction's own data source to read one state. */
export async function dump(dataSource: DataSource): Promise<Dump> {
  const rows: Dump = new Map();
  for await (const records of streamRecords(dataSource, 500)) {
    for (const { code, document } of records) rows.set(`Achievement ${code}`, document);
  }
  for (const type of EDITED_TYPES.filter((each) => each !== 'Achievement')) {
    const edited = await dataSource.query<{ code: string; updated: Date }[]>(
      `SELECT code, updated_at AS updated FROM ${STATE_TABLES[type].table} ORDER BY code`,
    );
    const codes = edited.map(({ code }) => code);
    const states = await readStates(dataSource.manager, type, codes);
    for (const { code, updated } of edited) {
      const { state, version } = states.get(code) ?? {};
      rows.set(`${type} ${code}`, { code, ...state, version, updatedAt: updated.toISOString() });
    }
  }
  return rows;
}

/** Every change after a position. */
export async function follow(dataSource: DataSource, after: string, size = 97): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (;;) {
    const step = await readFeed(dataSource, entries.at(-1)?.position ?? after, size);
    entries.push(...step);
    if (step.length < size) return entries;
  }
}

/** Applies changes to a dump, as a client that keeps a copy does. */
export function apply(rows: Dump, entries: readonly FeedEntry[]): Dump {
  for (const { type, code, kind, document } of entries) {
    if (kind === FeedKind.WITHDRAW || kind === FeedKind.MERGE) rows.delete(`${type} ${code}`);
    else if (type !== 'Industry' && type !== 'Region') rows.set(`${type} ${code}`, document);
  }
  return rows;
}
