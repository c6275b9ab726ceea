import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type DataSource } from 'typeorm';
import { CatalogLists } from '../catalog/catalog.lists.js';
import { ReferenceData } from '../catalog/reference-data.js';
import { StartupError } from '../common/startup-error.js';
import { PostgresEngine } from '../search/engines/postgres/postgres.engine.js';
import { SearchMembers } from '../search/search.members.js';
import { SynonymService } from '../search/synonyms/synonym.service.js';
import { DATASET_NAMES, type DatasetName } from './datasets/dataset.js';
import { DATASETS } from './datasets/datasets.js';
import { ExportService } from './export.service.js';
import { FORMAT_NAMES, type FormatName } from './formats/format-writer.js';
import { FORMATS } from './formats/formats.js';

/** What the command is asked for, and how it tells. */
export interface ExportOptions {
  /** The values of its options by their names. */
  readonly options: ReadonlyMap<string, string>;
  readonly progress: (step: string, done: number, total: number) => void;
  readonly print: (line: string) => void;
}

/**
 * Writes a dataset into a file. It has another name until it is whole.
 *
 * @throws StartupError when an option is not allowed or the file cannot be written, AppError when the filter is wrong
 */
export async function runExport(
  dataSource: DataSource,
  { options, progress, print }: ExportOptions,
): Promise<void> {
  const dataset =
    DATASETS[oneOf<DatasetName>('dataset', DATASET_NAMES, options.get('dataset') ?? 'achievements')];
  const format = FORMATS[oneOf<FormatName>('format', FORMAT_NAMES, options.get('format') ?? 'csv')];
  const file = options.get('out') ?? `${dataset.name}.${format.extension}`;
  const service = await makeService(dataSource);
  const asked = { filter: parsed(options.get('filter')), q: options.get('q') ?? null };
  const request = await service.check(dataset, format, asked);
  if (request.dropped.length > 0) print(`Nothing has every term; left out: ${request.dropped.join(', ')}.`);
  let rows = 0;
  const onProgress = (done: number, total: number): void => progress('Exporting', (rows = done), total);
  const { revision, content } = await service.open(request, new AbortController().signal, { onProgress });
  await writeWhole(file, content);
  print(`Written: ${file}, ${rows} rows of revision ${revision}.`);
}

async function makeService(dataSource: DataSource): Promise<ExportService> {
  const reference = new ReferenceData(dataSource);
  await reference.onModuleInit();
  const members = new SearchMembers(new PostgresEngine(dataSource), new SynonymService(dataSource));
  return new ExportService(dataSource, new CatalogLists(reference), members);
}

async function writeWhole(file: string, content: AsyncIterable<string | Uint8Array>): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    const { syscall, message } = cause as NodeJS.ErrnoException;
    throw syscall === undefined
      ? cause
      : new StartupError(`The file cannot be written: ${message}.`, { cause });
  }
}

function oneOf<T extends string>(option: string, allowed: readonly T[], given: string): T {
  const found = allowed.find((each) => each === given);
  if (found !== undefined) return found;
  throw new StartupError(`--${option} ${given} is not known; allowed are ${allowed.join(', ')}.`);
}

function parsed(filter: string | undefined): unknown {
  try {
    return filter === undefined ? null : (JSON.parse(filter) as unknown);
  } catch (cause) {
    throw new StartupError('--filter is no JSON; a filter is such as {"year":{"gte":2018}}.', { cause });
  }
}
