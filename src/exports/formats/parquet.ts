import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type RowField } from '../../record/rows/row.source.js';
import { type Value } from '../datasets/dataset.js';
import { type FormatWriter } from './format-writer.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows that are written together. More compress better; more than this live long enough to fill memory when they are dead. */
const ROW_GROUP = 500;

/** How the values of a type are kept. */
const TYPES: Readonly<Record<RowField['type'], Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
  moment: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

/** The elements of a schema that make one column; a list has the three levels that Parquet asks for. */
function elementsOf({ name, type, list, optional }: RowField): SchemaElement[] {
  if (!list) return [{ name, repetition_type: optional ? 'OPTIONAL' : 'REQUIRED', ...TYPES[type] }];
  return [
    { name, repetition_type: 'REQUIRED', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...TYPES[type] },
  ];
}

function valueOf({ type, list }: RowField, value: Value): unknown {
  return type === 'moment' && !list && value !== null ? new Date(value as string) : value;
}

/** Columns with types, lists as lists. */
export const PARQUET: FormatWriter = {
  name: 'parquet',
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  compressible: false,
  doc: 'Apache Parquet, compressed by Snappy: columns with types, lists as lists, moments as timestamps in UTC, unknown values null.',
  async *write({ fields }, batches) {
    const bytes = new ByteWriter();
    const parquet = new ParquetWriter({
      writer: bytes,
      schema: [{ name: 'schema', num_children: fields.length }, ...fields.flatMap(elementsOf)],
    });
    const columns = fields.map(({ name }) => ({ name, data: [] as unknown[] }));
    let held = 0;
    const writeGroup = (): void => {
      void parquet.write({ columnData: columns, rowGroupSize: ROW_GROUP });
      for (const column of columns) column.data = [];
      held = 0;
    };
    /** What was written since the last time. */
    const written = (): Uint8Array => {
      const piece = bytes.getBytes().slice();
      bytes.index = 0;
      return piece;
    };
    for await (const rows of batches) {
      for (const row of rows) {
        fields.forEach((field, index) => columns[index]?.data.push(valueOf(field, row[field.name] ?? null)));
        held += 1;
      }
      if (held < ROW_GROUP) continue;
      writeGroup();
      yield written();
    }
    if (held > 0) writeGroup();
    void parquet.finish();
    yield written();
  },
};
