import { type Row, type Table } from '../datasets/dataset.js';

/** The formats of exports, as addresses and files end. */
export const FORMAT_NAMES = ['csv', 'csv-excel', 'tsv', 'jsonl', 'json', 'parquet', 'xlsx'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Writes a table in one format. One implementation for each format; each runs in the contract suite of formats. */
export interface FormatWriter {
  readonly name: FormatName;
  /** The end of a file's name. */
  readonly extension: string;
  readonly mediaType: string;
  /** Whether it is worth to be compressed on its way. */
  readonly compressible: boolean;
  /** The most rows that a file can hold; left out, any number. */
  readonly maxRows?: number;
  /** What a reader must know, in one sentence: how lists, unknown values and special signs are written. */
  readonly doc: string;

  /**
   * Writes rows as they come, in pieces; it holds no more of them than a few batches.
   *
   * @param batches the rows, in their order
   * @throws whatever reading the rows throws; what was written until then is no whole file
   */
  write(table: Table, batches: AsyncIterable<readonly Row[]>): AsyncIterable<string | Uint8Array>;
}
