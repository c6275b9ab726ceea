import { type EntityManager } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { INTERNAL_FIELDS } from '../rows/achievement.row.js';
import { ROWS } from '../rows/rows.js';
import { affectedBy, latestEntry, type CodeSelections } from './feed.affected.js';

const FEED_TYPES = Object.keys(ROWS) as NodeType[];

/** The position after which the next entries come. */
const END = '(SELECT coalesce(max(position), 0) FROM feed_entry)';

/** The codes that a selection gives, each once. */
const asked = (selection: string): string =>
  `asked AS (SELECT DISTINCT s.code FROM (${selection}) AS s(code))`;

/** How each of these records stood in its latest entry; entries of earlier releases have internal fields too. */
const latest = (type: NodeType): string => `LATERAL (
  SELECT e.kind IN ('WITHDRAW', 'MERGE') AS gone, e.document - ${INTERNAL_FIELDS} AS document
  FROM (${latestEntry(type, 'asked.code')}) e
) l`;

/** Notes the records whose rows are not those of their latest entries. */
function appendRows(type: NodeType, selection: string): string {
  const { from, row } = ROWS[type];
  return `WITH ${asked(selection)}, made AS MATERIALIZED (
      SELECT t.code, l.gone, l.document AS before, (${row})::jsonb AS document
      FROM ${from} JOIN asked ON asked.code = t.code LEFT JOIN ${latest(type)} ON TRUE
    )
    INSERT INTO feed_entry (position, type, code, kind, document)
    SELECT ${END} + row_number() OVER (ORDER BY code), '${type}', code,
      CASE WHEN gone IS NULL THEN 'CREATE' WHEN gone THEN 'RESTORE' ELSE 'UPDATE' END, document
    FROM made WHERE gone OR before IS DISTINCT FROM document`;
}

/** Notes the records that went since their latest entries. */
function appendTombstones(type: NodeType, selection: string): string {
  return `WITH ${asked(selection)}
    INSERT INTO feed_entry (position, type, code, kind, document, reason, merged_into)
    SELECT ${END} + row_number() OVER (ORDER BY r.code), '${type}', r.code,
      CASE WHEN r.merged_into IS NULL THEN 'WITHDRAW' ELSE 'MERGE' END, l.document, r.reason, r.merged_into
    FROM asked JOIN retired_code r ON r.code = asked.code JOIN ${latest(type)} ON NOT l.gone
    WHERE NOT EXISTS (SELECT FROM ${ROWS[type].table} t WHERE t.code = r.code)`;
}

/** What a transaction did, as statements that select codes. */
export interface Published {
  /** The records that it changed, created or removed. */
  readonly changed: CodeSelections;
  /** Every achievement that shows something of them. */
  readonly shown: string;
}

/**
 * Notes in the feed what a transaction has made of the public rows: of the records that it changed, and of those whose
 * rows show something of them. So the entries up to the last one of a transaction, applied one after the other, make
 * the rows that the public saw then, whoever wrote them. Within it, rows come before withdrawals, and may name what
 * comes after them. The caller holds the revision until its transaction ends, which is what gives the entries their
 * order.
 *
 * @param values the parameters of the selections; each of them has them all
 */
export async function appendToFeed(
  tx: EntityManager,
  { changed, shown }: Published,
  values: readonly unknown[],
): Promise<void> {
  const rows = (type: NodeType): string | undefined =>
    type === 'Achievement' ? shown : affectedBy(changed, type);
  for (const type of FEED_TYPES) await append(tx, appendRows, type, rows(type), values);
  for (const type of FEED_TYPES.toReversed()) await append(tx, appendTombstones, type, changed[type], values);
}

/** Notes everything that is not what its latest entry says: for rows that are made in another way than before. */
export async function refreshFeed(tx: EntityManager): Promise<void> {
  for (const type of FEED_TYPES) await append(tx, appendRows, type, `SELECT code FROM ${ROWS[type].table}`);
  for (const type of FEED_TYPES.toReversed()) {
    await append(tx, appendTombstones, type, `SELECT code FROM feed_entry WHERE type = '${type}'`);
  }
}

async function append(
  tx: EntityManager,
  write: typeof appendRows,
  type: NodeType,
  selection: string | undefined,
  values: readonly unknown[] = [],
): Promise<void> {
  if (selection !== undefined) await tx.query(write(type, selection), [...values]);
}
