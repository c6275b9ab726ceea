import { type ColumnKey } from '../schema/columns.js';
import { type Fault, ImportProblemCode } from '../schema/problems.js';
import { type NamedRecord } from './catalogue-facts.js';

/** A problem of a row, by our column. */
export interface RowFault extends Fault {
  readonly column: ColumnKey | null;
}

/** How codes look that the catalogue gives: such a text is never the name of a new record. */
const CODE = /^(ORG|AWD|STU|CRF|WIA)-\d+$/i;

/** What is wrong with the name of a new record that looks like a code; null when it does not. */
export function unknownCode(name: string, column: ColumnKey): RowFault | null {
  if (!CODE.test(name)) return null;
  return { column, code: ImportProblemCode.UNKNOWN_CODE, message: `No record has the code ${name}.` };
}

/** So many records are offered at most. */
const OFFERED = 5;

/** Records to choose from, in words. */
export function choices(records: readonly NamedRecord[]): string {
  return records
    .slice(0, OFFERED)
    .map(({ code, unit }) => (unit === null ? code : `${code}（${unit}）`))
    .join('；');
}
