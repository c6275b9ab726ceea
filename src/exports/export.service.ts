import { createHash } from 'node:crypto';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { type DataSource } from 'typeorm';
import { type CatalogLists } from '../catalog/catalog.lists.js';
import { collectionsIn } from '../collections/collections-in.js';
import { type AddressRequest } from '../common/address-filter.js';
import { AppError } from '../common/errors/app-error.js';
import { refusedFields } from '../common/errors/field-errors.js';
import { SERVICE_VERSION } from '../common/project.js';
import { ReadTransaction } from '../database/query/read-transaction.js';
import { RECORD_DIGEST } from '../record/record.analysis.js';
import { type SearchMembers } from '../search/search.members.js';
import { type Dataset, type RowBatch } from './datasets/dataset.js';
import { DATASET_FILTERS } from './export-filter.js';
import { type FormatWriter } from './formats/format-writer.js';
import { countRows, readRevision, readRows, type RowCondition } from './read-rows.js';

/** Exports that run at the same time: each keeps a connection, and most are for readers. */
const MAX_RUNNING = 4;

/** Exports that wait for those to end. */
const MAX_WAITING = 16;

/** What is exported, checked. */
export interface ExportRequest {
  readonly dataset: Dataset;
  readonly format: FormatWriter;
  /** Whether a filter or a search chooses among the rows. */
  readonly isSelection: boolean;
  /** Whether the selection is one of collections: those change without the catalogue, and some are not for all to see. */
  readonly ofCollections: boolean;
  readonly condition: RowCondition;
  /** The terms of the search that were left out because nothing has them all. */
  readonly dropped: readonly string[];
}

/** An export that has begun: the first rows are read. */
export interface OpenExport {
  /** Revision of the catalogue that is exported. */
  readonly revision: number;
  /** The file in pieces; it must be read to its end, or the export ended by its signal. */
  readonly content: AsyncIterable<string | Uint8Array>;
  /** Settles when everything that the export kept is free again. */
  readonly ended: Promise<void>;
}

/** What whoever starts an export may want to know of it meanwhile. */
export interface ExportProgress {
  readonly onProgress?: (rows: number, total: number) => void;
}

/** Exports datasets: one state of the catalogue, row by row. */
export class ExportService {
  private readonly slots = bulkhead(MAX_RUNNING, MAX_WAITING);

  constructor(
    private readonly dataSource: DataSource,
    private readonly lists: CatalogLists,
    private readonly members: SearchMembers,
  ) {}

  /** The names of the fields by which a dataset can be filtered. */
  filterFields({ name }: Dataset): string[] {
    return DATASET_FILTERS[name].fields(this.lists);
  }

  /** @throws AppError BAD_USER_INPUT that tells what of the filter or the search is wrong, by field */
  async check(dataset: Dataset, format: FormatWriter, { filter, q }: AddressRequest): Promise<ExportRequest> {
    const checked = DATASET_FILTERS[dataset.name].check(filter, this.lists);
    const request = {
      dataset,
      format,
      isSelection: checked.filter !== null || q !== null,
      ofCollections: collectionsIn(checked.filter).length > 0,
    };
    if (q === null) return { ...request, condition: checked.condition, dropped: [] };
    if (dataset.name !== 'achievements') {
      throw refusedFields([{ path: 'q', message: `searches achievements; find ${dataset.name} by name` }]);
    }
    const found = await this.members.find(q, checked.filter);
    const condition: RowCondition = (parameters) => found.condition('t.code', parameters);
    return { ...request, condition, dropped: found.dropped };
  }

  /** Revision of the catalogue as it is now. */
  async revision(): Promise<number> {
    const [state] = await this.dataSource.query<{ revision: number }[]>('SELECT revision FROM catalog_state');
    return state?.revision ?? 0;
  }

  /**
   * Begins an export. So many run at once, and so many wait; when the signal is given, it ends at once, and what the
   * database does for it too.
   *
   * @throws AppError SERVICE_UNAVAILABLE when too many wait already, BAD_USER_INPUT when the format holds fewer rows
   */
  open(request: ExportRequest, signal: AbortSignal, progress: ExportProgress = {}): Promise<OpenExport> {
    return new Promise((resolve, reject) => {
      const run = this.slots.execute(async () => {
        const opened = await begin(this.dataSource, request, signal, progress);
        resolve(opened);
        await opened.ended;
      });
      run.catch((error: unknown) => {
        reject(error instanceof BulkheadRejectedError ? tooMany(error) : (error as Error));
      });
    });
  }
}

function tooMany(cause: Error): AppError {
  return new AppError(
    'SERVICE_UNAVAILABLE',
    `${MAX_RUNNING} exports are running and ${MAX_WAITING} wait. Try again in a moment.`,
    { limit: MAX_RUNNING + MAX_WAITING },
    { cause },
  );
}

async function begin(
  dataSource: DataSource,
  { dataset, format, condition }: ExportRequest,
  signal: AbortSignal,
  { onProgress }: ExportProgress,
): Promise<OpenExport> {
  signal.throwIfAborted();
  const transaction = await ReadTransaction.open(dataSource);
  let free: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (free = resolve));
  const close = (): Promise<void> => transaction.close().finally(free);
  signal.addEventListener('abort', () => void close(), { once: true });
  try {
    signal.throwIfAborted();
    const revision = await readRevision(transaction);
    const { maxRows } = format;
    const counted = onProgress !== undefined || maxRows !== undefined;
    const total = counted ? await countRows(transaction, dataset, condition) : 0;
    if (maxRows !== undefined && total > maxRows) throw tooManyRows(format, maxRows, total);
    const rows = await begun(readRows(transaction, dataset, condition));
    const told = onProgress === undefined ? rows : counting(rows, (done) => onProgress(done, total));
    return { revision, ended, content: closing(format.write(dataset, told), close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function tooManyRows({ name }: FormatWriter, limit: number, rows: number): AppError {
  return new AppError(
    'BAD_USER_INPUT',
    `${rows} rows are asked for, and ${name} holds ${limit} at most. Narrow the filter, or take another format.`,
    { argument: 'format', limit, value: rows },
  );
}

/** Reads the first batch, so that what goes wrong until then can still be told. */
async function begun<T>(batches: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await batches.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* batches;
  })();
}

async function* counting(
  batches: AsyncIterable<RowBatch>,
  tell: (rows: number) => void,
): AsyncGenerator<RowBatch> {
  let rows = 0;
  for await (const batch of batches) {
    yield batch;
    tell((rows += batch.texts.length));
  }
}

/** Ends the export's transaction after the last piece, or where its reading stops. */
async function* closing<T>(pieces: AsyncIterable<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* pieces;
  } finally {
    await close();
  }
}

/** The mark of a file's content: it is the same as long as the catalogue and the way in which it is written are. */
export function entityTag(revision: number): string {
  const way = createHash('sha256').update(`${SERVICE_VERSION} ${RECORD_DIGEST}`).digest('hex').slice(0, 12);
  return `W/"${revision}-${way}"`;
}
