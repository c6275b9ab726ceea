import { type EntityManager } from 'typeorm';
import { EDITED_TYPES, type EditedType, type Stored } from './edits.js';
import { STATE_TABLES } from './state-tables.js';

/**
 * Reads records as they stand, in one statement.
 *
 * @returns by code; codes that never were are left out, withdrawn records are there without a state
 */
export async function readStates<T extends EditedType>(
  tx: EntityManager,
  type: T,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Stored<T>>> {
  if (codes.length === 0) return new Map();
  const { table, state } = STATE_TABLES[type];
  const rows = await tx.query<Omit<Stored<T>, 'type'>[]>(
    `SELECT t.code, t.version, ${state} AS state FROM ${table} t WHERE t.code = ANY($1)
     UNION ALL
     SELECT w.code, coalesce((SELECT max(c.version) FROM change c WHERE c.type = $2 AND c.code = w.code), 1), NULL
     FROM retired_code w WHERE w.code = ANY($1) AND w.code LIKE $3`,
    [codes, type, `${STATE_TABLES[type].prefix}%`],
  );
  return new Map(rows.map((row) => [row.code, { type, ...row }]));
}

/** The same of several kinds at once, one statement for each kind. */
export async function readStored(
  tx: EntityManager,
  records: readonly { readonly type: EditedType; readonly code: string }[],
): Promise<ReadonlyMap<string, Stored>> {
  const found = new Map<string, Stored>();
  for (const type of EDITED_TYPES) {
    const codes = records.filter((record) => record.type === type).map(({ code }) => code);
    for (const [code, record] of await readStates(tx, type, codes)) found.set(code, record);
  }
  return found;
}
