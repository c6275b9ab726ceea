import { type Row, type Table } from '../datasets/dataset.js';
import { type FormatWriter } from './format-writer.js';

const LISTS = 'Every field in every object; lists are arrays, unknown values null.';

/** Writes a row as one JSON object, its fields in the order of the table. */
function objectOf({ fields }: Table): (row: Row) => string {
  const names = fields.map(({ name }) => name);
  // A list of names has JSON.stringify leave out what is no field, and keep their order.
  return (row) => JSON.stringify(row, names);
}

/** JSON lines: one object to a line. */
export const JSONL: FormatWriter = {
  name: 'jsonl',
  extension: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
  compressible: true,
  doc: `One JSON object to a line. ${LISTS}`,
  async *write(table, batches) {
    const object = objectOf(table);
    for await (const rows of batches) yield rows.map((row) => `${object(row)}\n`).join('');
  },
};

/** One JSON array, an object to a line. */
export const JSON_ARRAY: FormatWriter = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json; charset=utf-8',
  compressible: true,
  doc: `One JSON array of objects. ${LISTS}`,
  async *write(table, batches) {
    const object = objectOf(table);
    let before = '[\n';
    for await (const rows of batches) {
      yield before + rows.map(object).join(',\n');
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  },
};
