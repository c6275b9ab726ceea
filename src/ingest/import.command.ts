import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type DataSource } from 'typeorm';
import { OPERATOR } from '../access/actor.js';
import { StartupError } from '../common/startup-error.js';
import { applyImport, revertImport } from './applier.js';
import { checkFile } from './checker.js';
import { openSourceFile, type SourceFile } from './files/source-file.js';
import { ImportReader } from './import.reader.js';
import { type Import, type ImportProblem } from './import.types.js';
import { type ColumnMapping, parseMapping } from './schema/mapping.js';

/** Problems that are told one by one; the rest is counted. */
const TOLD_PROBLEMS = 100;

/** What the command is asked for. */
export interface ImportRequest {
  readonly path: string;
  readonly apply: boolean;
  /** The names of the file's columns, as JSON or in a file of it; left out, they are ours. */
  readonly mapping?: string | undefined;
}

/** How a command tells how it goes. */
export interface Told {
  readonly progress: (step: string, done: number, total: number) => void;
  readonly print: (line: string) => void;
}

/**
 * Checks a file and tells what it would do; with `apply`, writes that.
 *
 * @returns whether nothing was refused
 * @throws StartupError when the file cannot be opened
 */
export async function runImport(
  dataSource: DataSource,
  { path, apply, mapping }: ImportRequest,
  { progress, print }: Told,
): Promise<boolean> {
  const columns = mapping === undefined ? {} : parseMapping(await mappingText(mapping));
  const checked = await checkPath(dataSource, path, columns, (done, total) =>
    progress('Checking', done, total),
  );
  for (const line of await reportOf(dataSource, checked)) print(line);
  if (checked.refused > 0) {
    print(
      'Nothing was written. Solve the problems in the file, or take these rows out, and import it again.',
    );
    return false;
  }
  if (!apply) {
    print('Nothing was written. Add --apply to write it.');
    return true;
  }
  await applyImport(dataSource, { id: checked.id, author: OPERATOR, onProgress: progress });
  print(`Written, as import ${checked.id}. To take it back: import --revert ${checked.id}`);
  return true;
}

/** Restores what stood before an import, and tells so. */
export async function runRevert(
  dataSource: DataSource,
  id: string,
  { progress, print }: Told,
): Promise<void> {
  await new ImportReader(dataSource).get(id);
  await revertImport(dataSource, { id, author: OPERATOR, onProgress: progress });
  print(`Import ${id} was taken back: what stood before stands again.`);
}

/** A mapping as it is given, or the content of the file that is named. */
function mappingText(given: string): Promise<string> {
  if (given.trimStart().startsWith('{')) return Promise.resolve(given);
  return readFile(given, 'utf8').catch((cause: unknown) => {
    throw new StartupError(`The mapping cannot be read: ${(cause as Error).message}.`, { cause });
  });
}

async function checkPath(
  dataSource: DataSource,
  path: string,
  mapping: ColumnMapping,
  onProgress: (done: number, total: number) => void,
): Promise<Import> {
  const file = await openSourceFile(path, basename(path)).catch((cause: unknown): SourceFile => {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw code === undefined ? cause : new StartupError(`The file cannot be opened: ${message}.`, { cause });
  });
  try {
    const id = await checkFile(dataSource, { file, author: OPERATOR, mapping, onProgress });
    return await new ImportReader(dataSource).get(id);
  } finally {
    await file.handle.close();
  }
}

async function reportOf(dataSource: DataSource, of: Import): Promise<string[]> {
  const problems = await dataSource.query<ImportProblem[]>(
    `SELECT p.* FROM import_row r CROSS JOIN jsonb_to_recordset(r.problems)
       AS p(row integer, "column" text, code text, message text, suggestion text)
     WHERE r.import_id = $1 AND r.problems <> '[]' ORDER BY r.row LIMIT $2`,
    [of.id, TOLD_PROBLEMS],
  );
  const told = problems.map(({ row, column, code, message, suggestion }) => {
    const place = column === null ? `Row ${row}` : `Row ${row}, ${column}`;
    return `${place}: ${code}: ${message}${suggestion === null ? '' : ` → ${suggestion}`}`;
  });
  const ignored =
    of.ignoredColumns.length === 0 ? [] : [`Left out: the columns ${of.ignoredColumns.join(', ')}.`];
  const counts = `${of.created} new, ${of.changed} changed, ${of.unchanged} unchanged, ${of.refused} refused; ${of.mended} cells mended.`;
  return [
    ...told,
    ...ignored,
    `${of.fileName} (${of.format}${of.encoding === null ? '' : `, ${of.encoding}`}): ${counts}`,
  ];
}
