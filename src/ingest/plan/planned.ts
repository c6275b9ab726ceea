import { type Edit } from '../../catalog/editing/edits.js';
import { type ImportProblem } from '../schema/problems.js';

/** What comes of a row. */
export enum RowAction {
  CREATE = 'CREATE',
  CHANGE = 'CHANGE',
  KEEP = 'KEEP',
  REFUSE = 'REFUSE',
}

/** One field that a row changes; plain values as states have them. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What comes of a row, as the check shows it. */
export interface PlannedRow {
  readonly row: number;
  readonly action: RowAction;
  readonly code: string | null;
  readonly title: string | null;
  readonly identity: string | null;
  readonly changes: readonly FieldChange[];
  readonly problems: readonly ImportProblem[];
}

/** An edit that applying will write, with what later rows find its record by. */
export type PlannedEdit = Edit & {
  readonly identity: string | null;
  /** Of a new studio: code of the lead unit of the row that brings it. */
  readonly unit?: string | null;
};
