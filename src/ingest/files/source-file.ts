import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FILE_LIMITS, fileRefused } from './limits.js';

/** A file to be read, as often as needed. */
export interface SourceFile {
  /** Its name, without folders; the end of it tells the format where the content does not. */
  readonly name: string;
  readonly handle: FileHandle;
  readonly bytes: number;
}

/** The bytes of a file from its beginning. The file stays open. */
export function bytesOf({ handle }: SourceFile): Readable {
  return handle.createReadStream({ start: 0, autoClose: false });
}

/** Opens a file that the user has. */
export async function openSourceFile(path: string, name: string): Promise<SourceFile> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  try {
    refuseTooLarge(size);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { name, handle, bytes: size };
}

/**
 * Opens a file of ours that no folder lists: it is gone as soon as it is closed, and when the process is killed.
 */
export async function openScratchFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `catalogue-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/**
 * Keeps what a client sends, in a scratch file.
 *
 * @throws AppError when it is too large, or breaks off before its end
 */
export async function receiveFile(content: Readable, name: string): Promise<SourceFile> {
  const handle = await openScratchFile();
  let bytes = 0;
  try {
    await pipeline(
      content,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          refuseTooLarge(bytes);
          yield chunk;
        }
      },
      handle.createWriteStream({ autoClose: false }),
    );
    return { name, handle, bytes };
  } catch (error) {
    await handle.close();
    throw brokenOff(error);
  }
}

function refuseTooLarge(bytes: number): void {
  if (bytes <= FILE_LIMITS.bytes) return;
  throw fileRefused(
    'FILE_TOO_LARGE',
    `The file has more than ${FILE_LIMITS.bytes} bytes. Split it into several, each with the line of column names.`,
    { limit: FILE_LIMITS.bytes },
  );
}

function brokenOff(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ABORT_ERR') return error;
  return fileRefused('TRUNCATED_FILE', 'The upload broke off before its end; nothing was kept. Send the file again.');
}
