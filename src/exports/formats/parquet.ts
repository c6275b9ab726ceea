import { ReadableStream } from 'node:stream/web';
import type * as Arrow from 'apache-arrow';
import type * as Parquet from 'parquet-wasm';
import { type RowField } from '../../record/rows/row.source.js';
import { type RowBatch, type Table, type Value } from '../datasets/dataset.js';
import { type FormatWriter } from './format-writer.js';

/**
 * Rows that are handed over at once. Their values lie in memory as bytes; were they more, what holds them would
 * outlive its use.
 */
const HANDED_OVER = 250;

/** Rows of a row group: what readers fetch and skip as a whole, and what the writer holds encoded. */
const ROW_GROUP = 20_000;

interface Libraries {
  readonly arrow: typeof Arrow;
  readonly parquet: typeof Parquet;
}

/** The libraries are large: a service that never writes Parquet does without them. */
async function loadLibraries(): Promise<Libraries> {
  const [arrow, parquet] = await Promise.all([import('apache-arrow'), import('parquet-wasm')]);
  return { arrow, parquet };
}

/** The schema of a table in Arrow's types, which Parquet keeps. */
function schemaOf({ fields }: Table, { arrow }: Libraries): Arrow.Schema {
  const types: Readonly<Record<RowField['type'], () => Arrow.DataType>> = {
    text: () => new arrow.Utf8(),
    integer: () => new arrow.Int32(),
    boolean: () => new arrow.Bool(),
    moment: () => new arrow.TimestampMillisecond('UTC'),
  };
  return new arrow.Schema(
    fields.map(({ name, type, list, optional }) =>
      list
        ? new arrow.Field(name, new arrow.List(new arrow.Field('element', types[type](), true)), false)
        : new arrow.Field(name, types[type](), optional),
    ),
  );
}

function valueOf({ type, list }: RowField, value: Value): unknown {
  return type === 'moment' && !list && value !== null ? Date.parse(value as string) : value;
}

/** Collects rows in columns. */
class Columns {
  rows = 0;
  private readonly schema: Arrow.Schema;
  private readonly builders: readonly Arrow.Builder[];

  constructor(
    private readonly table: Table,
    private readonly libraries: Libraries,
  ) {
    this.schema = schemaOf(table, libraries);
    this.builders = this.schema.fields.map(({ type }) =>
      libraries.arrow.makeBuilder({ type: type as Arrow.DataType, nullValues: [null] }),
    );
  }

  add(batch: RowBatch): void {
    for (const row of batch) {
      this.table.fields.forEach((field, index) =>
        this.builders[index]?.append(valueOf(field, row[field.name] ?? null)),
      );
      this.rows += 1;
    }
  }

  /** Takes the rows that were collected, in the memory of the Parquet writer. */
  take(): Parquet.RecordBatch[] {
    const { arrow, parquet } = this.libraries;
    const children = this.builders.map((builder) => builder.flush() as Arrow.Data);
    const data = arrow.makeData({ type: new arrow.Struct(this.schema.fields), length: this.rows, children });
    const message = arrow.tableToIPC(new arrow.Table([new arrow.RecordBatch(this.schema, data)]), 'stream');
    this.rows = 0;
    const table = parquet.Table.fromIPCStream(message);
    try {
      return table.recordBatches();
    } finally {
      // WebAssembly's memory is not looked after like JavaScript's: nothing but this gives it back at once.
      table.free();
    }
  }
}

/** Columns with types, lists as lists. */
export const PARQUET: FormatWriter = {
  name: 'parquet',
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  compressible: false,
  doc: 'Apache Parquet, compressed by Snappy: columns with types, lists as lists, moments as timestamps in UTC, unknown values null.',
  async *write(table, batches) {
    const loaded = await loadLibraries();
    const { Compression, EnabledStatistics, transformParquetStream, WriterPropertiesBuilder } =
      loaded.parquet;
    const reading: { failure?: Error; over: boolean } = { over: false };
    async function* handOver(): AsyncGenerator<Parquet.RecordBatch> {
      const columns = new Columns(table, loaded);
      // The first one tells the schema, were there no row at all.
      yield* columns.take();
      try {
        for await (const batch of batches) {
          if (reading.over) return;
          columns.add(batch);
          if (columns.rows >= HANDED_OVER) yield* columns.take();
        }
        if (columns.rows > 0) yield* columns.take();
      } catch (error) {
        // The writer takes an error for the end of the rows, and ends the file as though it were whole.
        reading.failure = error as Error;
      }
    }
    const properties = new WriterPropertiesBuilder()
      .setCompression(Compression.SNAPPY)
      .setMaxRowGroupSize(ROW_GROUP)
      // A column of a row group is about one page: figures for each page would tell nothing more, and wait for the end.
      .setStatisticsEnabled(EnabledStatistics.Chunk)
      .build();
    const pieces = await transformParquetStream(ReadableStream.from(handOver()), properties);
    try {
      for await (const piece of pieces) {
        if (reading.failure) break;
        yield piece as Uint8Array;
      }
    } finally {
      // The writer would go on reading rows that nobody takes.
      reading.over = true;
    }
    if (reading.failure) throw reading.failure;
  },
};
