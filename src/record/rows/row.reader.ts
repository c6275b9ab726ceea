import { type DataSource } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { runStatement } from '../../database/query/run-statement.js';
import { ROWS } from './rows.js';

/** The public row of a record as it stands; null when there is none. */
export async function readRow(dataSource: DataSource, type: NodeType, code: string): Promise<object | null> {
  const { from, row } = ROWS[type];
  const [found] = await runStatement(dataSource, {
    text: `SELECT ${row} AS document FROM ${from} WHERE t.code = $1`,
    values: [code],
    recurring: true,
  });
  return (found?.document as object | undefined) ?? null;
}
