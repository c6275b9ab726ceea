import { type FormatWriter } from './format-writer.js';

const LISTS = 'Every field in every object, in no order; lists are arrays, unknown values null.';

/** JSON lines: one object to a line, as PostgreSQL writes it. */
export const JSONL: FormatWriter = {
  name: 'jsonl',
  extension: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
  compressible: true,
  doc: `One JSON object to a line. ${LISTS}`,
  async *write(_table, batches) {
    for await (const { texts } of batches) yield `${texts.join('\n')}\n`;
  },
};

/** One JSON array, an object to a line. */
export const JSON_ARRAY: FormatWriter = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json; charset=utf-8',
  compressible: true,
  doc: `One JSON array of objects. ${LISTS}`,
  async *write(_table, batches) {
    let before = '[\n';
    for await (const { texts } of batches) {
      yield before + texts.join(',\n');
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  },
};
