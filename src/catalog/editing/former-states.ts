import { type EntityManager } from 'typeorm';
import { type EditedType, type States } from './edits.js';
import { referencesOf, replaceReferences } from './references.js';

/** How a record stood when it was withdrawn last. */
export interface Withdrawal<T extends EditedType> {
  readonly changeSet: string;
  readonly state: States[T];
}

/** How a record stood when it was withdrawn last; null when the history knows of no withdrawal. */
export async function findLatestWithdrawal<T extends EditedType>(
  tx: EntityManager,
  type: T,
  code: string,
): Promise<Withdrawal<T> | null> {
  const [row] = await tx.query<Withdrawal<T>[]>(
    `SELECT change_set_id AS "changeSet", before AS state FROM change
     WHERE type = $1 AND code = $2 AND after IS NULL ORDER BY version DESC LIMIT 1`,
    [type, code],
  );
  return row ?? null;
}

/** A former state, with the survivors in the place of records that were merged since. */
export async function followMerges<T extends EditedType>(
  tx: EntityManager,
  type: T,
  state: States[T],
): Promise<States[T]> {
  const codes = referencesOf(type, state).map(({ code }) => code);
  const survivors = await findSurvivors(tx, codes);
  return survivors.size === 0 ? state : replaceReferences(type, state, survivors);
}

/** The records that answer for codes that were merged, also one after the other; codes that were not are left out. */
async function findSurvivors(
  tx: EntityManager,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ code: string; survivor: string }[]>(
    `WITH RECURSIVE merged AS (
       SELECT code, merged_into AS survivor FROM retired_code WHERE code = ANY($1) AND merged_into IS NOT NULL
       UNION ALL
       SELECT m.code, r.merged_into FROM merged m JOIN retired_code r ON r.code = m.survivor
       WHERE r.merged_into IS NOT NULL
     )
     SELECT code, survivor FROM merged m
     WHERE NOT EXISTS (SELECT FROM retired_code r WHERE r.code = m.survivor AND r.merged_into IS NOT NULL)`,
    [codes],
  );
  return new Map(rows.map(({ code, survivor }) => [code, survivor]));
}
