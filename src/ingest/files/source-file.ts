import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { FILE_LIMITS, fileRefused } from './limits.js';

/** A file to be read, as often as needed. */
export interface SourceFile {
  /** Its name, without folders; the end of it tells the format where the content does not. */
  readonly name: string;
  readonly handle: FileHandle;
  readonly bytes: number;
  /** How far it is read, in bytes. */
  position: number;
}

/** Bytes that are read at a time. */
const PIECE = 256 * 1_024;

/** The bytes of a file from its beginning. The file stays open. */
export async function* bytesOf(file: SourceFile): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await file.handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    file.position = position;
    yield buffer.subarray(0, bytesRead);
  }
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
  return { name, handle, bytes: size, position: 0 };
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
    // Not destroyed when a piece is refused: the client is still to be answered.
    for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      refuseTooLarge(bytes + chunk.length);
      await handle.appendFile(chunk);
      bytes += chunk.length;
    }
    return { name, handle, bytes, position: 0 };
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
  return fileRefused(
    'TRUNCATED_FILE',
    'The upload broke off before its end; nothing was kept. Send the file again.',
  );
}
