import { RECORD_FIELDS, type RecordField } from '../record.fields.js';
import { type RowField, type RowSource } from './row.source.js';

const ALL = Object.entries<RecordField>(RECORD_FIELDS);

function isPublic([, { internal }]: [string, RecordField]): boolean {
  return internal !== true;
}

/** The fields of a public record that only serve the service itself, as a list in SQL. */
export const INTERNAL_FIELDS = `'{${ALL.filter((each) => !isPublic(each))
  .map(([name]) => name)
  .join()}}'::text[]`;

function toField([name, { doc, type, optional, refersTo }]: [string, RecordField]): RowField {
  const list = type === 'texts';
  const value = type === 'text' || type === 'moment' ? '->>' : '->';
  return {
    name,
    doc,
    type: type === 'texts' ? 'text' : type,
    list,
    // Lists are never unknown, only empty.
    optional: !list && optional === true,
    refersTo: refersTo ?? null,
    source: `r.document ${value} '${name}'`,
  };
}

/** The public records: their fields are those of `record.fields.ts`, and nothing here names one. */
export const ACHIEVEMENT_ROWS: RowSource = {
  table: 'achievement',
  from: 'achievement t JOIN public_record r ON r.code = t.code',
  fields: ALL.filter(isPublic).map(toField),
  row: `r.document - ${INTERNAL_FIELDS}`,
};
