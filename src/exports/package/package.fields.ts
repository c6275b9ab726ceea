import { columnOf } from '../../database/query/row.js';
import { type RowField } from '../../record/rows/row.source.js';

/** A field of the package: a column of the catalogue. */
export interface PackageField extends RowField {
  /** The column in the table of the field, by which it is loaded. */
  readonly column: string;
  /** The values that it can have; null when they are not listed. */
  readonly values: readonly string[] | null;
}

export type Given = Pick<PackageField, 'doc'> &
  Partial<Pick<PackageField, 'type' | 'list' | 'optional' | 'refersTo' | 'column' | 'source' | 'values'>>;

/** A moment to the microsecond: as exactly as the database has it, so that nothing is lost. */
function moment(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

export function fields(given: Readonly<Record<string, Given>>): PackageField[] {
  return Object.entries(given).map(([name, field]) => {
    const { type = 'text', column = columnOf(name) } = field;
    const source = type === 'moment' ? moment(`t.${column}`) : `t.${column}`;
    return {
      name,
      type,
      column,
      source,
      list: false,
      optional: false,
      refersTo: null,
      values: null,
      ...field,
    };
  });
}

export const RECOGNITIONS = ['AWARDED', 'NOMINATED', 'REPORTED'];

export const CODE: Given = { doc: 'Permanent code, never given to anything else.' };
export const ORGANISATION: Given = {
  doc: '',
  optional: true,
  refersTo: 'Organisation',
  column: 'organisation_code',
};
export const INDUSTRY: Given = {
  doc: 'Code of the industry.',
  refersTo: 'Industry',
  column: 'industry_code',
};
export const REGION: Given = {
  doc: 'Code of the region.',
  optional: true,
  refersTo: 'Region',
  column: 'region_code',
};
export const STUDIO: Given = { doc: '', optional: true, refersTo: 'Studio', column: 'studio_code' };
export const OF_ACHIEVEMENT: Given = {
  doc: 'Code of the achievement.',
  refersTo: 'Achievement',
  column: 'achievement_code',
};
export const OF_CRAFTSMAN: Given = {
  doc: 'Code of the person.',
  refersTo: 'Craftsman',
  column: 'craftsman_code',
};
export const SOURCE_URL: Given = { doc: 'Address of the page that reports it.', optional: true };

/** What every record has besides what it says. */
export const STATE: Readonly<Record<string, Given>> = {
  version: { doc: 'Number of the edition, from 1; each edit raises it.', type: 'integer' },
  createdAt: { doc: 'When it was entered.', type: 'moment' },
  updatedAt: { doc: 'When it was last changed.', type: 'moment' },
};
