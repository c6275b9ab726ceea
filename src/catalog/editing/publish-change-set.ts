import { type EntityManager } from 'typeorm';
import { publishKeptChanges, type Changes } from '../../record/record.changes.js';
import { EDITED_TYPES, type EditedType } from './edits.js';

/** The name under which changes of each kind are published. */
const PUBLISHED: Readonly<Record<EditedType, keyof Changes>> = {
  Organisation: 'organisation',
  Award: 'award',
  Studio: 'studio',
  Craftsman: 'craftsman',
  Achievement: 'achievement',
};

/**
 * Brings everything up to date that shows what a change set changed: the last step of its transaction.
 *
 * @param onProgress called after each step with the records made and the records to be made
 */
export async function publishChangeSet(
  tx: EntityManager,
  changeSet: string,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const rows = await tx.query<{ type: EditedType }[]>(
    'SELECT DISTINCT type FROM change WHERE change_set_id = $1',
    [changeSet],
  );
  if (rows.length === 0) return;
  const types = EDITED_TYPES.filter((type) => rows.some((row) => row.type === type));
  const codes = types.map((type): [keyof Changes, string] => [
    PUBLISHED[type],
    `SELECT code FROM change WHERE change_set_id = $1 AND type = '${type}'`,
  ]);
  await publishKeptChanges(tx, { codes: Object.fromEntries(codes), key: changeSet }, onProgress);
}
