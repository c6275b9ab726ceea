import { type EntityManager } from 'typeorm';
import { publishChanges, type Changes } from '../../record/record.changes.js';
import { type EditedType } from './edits.js';

/** The name under which changes of each kind are published. */
const PUBLISHED: Readonly<Record<EditedType, keyof Changes>> = {
  Organisation: 'organisation',
  Award: 'award',
  Studio: 'studio',
  Craftsman: 'craftsman',
  Achievement: 'achievement',
};

/** Brings everything up to date that shows what a change set changed: the last step of its transaction. */
export async function publishChangeSet(tx: EntityManager, changeSet: string): Promise<void> {
  const rows = await tx.query<{ type: EditedType; codes: string[] }[]>(
    'SELECT type, array_agg(code ORDER BY code) AS codes FROM change WHERE change_set_id = $1 GROUP BY type',
    [changeSet],
  );
  if (rows.length === 0) return;
  await publishChanges(tx, Object.fromEntries(rows.map(({ type, codes }) => [PUBLISHED[type], codes])));
}
