import { type RowField } from '../record/rows/row.source.js';
import { type Dataset } from './datasets/dataset.js';
import { DATASETS } from './datasets/datasets.js';
import { type FormatWriter } from './formats/format-writer.js';
import { FORMATS } from './formats/formats.js';

/** What can be exported, for programs: every dataset with its fields, and every format. */
export interface Dictionary {
  readonly datasets: readonly (Pick<Dataset, 'name' | 'title' | 'doc'> & {
    readonly fields: readonly Omit<RowField, 'source'>[];
  })[];
  readonly formats: readonly Pick<FormatWriter, 'name' | 'mediaType' | 'doc' | 'maxRows'>[];
}

/** The data dictionary. */
export function dictionary(): Dictionary {
  return {
    datasets: Object.values(DATASETS).map(({ name, title, doc, fields }) => ({
      name,
      title,
      doc,
      fields: fields.map(({ name: field, doc: meaning, type, list, optional, refersTo }) => ({
        name: field,
        doc: meaning,
        type,
        list,
        optional,
        refersTo,
      })),
    })),
    formats: Object.values(FORMATS).map(({ name, mediaType, doc, maxRows }) => ({
      name,
      mediaType,
      doc,
      ...(maxRows === undefined ? {} : { maxRows }),
    })),
  };
}
