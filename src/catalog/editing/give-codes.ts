import { type EntityManager } from 'typeorm';
import { type EditedType } from './edits.js';
import { STATE_TABLES } from './state-tables.js';

/**
 * Gives new permanent codes of a kind. They are above all that the source files have or will have, and one is never
 * given twice, also not when the transaction fails: numbers may be left out.
 */
export async function giveCodes(tx: EntityManager, type: EditedType, count: number): Promise<string[]> {
  const { table, prefix } = STATE_TABLES[type];
  const rows = await tx.query<{ code: string }[]>(
    `SELECT $1 || nextval($2::regclass) AS code FROM generate_series(1, $3)`,
    [prefix, `${table}_number`, count],
  );
  return rows.map(({ code }) => code);
}
