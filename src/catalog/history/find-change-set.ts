import { type DataSource } from 'typeorm';
import { runStatement } from '../../database/query/run-statement.js';
import { CHANGE_SET_COLUMNS, type ChangeSetRow } from './change.lists.js';

/** What can be the number of a change set: PostgreSQL holds no greater one. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The change set with this number; null when there is none. */
export async function findChangeSet(dataSource: DataSource, id: string): Promise<ChangeSetRow | null> {
  if (!NUMBER.test(id)) return null;
  const [row] = await runStatement(dataSource, {
    text: `SELECT id, ${CHANGE_SET_COLUMNS.join(', ')} FROM change_set WHERE id = $1`,
    values: [id],
    recurring: true,
  });
  return (row as unknown as ChangeSetRow | undefined) ?? null;
}
