import { RECORD_FIELDS, type RecordField } from '../../record/record.fields.js';
import { type Dataset, type DatasetField } from './dataset.js';

const ALL = Object.entries<RecordField>(RECORD_FIELDS);

function isPublic([, { internal }]: [string, RecordField]): boolean {
  return internal !== true;
}

const INTERNAL = ALL.filter((each) => !isPublic(each)).map(([name]) => name);

function toField([name, { doc, type, optional, refersTo }]: [string, RecordField]): DatasetField {
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
export const ACHIEVEMENTS: Dataset = {
  name: 'achievements',
  type: 'Achievement',
  title: 'Achievements',
  doc: "Workers' innovation achievements, each with its people, units, awards and source. Texts that go together (codes and names of its people, say) stand in lists of the same order.",
  fields: ALL.filter(isPublic).map(toField),
  from: 'achievement t JOIN public_record r ON r.code = t.code',
  row: `r.document - '{${INTERNAL.join()}}'::text[]`,
};
