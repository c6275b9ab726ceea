import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { type StoredFile } from '../snapshot.entity.js';
import { StoreFailure, undone, type FileWriter, type Part, type SnapshotStore } from './snapshot.store.js';
import { Tally } from './tally.js';

/** How the folders are called whose snapshots are not whole yet. */
const UNFINISHED = '.unfinished-';

/** A folder with the files of every snapshot. */
export class SnapshotFolder implements SnapshotStore {
  private readonly root: string;

  constructor(dataDirectory: string) {
    this.root = join(dataDirectory, 'snapshots');
  }

  has(version: string): Promise<boolean> {
    return Promise.resolve(existsSync(join(this.root, version)));
  }

  /** The files lie under the version when all of them are on the disk. */
  async keep(version: string, fill: (write: FileWriter) => Promise<void>): Promise<StoredFile[]> {
    const unfinished = join(this.root, `${UNFINISHED}${randomUUID()}`);
    const files: StoredFile[] = [];
    try {
      await mkdir(unfinished, { recursive: true });
      await fill(async (name, mediaType, content) => {
        files.push({ name, mediaType, ...(await writeFile(join(unfinished, name), content)) });
      });
      await rename(unfinished, join(this.root, version));
      return files;
    } catch (error) {
      throw await undone(toFailure(error), () => remove(unfinished));
    }
  }

  discard(version: string): Promise<void> {
    return remove(join(this.root, version));
  }

  async sweep(): Promise<void> {
    if (!existsSync(this.root)) return;
    const names = await readdir(this.root).catch(failed);
    for (const name of names) if (name.startsWith(UNFINISHED)) await remove(join(this.root, name));
  }

  async read(version: string, name: string, part?: Part): Promise<Readable> {
    const file = await open(join(this.root, version, name)).catch((error: unknown) => {
      throw toFailure(error, 'its file is missing, or may not be read');
    });
    return file.createReadStream(part);
  }
}

async function writeFile(
  path: string,
  content: AsyncIterable<string | Uint8Array>,
): Promise<Pick<StoredFile, 'bytes' | 'sha256'>> {
  const tally = new Tally(content);
  const file = await open(path, 'wx');
  try {
    for await (const chunk of tally) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: tally.bytes, sha256: tally.sha256() };
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true }).catch(failed);
}

function failed(error: unknown): never {
  throw toFailure(error);
}

/** What is asked of the file system, as Node's errors name it. */
const FILE_CALLS: ReadonlySet<string | undefined> = new Set([
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

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** What the file system refuses, as a failure of the store; any other error as it is. */
function toFailure(error: unknown, reason = 'its folder cannot be written to'): unknown {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (code === undefined || !FILE_CALLS.has(syscall)) return error;
  return new StoreFailure(FULL.has(code) ? 'the disk is full' : reason, code, { cause: error });
}
