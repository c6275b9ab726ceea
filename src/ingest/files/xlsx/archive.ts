import { type Readable } from 'node:stream';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { FILE_LIMITS, fileRefused } from '../limits.js';
import { type SourceFile } from '../source-file.js';

/** Files so small may be packed at any ratio. */
const ALWAYS_ALLOWED_BYTES = 1_000_000;

/** The files inside an XLSX file, which is a ZIP archive. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /**
   * Reads the list of the files inside, which tells their sizes; reading more of one than it tells is an error.
   *
   * @throws AppError when the archive is broken, encrypted or a bomb
   */
  static async open(file: SourceFile): Promise<Archive> {
    try {
      const zip = await fromFdPromise(file.handle.fd, { autoClose: false, lazyEntries: true });
      const entries = new Map<string, Entry>();
      let unpacked = 0;
      for await (const entry of zip.eachEntry()) {
        unpacked += entry.uncompressedSize;
        refuseBomb(entry, entries.size + 1, unpacked);
        entries.set(entry.fileName, entry);
      }
      refuseOverlap([...entries.values()]);
      return new Archive(zip, entries);
    } catch (error) {
      throw brokenArchive(error);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * The text of a file inside, in pieces.
   *
   * @throws AppError when the file is not there, or its content is broken
   */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name);
    if (!entry) throw brokenArchive(new Error(`${name} is missing`));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes: Readable | undefined;
    try {
      bytes = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of bytes as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    } catch (error) {
      throw brokenArchive(error);
    } finally {
      bytes?.destroy();
    }
  }
}

function refuseBomb(entry: Entry, count: number, unpacked: number): void {
  if (entry.isEncrypted()) {
    throw fileRefused('ENCRYPTED_FILE', 'The XLSX file is protected by a password. Save it without one.');
  }
  const { packedFiles, unpackedBytes, unpackingRatio } = FILE_LIMITS;
  const { fileName: name, compressedSize, uncompressedSize } = entry;
  if (count > packedFiles) {
    throw fileRefused('ZIP_BOMB', `The XLSX file holds more than ${packedFiles} files.`, {
      limit: packedFiles,
    });
  }
  if (unpacked > unpackedBytes) {
    const message = `The XLSX file would unpack to more than ${unpackedBytes} bytes, at ${name}.`;
    throw fileRefused('ZIP_BOMB', message, { file: name, limit: unpackedBytes });
  }
  if (uncompressedSize > ALWAYS_ALLOWED_BYTES && uncompressedSize > compressedSize * unpackingRatio) {
    const ratio = Math.round(uncompressedSize / Math.max(compressedSize, 1));
    const message = `${name} in the XLSX file would unpack to ${ratio} times its size; ${unpackingRatio} times are allowed.`;
    throw fileRefused('ZIP_BOMB', message, { file: name, ratio, limit: unpackingRatio });
  }
}

/** Files inside that share their bytes let a small archive unpack to a huge one. */
function refuseOverlap(entries: Entry[]): void {
  entries.sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { fileName, relativeOffsetOfLocalHeader: start, compressedSize } of entries) {
    if (start < end) {
      throw fileRefused('ZIP_BOMB', `${fileName} in the XLSX file lies over another file.`, {
        file: fileName,
      });
    }
    end = start + compressedSize;
  }
}

function brokenArchive(error: unknown): unknown {
  if ((error as Error).name === 'AppError') return error;
  const { message } = error as Error;
  const cut = /end of central directory/i.test(message);
  return fileRefused(
    cut ? 'TRUNCATED_FILE' : 'BROKEN_ARCHIVE',
    cut
      ? 'The XLSX file is cut off: its end is missing. Send it again.'
      : `The XLSX file is broken: ${message}. Save it anew.`,
  );
}
