import { type Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { StartupError } from '../../../common/startup-error.js';
import { packageRefused } from './package.refused.js';

/** A package has some twenty files; a list of millions of them would fill the memory. */
const MAX_FILES = 1_000;

/** The files inside a data package. It keeps the archive open until it is closed. */
export class PackageArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /**
   * Reads the list of the files inside; reading more of one than it tells is an error.
   *
   * @throws StartupError when the file cannot be opened, AppError when it is no archive
   */
  static async open(path: string): Promise<PackageArchive> {
    const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((cause: unknown) => {
      const { syscall, message } = cause as NodeJS.ErrnoException;
      if (syscall === undefined) throw notAnArchive(cause);
      throw new StartupError(`The file cannot be opened: ${message}.`, { cause });
    });
    try {
      return new PackageArchive(zip, await entriesOf(zip));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** The size of a file inside, as the archive tells it; null when there is no such file. */
  sizeOf(name: string): number | null {
    return this.entries.get(name)?.uncompressedSize ?? null;
  }

  /**
   * The bytes of a file inside, in pieces.
   *
   * @throws AppError when the file is not there, or its content is broken
   */
  async *bytes(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw packageRefused(`The package has no file ${name}.`, { file: name });
    let content: Readable | undefined;
    try {
      content = await this.zip.openReadStreamPromise(entry);
    } catch (cause) {
      throw damaged(name, cause);
    }
    try {
      yield* readable(name, content);
    } finally {
      content.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }
}

async function* readable(name: string, content: Readable): AsyncGenerator<Buffer> {
  const pieces = (content as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch((cause: unknown) => {
      throw damaged(name, cause);
    });
    if (next.done) return;
    yield next.value;
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MAX_FILES) throw packageRefused(`The archive holds more than ${MAX_FILES} files.`);
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (cause) {
    throw notAnArchive(cause);
  }
  return entries;
}

function notAnArchive(cause: unknown): Error {
  const why = (cause as Error).message.replace(/\.$/, '');
  return packageRefused(`The file is no ZIP archive, or only a part of one (${why}).`, { cause });
}

function damaged(name: string, cause: unknown): Error {
  const why = (cause as Error).message.replace(/\.$/, '');
  return packageRefused(`The file is damaged (${why}). Get the package again.`, { file: name, cause });
}
