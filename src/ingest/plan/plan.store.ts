import { type EntityManager } from 'typeorm';
import { type Edit, type EditedType } from '../../catalog/editing/edits.js';
import { type PlannedEdit, type PlannedRow } from './planned.js';

/** Has the statements of a transaction take as long as they need: those of a large file take longer than a request may. */
export async function withoutTimeLimit(tx: EntityManager): Promise<void> {
  await tx.query('SET LOCAL statement_timeout = 0');
}

/** A row of the file that is not refused. */
export interface EarlierRow {
  readonly row: number;
  readonly identity: string;
  readonly code: string;
}

/** A record that an earlier row brings. */
export interface Draft {
  readonly code: string;
  /** Of a studio: code of the lead unit of that row. */
  readonly unit: string | null;
}

/** The plan of one import in its tables: written while its file is checked, read when it is applied. */
export class PlanStore {
  private written = 0;

  constructor(
    private readonly tx: EntityManager,
    private readonly importId: string,
  ) {}

  /** Adds what comes of further rows. */
  async add(rows: readonly PlannedRow[], edits: readonly PlannedEdit[]): Promise<void> {
    await this.tx.query(
      `INSERT INTO import_row (import_id, row, action, code, title, identity, changes, problems)
       SELECT $1, r.row, r.action, r.code, r.title, r.identity, r.changes, r.problems
       FROM jsonb_to_recordset($2) AS r(row integer, action text, code text, title text, identity text, changes jsonb, problems jsonb)`,
      [this.importId, JSON.stringify(rows)],
    );
    if (edits.length === 0) return;
    await this.tx.query(
      `INSERT INTO import_edit (import_id, position, type, code, if_version, state, identity, unit)
       SELECT $1, $3::integer + o.ordinality, o.edit->>'type', o.edit->>'code', (o.edit->>'ifVersion')::integer,
         o.edit->'state', o.edit->>'identity', o.edit->>'unit'
       FROM jsonb_array_elements($2) WITH ORDINALITY AS o(edit, ordinality)`,
      [this.importId, JSON.stringify(edits), this.written],
    );
    this.written += edits.length;
  }

  /** The records that earlier rows bring, by what identifies them. */
  async drafted(type: EditedType, identities: readonly string[]): Promise<ReadonlyMap<string, Draft>> {
    if (identities.length === 0) return new Map();
    const rows = await this.tx.query<(Draft & { identity: string })[]>(
      'SELECT identity, code, unit FROM import_edit WHERE import_id = $1 AND type = $2 AND identity = ANY($3)',
      [this.importId, type, identities],
    );
    return new Map(rows.map(({ identity, code, unit }) => [identity, { code, unit }]));
  }

  /** The earlier rows that are not refused and have one of these identities or codes. */
  async earlierRows(identities: readonly string[], codes: readonly string[]): Promise<EarlierRow[]> {
    if (identities.length + codes.length === 0) return [];
    return this.tx.query<EarlierRow[]>(
      `SELECT row, identity, code FROM import_row
       WHERE import_id = $1 AND (identity = ANY($2) OR code = ANY($3)) AND action <> 'REFUSE'`,
      [this.importId, identities, codes],
    );
  }

  /** The edits in their order, so many at a time. */
  async *edits(size: number): AsyncGenerator<Edit[]> {
    for (let position = 0; ; position += size) {
      const rows = await this.tx.query<Edit[]>(
        `SELECT type, code, if_version AS "ifVersion", state FROM import_edit
         WHERE import_id = $1 AND position > $2 AND position <= $2 + $3 ORDER BY position`,
        [this.importId, position, size],
      );
      if (rows.length === 0) return;
      yield rows;
    }
  }
}
