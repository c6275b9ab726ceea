import { isDeepStrictEqual } from 'node:util';
import { type DataSource } from 'typeorm';
import { ReadTransaction } from '../../src/database/query/read-transaction.js';
import { DATASETS } from '../../src/exports/datasets/datasets.js';
import { readRows } from '../../src/exports/read-rows.js';
import { FeedKind } from '../../src/record/feed/feed-kind.js';
import { readFeed, type FeedEntry } from '../../src/record/feed/feed.reader.js';

/** The rows of a catalogue, by kind and code. */
export type Rows = Map<string, unknown>;

/** The rows in one state, and the position of the last change in it. */
export interface Dump {
  readonly rows: Rows;
  readonly position: string;
}

/** A change, as far as a copy is made by it. */
export interface AppliedChange {
  readonly kind: string;
  readonly type: string;
  readonly code: string;
  readonly row: unknown;
}

/** Every row of every dataset in one state, as exports read them. */
export async function dump(dataSource: DataSource): Promise<Dump> {
  const rows: Rows = new Map();
  const transaction = await ReadTransaction.open(dataSource);
  try {
    for (const dataset of Object.values(DATASETS)) {
      for await (const batch of readRows(transaction, dataset)) {
        for (const row of batch) rows.set(`${dataset.type} ${String(row.code)}`, row);
      }
    }
    const [end] = await transaction.query<{ position: string }>(
      'SELECT max(position) AS position FROM feed_entry',
    );
    return { rows, position: end?.position ?? '0' };
  } finally {
    await transaction.close();
  }
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

/** Entries of the feed as changes. */
export function changesOf(entries: readonly FeedEntry[]): AppliedChange[] {
  return entries.map(({ document, ...entry }) => ({ ...entry, row: document }));
}

const DUMPED = new Set<string>(Object.values(DATASETS).map(({ type }) => type));

const GONE = new Set<string>([FeedKind.WITHDRAW, FeedKind.MERGE]);

/** Applies changes to a dump, as a client that keeps a copy of the datasets does. */
export function apply(rows: Rows, changes: readonly AppliedChange[]): Rows {
  for (const { type, code, kind, row } of changes) {
    if (GONE.has(kind)) rows.delete(`${type} ${code}`);
    else if (DUMPED.has(type)) rows.set(`${type} ${code}`, row);
  }
  return rows;
}

/** The records whose rows are not the same, with both; much quicker than Jest's comparison of thousands. */
export function differences(one: Rows, other: Rows): unknown[] {
  const keys = [...new Set([...one.keys(), ...other.keys()])].sort();
  return keys
    .filter((key) => !isDeepStrictEqual(one.get(key), other.get(key)))
    .map((key) => [key, one.get(key), other.get(key)]);
}
