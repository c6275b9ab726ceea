import { type DataSource } from 'typeorm';
import { runStatement } from '../database/query/run-statement.js';
import { type PublicRecord } from './record.fields.js';

/** A record with the hash of its content. */
export interface StoredRecord {
  readonly code: string;
  readonly fingerprint: string;
  readonly document: PublicRecord;
}

/** The records with these codes, by code; codes without a record are left out. */
export async function readRecords(dataSource: DataSource, codes: readonly string[]): Promise<StoredRecord[]> {
  const rows = await runStatement(dataSource, {
    text: 'SELECT code, fingerprint, document FROM public_record WHERE code = ANY($1) ORDER BY code',
    values: [codes],
    recurring: true,
  });
  return rows as unknown as StoredRecord[];
}

/** All records in steps of `size`, by code. Each step is read as it is then: a change in between shows in later steps. */
export async function* streamRecords(dataSource: DataSource, size: number): AsyncGenerator<StoredRecord[]> {
  let after = '';
  for (;;) {
    const rows = (await runStatement(dataSource, {
      text: 'SELECT code, fingerprint, document FROM public_record WHERE code > $1 ORDER BY code LIMIT $2',
      values: [after, size],
      recurring: true,
    })) as unknown as StoredRecord[];
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    after = rows.at(-1)?.code ?? after;
  }
}

/** How many records there are. */
export async function countRecords(dataSource: DataSource): Promise<number> {
  const [row] = await runStatement(dataSource, {
    text: 'SELECT count(*)::int AS count FROM public_record',
    values: [],
    recurring: true,
  });
  return row?.count as number;
}
