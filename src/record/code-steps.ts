import { type EntityManager } from 'typeorm';
import { type NamedType } from './record.names.js';
import { REBUILD_STEP } from './record.writer.js';

/** A code that a query selects. */
export interface SelectedCode {
  /** What has it; null where all are of one kind. */
  readonly type: NamedType | null;
  readonly code: string;
}

/**
 * What a query selects as `type` and `code`, in this order and in steps: the server keeps the rest, as it is at first,
 * until all is read or the transaction ends. One after the other; two at the same time are not possible.
 */
export async function* stepsOf(
  tx: EntityManager,
  query: string,
  values: readonly unknown[],
): AsyncGenerator<SelectedCode[]> {
  // All of it will be read, which PostgreSQL does not expect of a cursor.
  await tx.query('SET LOCAL cursor_tuple_fraction = 1');
  await tx.query(
    `DECLARE selected_code NO SCROLL CURSOR FOR SELECT * FROM (${query}) q ORDER BY type, code COLLATE "C"`,
    [...values],
  );
  for (;;) {
    const rows = await tx.query<SelectedCode[]>(`FETCH ${REBUILD_STEP} FROM selected_code`);
    if (rows.length > 0) yield rows;
    if (rows.length < REBUILD_STEP) break;
  }
  await tx.query('CLOSE selected_code');
}

/** The codes alone. */
export async function* codesOf(steps: AsyncIterable<readonly SelectedCode[]>): AsyncGenerator<string[]> {
  for await (const step of steps) yield step.map(({ code }) => code);
}
