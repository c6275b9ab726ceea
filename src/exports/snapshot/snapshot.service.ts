import { type DataSource, type Repository } from 'typeorm';
import { type Actor } from '../../access/actor.js';
import { AppError } from '../../common/errors/app-error.js';
import { tryAdvisoryLock } from '../../database/advisory-lock.js';
import { ReadTransaction } from '../../database/query/read-transaction.js';
import { dayOf } from '../citation/citation.styles.js';
import { DATASETS } from '../datasets/datasets.js';
import { FORMATS } from '../formats/formats.js';
import { openPackage } from '../package/package.writer.js';
import { readRows } from '../read-rows.js';
import { SnapshotEntity, type StoredFile } from './snapshot.entity.js';
import { type FileWriter, type SnapshotFolder } from './snapshot.folder.js';

/** One snapshot is made at a time, of all processes: any number does that no other lock has. */
const SNAPSHOT_LOCK = 8_472_613;

/** The formats that every dataset is kept in, beside the data package. */
const KEPT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;

/** Versions that an error lists. */
const TOLD_VERSIONS = 20;

/** Makes snapshots, finds them, and checks their files. */
export class SnapshotService {
  constructor(
    private readonly dataSource: DataSource,
    readonly folder: SnapshotFolder,
  ) {}

  /**
   * Freezes the data as they are now, under a new version.
   *
   * @throws AppError SERVICE_UNAVAILABLE when the files cannot be kept, or another snapshot is being made
   */
  async create(actor: Actor, note: string): Promise<SnapshotEntity> {
    const made = await tryAdvisoryLock(this.dataSource, SNAPSHOT_LOCK, async () => {
      await this.folder.sweep().catch(notKept);
      const version = await this.nextVersion();
      const { revision, files } = await this.freeze(version);
      try {
        const { keyId, name: author } = actor;
        return await this.repository.save({ version, keyId, author, note, revision, files });
      } catch (error) {
        await this.folder.discard(version);
        throw error;
      }
    });
    if (made) return this.get(made.version);
    throw new AppError('SERVICE_UNAVAILABLE', 'Another snapshot is being made. Try again in a moment.');
  }

  /** Every snapshot, the newest first. */
  list(): Promise<SnapshotEntity[]> {
    return this.repository.find({ order: { id: 'DESC' } });
  }

  find(version: string): Promise<SnapshotEntity | null> {
    return version.includes('\0') ? Promise.resolve(null) : this.repository.findOneBy({ version });
  }

  /** @throws AppError NOT_FOUND, with the versions that there are, when there is none */
  async get(version: string): Promise<SnapshotEntity> {
    const found = await this.find(version);
    if (found) return found;
    const versions = (await this.list()).slice(0, TOLD_VERSIONS).map((each) => each.version);
    const told = versions.length === 0 ? 'There is none yet.' : `There are ${versions.join(', ')}.`;
    throw new AppError('NOT_FOUND', `There is no snapshot “${version.slice(0, 30)}”. ${told}`, { versions });
  }

  /** Reads every file again, and tells which ones are not as they were written. */
  async verify(tell: (line: string) => void): Promise<boolean> {
    let sound = true;
    for (const { version, files } of await this.list()) {
      const damages: string[] = [];
      for (const file of files) {
        const damage = await this.folder.findDamage(version, file);
        if (damage !== null) damages.push(`${version}: ${file.name} ${damage}.`);
      }
      sound &&= damages.length === 0;
      for (const line of damages.length === 0 ? [`${version}: ${files.length} files are sound.`] : damages) {
        tell(line);
      }
    }
    return sound;
  }

  /** Removes what was left when a process ended in the middle, unless a snapshot is being made. */
  async sweep(): Promise<void> {
    await tryAdvisoryLock(this.dataSource, SNAPSHOT_LOCK, () => this.folder.sweep());
  }

  /** A version is never given twice, also not when only its files are left. */
  private async nextVersion(): Promise<string> {
    const day = dayOf(new Date()).replaceAll('-', '.');
    for (let number = 1; ; number += 1) {
      const version = `${day}-${number}`;
      if (!this.folder.has(version) && !(await this.find(version))) return version;
    }
  }

  private async freeze(version: string): Promise<{ revision: number; files: StoredFile[] }> {
    const transaction = await ReadTransaction.open(this.dataSource);
    let revision = 0;
    try {
      const files = await this.folder.keep(version, async (write) => {
        revision = await writeAll(transaction, write);
      });
      return { revision, files };
    } catch (error) {
      return notKept(error);
    } finally {
      await transaction.close();
    }
  }

  private get repository(): Repository<SnapshotEntity> {
    return this.dataSource.getRepository(SnapshotEntity);
  }
}

/** Writes every file from one state of the catalogue, whose revision it gives. */
async function writeAll(transaction: ReadTransaction, write: FileWriter): Promise<number> {
  const { state, content } = await openPackage(transaction);
  await write('datapackage.zip', 'application/zip', content);
  for (const dataset of Object.values(DATASETS)) {
    for (const name of KEPT_FORMATS) {
      const format = FORMATS[name];
      const pieces = format.write(dataset, readRows(transaction, dataset));
      await write(`${dataset.name}.${format.extension}`, format.mediaType, pieces);
    }
  }
  return state.revision;
}

/** @throws AppError SERVICE_UNAVAILABLE for what the file system refuses, and any other error as it is */
function notKept(error: unknown): never {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined || !FILE_CALLS.has(syscall)) throw error;
  const reason =
    code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : 'its folder cannot be written to';
  throw new AppError(
    'SERVICE_UNAVAILABLE',
    `The snapshot cannot be kept: ${reason} (${code}). Nothing of it was left.`,
    { reason: code },
    { cause: error },
  );
}

/** What is asked of the file system, as Node's errors name it. */
const FILE_CALLS = new Set([
  'mkdir',
  'open',
  'write',
  'fsync',
  'close',
  'rename',
  'rm',
  'scandir',
  'unlink',
  'rmdir',
]);
