import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FILE_LIMITS, fileRefused } from './limits.js';
import { type TableRow } from './table.js';

/** The rows of a CSV or TSV text; a row counts as one however many lines its cells have. */
export async function* readDelimited(
  text: AsyncIterable<string>,
  delimiter: ',' | '\t',
): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: FILE_LIMITS.lineBytes,
    skip_empty_lines: false,
  });
  // An error of either is told by the iteration below.
  pipeline(Readable.from(text, { highWaterMark: 4 }), parser, () => undefined);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      yield { number, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? refusal(error) : error;
  } finally {
    parser.destroy();
  }
}

function refusal(error: CsvError): Error {
  // The parser is ahead of the rows that were taken from it.
  const row = (error as CsvError & { readonly records: number }).records + 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return fileRefused('LINE_TOO_LONG', `Row ${row} has more than ${FILE_LIMITS.lineBytes} bytes.`, {
      row,
      limit: FILE_LIMITS.lineBytes,
    });
  }
  const ends = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const message = ends
    ? `The file ends inside a quoted cell that begins in row ${row}: its end is missing.`
    : `The quotes of row ${row} do not match.`;
  return fileRefused(ends ? 'TRUNCATED_FILE' : 'INVALID_QUOTES', message, {
    row,
    allowed: 'a cell with quotes in it stands in quotes, and each quote within is written twice',
  });
}
