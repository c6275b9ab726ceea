import { CSV, CSV_EXCEL, TSV } from './delimited.js';
import { type FormatName, type FormatWriter } from './format-writer.js';
import { JSON_ARRAY, JSONL } from './json.js';
import { PARQUET } from './parquet.js';
import { XLSX } from './xlsx.js';

/** Every format, by its name. */
export const FORMATS: Readonly<Record<FormatName, FormatWriter>> = {
  csv: CSV,
  'csv-excel': CSV_EXCEL,
  tsv: TSV,
  jsonl: JSONL,
  json: JSON_ARRAY,
  parquet: PARQUET,
  xlsx: XLSX,
};
