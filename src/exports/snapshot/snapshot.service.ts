import { type Readable } from 'node:stream';
import { IsNull, type DataSource, type Repository } from 'typeorm';
import { type Actor } from '../../access/actor.js';
import { AppError } from '../../common/errors/app-error.js';
import { fingerprintOf } from '../../common/canonical.js';
import { tryAdvisoryLock } from '../../database/advisory-lock.js';
import { ReadTransaction } from '../../database/query/read-transaction.js';
import { dayOf } from '../citation/citation.styles.js';
import { DATASETS } from '../datasets/datasets.js';
import { FORMATS } from '../formats/formats.js';
import { openPackage } from '../package/package.writer.js';
import { readRows } from '../read-rows.js';
import { SnapshotEntity, type StoredFile } from './snapshot.entity.js';
import { StoreFailure, type FileWriter, type Part, type SnapshotStore } from './store/snapshot.store.js';
import { Tally } from './store/tally.js';

/** One snapshot is made at a time, of all processes: any number does that no other lock has. */
const SNAPSHOT_LOCK = 8_472_613;

/** The formats that every dataset is kept in, beside the data package. */
const KEPT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;

/** Versions that an error lists. */
const TOLD_VERSIONS = 20;

/** What is asked for. */
export interface SnapshotRequest {
  readonly note: string;
  readonly idempotencyKey?: string | null;
}

/** Makes snapshots, finds them, and checks their files. */
export class SnapshotService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: SnapshotStore,
  ) {}

  /**
   * Freezes the data as they are now, under a new version; a request that was carried out before makes no other one.
   *
   * @throws AppError SERVICE_UNAVAILABLE when the files cannot be kept, or another snapshot is being made, CONFLICT
   * when the idempotency key was sent with another request
   */
  async create(
    actor: Actor,
    { note, idempotencyKey: requestKey = null }: SnapshotRequest,
  ): Promise<SnapshotEntity> {
    const { keyId, name: author } = actor;
    const fingerprint = requestKey === null ? null : fingerprintOf({ note });
    const made = await tryAdvisoryLock(this.dataSource, SNAPSHOT_LOCK, async (lock) => {
      const known = await this.findMade(keyId, requestKey, fingerprint);
      if (known) return known;
      await this.store.sweep(this.isMade).catch(notKept);
      const version = await this.nextVersion();
      const { revision, files } = await this.freeze(version);
      try {
        await lock.check();
        return await this.repository.save({
          ...{ version, keyId, author, note, revision, files },
          ...{ requestKey, fingerprint },
        });
      } catch (error) {
        // It may be there although the answer was lost; while that cannot be asked, its files stay.
        const saved = await this.find(version);
        if (saved) return saved;
        await this.store.discard(version).catch(notKept);
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

  /**
   * Opens a file of a snapshot, or a part of it.
   *
   * @throws AppError SERVICE_UNAVAILABLE when it cannot be read
   */
  async read(version: string, { name }: StoredFile, part?: Part): Promise<Readable> {
    try {
      return await this.store.read(version, name, part);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `${name} of the snapshot ${version} cannot be read right now: ${error.reason} (${error.code}).`,
        { reason: error.code },
        { cause: error },
      );
    }
  }

  /** Reads every file again, and tells which ones are not as they were written. */
  async verify(tell: (line: string) => void): Promise<boolean> {
    let sound = true;
    for (const { version, files } of await this.list()) {
      const damages: string[] = [];
      for (const file of files) {
        const damage = await findDamage(this.store, version, file);
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
  async sweep(signal?: AbortSignal): Promise<void> {
    await tryAdvisoryLock(this.dataSource, SNAPSHOT_LOCK, () => this.store.sweep(this.isMade, signal));
  }

  /** The snapshot that the same request has made before; null when it is new. */
  private async findMade(
    keyId: string | null,
    requestKey: string | null,
    fingerprint: string | null,
  ): Promise<SnapshotEntity | null> {
    if (requestKey === null) return null;
    const known = await this.repository.findOneBy({ keyId: keyId ?? IsNull(), requestKey });
    if (known === null || known.fingerprint === fingerprint) return known;
    throw new AppError(
      'CONFLICT',
      `This idempotency key was sent with another request, which made the snapshot ${known.version}. Send each request with a key of its own.`,
      { argument: 'idempotencyKey' },
    );
  }

  private readonly isMade = async (version: string): Promise<boolean> => (await this.find(version)) !== null;

  /** A version is never given twice, also not when only its files are left. */
  private async nextVersion(): Promise<string> {
    const day = dayOf(new Date()).replaceAll('-', '.');
    for (let number = 1; ; number += 1) {
      const version = `${day}-${number}`;
      const isTaken = (await this.store.has(version).catch(notKept)) || (await this.isMade(version));
      if (!isTaken) return version;
    }
  }

  private async freeze(version: string): Promise<{ revision: number; files: StoredFile[] }> {
    const transaction = await ReadTransaction.open(this.dataSource);
    let revision = 0;
    try {
      const files = await this.store.keep(version, async (write) => {
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

/** What is wrong with a file, in words; null when it is as it was written. */
async function findDamage(
  store: SnapshotStore,
  version: string,
  { name, bytes, sha256 }: StoredFile,
): Promise<string | null> {
  try {
    const tally = new Tally(await store.read(version, name));
    await tally.exhaust();
    if (tally.bytes !== bytes) return `has ${tally.bytes} bytes, not ${bytes}`;
    const found = tally.sha256();
    return found === sha256 ? null : `has the checksum ${found}, not ${sha256}`;
  } catch (error) {
    return `cannot be read (${(error as { code?: string }).code ?? 'unknown reason'})`;
  }
}

/** @throws AppError SERVICE_UNAVAILABLE for a failure of the store, and any other error as it is */
function notKept(error: unknown): never {
  if (!(error instanceof StoreFailure)) throw error;
  const { reason, code, left } = error;
  const rest = left
    ? 'What was written of it is removed before the next one is made'
    : 'Nothing of it was left';
  throw new AppError(
    'SERVICE_UNAVAILABLE',
    `The snapshot cannot be kept: ${reason} (${code}). ${rest}.`,
    { reason: code },
    { cause: error },
  );
}
