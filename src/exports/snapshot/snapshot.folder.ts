import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { type StoredFile } from './snapshot.entity.js';

/** How the folders are called whose snapshots are not whole yet. */
const UNFINISHED = '.unfinished-';

/** The folder with the files of every snapshot. */
export class SnapshotFolder {
  private readonly root: string;

  constructor(dataDirectory: string) {
    this.root = join(dataDirectory, 'snapshots');
  }

  /** Whether something lies under this version already. */
  has(version: string): boolean {
    return existsSync(join(this.root, version));
  }

  /**
   * Has `fill` write files, which lie under the version when all of them are on the disk; none is left otherwise.
   *
   * @throws whatever `fill` or the file system throws
   */
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
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  }

  /** Removes a snapshot that nobody was told of. */
  async discard(version: string): Promise<void> {
    await rm(join(this.root, version), { recursive: true, force: true });
  }

  /** Removes what was left when a process ended in the middle. Only while no snapshot is made. */
  async sweep(): Promise<void> {
    if (!existsSync(this.root)) return;
    for (const name of await readdir(this.root)) {
      if (name.startsWith(UNFINISHED)) await rm(join(this.root, name), { recursive: true, force: true });
    }
  }

  /** The bytes of a file, or a part of them; the last one counts. */
  read(version: string, name: string, part?: { readonly start: number; readonly end: number }): Readable {
    return createReadStream(join(this.root, version, name), part);
  }

  /** What is wrong with a file, in words; null when it is as it was written. */
  async findDamage(version: string, { name, bytes, sha256 }: StoredFile): Promise<string | null> {
    const hash = createHash('sha256');
    let read = 0;
    try {
      for await (const piece of this.read(version, name) as AsyncIterable<Buffer>) {
        hash.update(piece);
        read += piece.length;
      }
    } catch (error) {
      return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`;
    }
    if (read !== bytes) return `has ${read} bytes, not ${bytes}`;
    const found = hash.digest('hex');
    return found === sha256 ? null : `has the checksum ${found}, not ${sha256}`;
  }
}

/** Writes one file of a snapshot. */
export type FileWriter = (
  name: string,
  mediaType: string,
  content: AsyncIterable<string | Uint8Array>,
) => Promise<void>;

async function writeFile(
  path: string,
  content: AsyncIterable<string | Uint8Array>,
): Promise<Pick<StoredFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
    for await (const piece of content) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      await file.appendFile(chunk);
      hash.update(chunk);
      bytes += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}
