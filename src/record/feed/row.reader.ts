import { type DataSource } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { runStatement } from '../../database/query/run-statement.js';
import { FEED_ROWS } from './feed.rows.js';

/** The public row of a record as it stands; null when there is none. */
export async function readRow(dataSource: DataSource, type: NodeType, code: string): Promise<object | null> {
  const { table, document } = FEED_ROWS[type];
  const [row] = await runStatement(dataSource, {
    text: `SELECT ${document} AS document FROM ${table} t WHERE t.code = $1`,
    values: [code],
    recurring: true,
  });
  return (row?.document as object | undefined) ?? null;
}
