import { type ReadTransaction } from '../database/query/read-transaction.js';
import { Parameters } from '../database/query/parameters.js';
import { type Dataset, RowBatch } from './datasets/dataset.js';

/** Which rows of a dataset: the SQL condition on its table `t`, whose values it adds. */
export type RowCondition = (parameters: Parameters) => string;

/**
 * Rows that are written at once: what is made of them stays under the 128 KB from which on an object that is in use for
 * a moment is kept for long.
 */
const STEP = 25;

/** Every row. */
export const EVERY_ROW: RowCondition = () => 'TRUE';

/** The rows of a dataset that fulfil a condition, by code, in batches. */
export async function* readRows(
  transaction: ReadTransaction,
  { from, row }: Dataset,
  condition: RowCondition = EVERY_ROW,
): AsyncGenerator<RowBatch> {
  const parameters = new Parameters();
  const text = `SELECT ${row} FROM ${from} WHERE ${condition(parameters)} ORDER BY t.code`;
  for await (const batch of transaction.stream({ text, values: parameters.values })) {
    for (let at = 0; at < batch.length; at += STEP) yield new RowBatch(batch.slice(at, at + STEP));
  }
}

/** How many rows fulfil a condition. */
export async function countRows(
  transaction: ReadTransaction,
  { from }: Dataset,
  condition: RowCondition,
): Promise<number> {
  const parameters = new Parameters();
  const text = `SELECT count(*)::int AS count FROM ${from} WHERE ${condition(parameters)}`;
  const [found] = await transaction.query<{ count: number }>(text, parameters.values);
  return found?.count ?? 0;
}

/** The revision of the catalogue in the state that is read. */
export async function readRevision(transaction: ReadTransaction): Promise<number> {
  const [state] = await transaction.query<{ revision: number }>('SELECT revision FROM catalog_state');
  return state?.revision ?? 0;
}
