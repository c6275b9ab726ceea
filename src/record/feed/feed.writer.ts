import { type EntityManager } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { FEED_ROWS, FEED_TYPES } from './feed.rows.js';

/** Records that may have changed: codes by kind. */
export type Touched = Readonly<Partial<Record<NodeType, readonly string[]>>>;

/** Entries are written in steps of this size, which bounds memory and the size of a statement. */
const STEP = 5_000;

/** How each of these records stood in its latest entry; without one for a record that is new. */
const LATEST = `asked AS (SELECT DISTINCT unnest($2::text[]) AS code),
latest AS (
  SELECT a.code, e.kind, e.document, coalesce(e.kind IN ('WITHDRAW', 'MERGE'), FALSE) AS gone
  FROM asked a LEFT JOIN LATERAL (
    SELECT kind, document FROM feed_entry e WHERE e.type = $1 AND e.code = a.code ORDER BY e.position DESC LIMIT 1
  ) e ON TRUE
)`;

const END = '(SELECT coalesce(max(position), 0) FROM feed_entry)';

/** Notes the records whose rows are not those of their latest entries. */
function appendRows({ table, document }: (typeof FEED_ROWS)[NodeType]): string {
  return `WITH ${LATEST}
    INSERT INTO feed_entry (position, type, code, kind, document)
    SELECT ${END} + row_number() OVER (ORDER BY t.code), $1, t.code,
      CASE WHEN l.kind IS NULL THEN 'CREATE' WHEN l.gone THEN 'RESTORE' ELSE 'UPDATE' END, ${document}
    FROM latest l JOIN ${table} t ON t.code = l.code
    WHERE l.gone OR l.document IS DISTINCT FROM ${document}`;
}

/** Notes the records that went since their latest entries. */
function appendTombstones({ table }: (typeof FEED_ROWS)[NodeType]): string {
  return `WITH ${LATEST}
    INSERT INTO feed_entry (position, type, code, kind, document, reason, merged_into)
    SELECT ${END} + row_number() OVER (ORDER BY l.code), $1, l.code,
      CASE WHEN r.merged_into IS NULL THEN 'WITHDRAW' ELSE 'MERGE' END, l.document, r.reason, r.merged_into
    FROM latest l JOIN retired_code r ON r.code = l.code
    WHERE l.kind IS NOT NULL AND NOT l.gone AND NOT EXISTS (SELECT FROM ${table} t WHERE t.code = l.code)`;
}

/**
 * Notes in the feed which of these records are not what their latest entries say: a record comes after those that it
 * names, and goes before them. So the entries up to any position, applied one after the other, make the rows that
 * the public saw then, whoever wrote them. The caller holds the revision until its transaction ends, which is what
 * gives the entries their order.
 */
export async function appendToFeed(tx: EntityManager, touched: Touched): Promise<void> {
  for (const type of FEED_TYPES) await append(tx, type, touched, appendRows(FEED_ROWS[type]));
  for (const type of FEED_TYPES.toReversed()) {
    await append(tx, type, touched, appendTombstones(FEED_ROWS[type]));
  }
}

async function append(tx: EntityManager, type: NodeType, touched: Touched, text: string): Promise<void> {
  const codes = touched[type] ?? [];
  for (let start = 0; start < codes.length; start += STEP) {
    await tx.query(text, [type, codes.slice(start, start + STEP)]);
  }
}

/** Notes everything that is not what its latest entry says: for rows that are made in another way than before. */
export async function refreshFeed(tx: EntityManager): Promise<void> {
  const touched: Partial<Record<NodeType, string[]>> = {};
  for (const type of FEED_TYPES) {
    const rows = await tx.query<{ code: string }[]>(
      `SELECT code FROM ${FEED_ROWS[type].table} UNION SELECT code FROM feed_entry WHERE type = $1 ORDER BY code`,
      [type],
    );
    touched[type] = rows.map(({ code }) => code);
  }
  await appendToFeed(tx, touched);
}
