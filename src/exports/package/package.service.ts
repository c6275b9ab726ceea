import { type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { type DataSource } from 'typeorm';
import { AppError } from '../../common/errors/app-error.js';
import { ReadTransaction } from '../../database/query/read-transaction.js';
import { type CatalogueState, readState } from './catalogue.facts.js';
import { openPackage } from './package.writer.js';

/** Packages that are made at the same time: each keeps a connection and works a processor for seconds. */
const MAX_RUNNING = 2;

/** Gives the whole catalogue away. */
export class PackageService {
  private readonly slots = bulkhead(MAX_RUNNING);

  constructor(private readonly dataSource: DataSource) {}

  /** The state of the catalogue as it is now. */
  state(): Promise<CatalogueState> {
    return readState((text) => this.dataSource.query(text));
  }

  /**
   * The data package of the catalogue as it is now, in pieces. Ended early, it ends what the database does for it too.
   *
   * @throws AppError SERVICE_UNAVAILABLE when as many are being made as can be
   */
  open(): Promise<{ readonly state: CatalogueState; readonly content: Readable }> {
    return new Promise((resolve, reject) => {
      const run = this.slots.execute(async () => {
        const transaction = await ReadTransaction.open(this.dataSource);
        try {
          const { state, content } = await openPackage(transaction);
          resolve({ state, content });
          await finished(content);
        } finally {
          await transaction.close();
        }
      });
      // Once it is being read, its failure is the failure of its content.
      run.catch((error: unknown) => {
        reject(error instanceof BulkheadRejectedError ? tooMany(error) : (error as Error));
      });
    });
  }
}

function tooMany(cause: Error): AppError {
  const message = `${MAX_RUNNING} data packages are being made already. Try again in a moment.`;
  return new AppError('SERVICE_UNAVAILABLE', message, { limit: MAX_RUNNING }, { cause });
}
