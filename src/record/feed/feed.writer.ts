import { type EntityManager } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { FEED_ROWS, FEED_TYPES } from './feed.rows.js';

/** For each kind, the statement that selects the codes of its records that may have changed. */
export type FeedSelections = Readonly<Partial<Record<NodeType, string | undefined>>>;

/** How each of the selected records stood in its latest entry; without one for a record that is new. */
function latest(type: NodeType, selection: string): string {
  return `asked AS (SELECT DISTINCT s.code FROM (${selection}) AS s(code)),
latest AS (
  SELECT a.code, e.kind, e.document, coalesce(e.kind IN ('WITHDRAW', 'MERGE'), FALSE) AS gone
  FROM asked a LEFT JOIN LATERAL (
    SELECT kind, document FROM feed_entry e WHERE e.type = '${type}' AND e.code = a.code
    ORDER BY e.position DESC LIMIT 1
  ) e ON TRUE
)`;
}

const END = '(SELECT coalesce(max(position), 0) FROM feed_entry)';

/** Notes the records whose rows are not those of their latest entries. */
function appendRows(type: NodeType, selection: string): string {
  const { table, document } = FEED_ROWS[type];
  return `WITH ${latest(type, selection)}
    INSERT INTO feed_entry (position, type, code, kind, document)
    SELECT ${END} + row_number() OVER (ORDER BY t.code), '${type}', t.code,
      CASE WHEN l.kind IS NULL THEN 'CREATE' WHEN l.gone THEN 'RESTORE' ELSE 'UPDATE' END, ${document}
    FROM latest l JOIN ${table} t ON t.code = l.code
    WHERE l.gone OR l.document IS DISTINCT FROM ${document}`;
}

/** Notes the records that went since their latest entries. */
function appendTombstones(type: NodeType, selection: string): string {
  return `WITH ${latest(type, selection)}
    INSERT INTO feed_entry (position, type, code, kind, document, reason, merged_into)
    SELECT ${END} + row_number() OVER (ORDER BY l.code), '${type}', l.code,
      CASE WHEN r.merged_into IS NULL THEN 'WITHDRAW' ELSE 'MERGE' END, l.document, r.reason, r.merged_into
    FROM latest l JOIN retired_code r ON r.code = l.code
    WHERE l.kind IS NOT NULL AND NOT l.gone
      AND NOT EXISTS (SELECT FROM ${FEED_ROWS[type].table} t WHERE t.code = l.code)`;
}

/**
 * Notes in the feed which of these records are not what their latest entries say: a record comes after those that it
 * names, and goes before them. So the entries up to any position, applied one after the other, make the rows that
 * the public saw then, whoever wrote them. The caller holds the revision until its transaction ends, which is what
 * gives the entries their order.
 *
 * @param values the parameters of the selections; each of them has them all
 */
export async function appendToFeed(
  tx: EntityManager,
  selections: FeedSelections,
  values: readonly unknown[],
): Promise<void> {
  const append = async (types: readonly NodeType[], write: typeof appendRows): Promise<void> => {
    for (const type of types) {
      const selection = selections[type];
      if (selection !== undefined) await tx.query(write(type, selection), [...values]);
    }
  };
  await append(FEED_TYPES, appendRows);
  await append(FEED_TYPES.toReversed(), appendTombstones);
}

/** Notes everything that is not what its latest entry says: for rows that are made in another way than before. */
export async function refreshFeed(tx: EntityManager): Promise<void> {
  const selections = FEED_TYPES.map((type): [NodeType, string] => [
    type,
    `SELECT code FROM ${FEED_ROWS[type].table} UNION SELECT code FROM feed_entry WHERE type = '${type}'`,
  ]);
  await appendToFeed(tx, Object.fromEntries(selections), []);
}
