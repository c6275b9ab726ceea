import { FILE_LIMITS, fileRefused } from './limits.js';
import { type Cell, refuseBadCell, refuseTooManyColumns, type TableRow } from './table.js';

interface JsonLine {
  readonly number: number;
  readonly object: Readonly<Record<string, unknown>>;
}

async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const lines of text) {
    for (const line of lines.replace(/\n$/, '').split('\n')) {
      number += 1;
      if (line.trim() !== '') yield { number, object: objectOf(line, number) };
    }
  }
}

function objectOf(line: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Told below, like a value that is no object.
  }
  throw fileRefused('INVALID_JSON', `Line ${number} is no JSON object.`, {
    line: number,
    allowed: 'one object on each line, with texts, numbers, null and lists of texts',
  });
}

/** The names that any line of a JSONL text uses, in the order in which they come first. */
export async function jsonColumns(text: AsyncIterable<string>): Promise<string[]> {
  const names = new Set<string>();
  for await (const { number, object } of jsonLines(text)) {
    for (const name of Object.keys(object).filter((each) => !names.has(each))) {
      refuseBadCell(name, number, names.size);
      names.add(name);
    }
    refuseTooManyColumns(names.size, number);
    if (number > FILE_LIMITS.rows) break;
  }
  return [...names];
}

/** The rows of a JSONL text, in these columns. */
export async function* readJsonLines(
  text: AsyncIterable<string>,
  columns: readonly string[],
): AsyncGenerator<TableRow> {
  for await (const { number, object } of jsonLines(text)) {
    yield { number, cells: columns.map((name) => cellOf(object[name], name, number)) };
  }
}

function cellOf(value: unknown, name: string, line: number): Cell {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((text): text is string => typeof text === 'string')) return value;
  throw fileRefused(
    'INVALID_JSON',
    `Line ${line}: “${name}” is neither a text, a number nor a list of texts.`,
    {
      line,
      column: name,
      allowed: 'texts, numbers, null and lists of texts',
    },
  );
}
