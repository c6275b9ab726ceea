import { pipeline, Readable, Transform } from 'node:stream';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { matchesTag } from '../http-headers.js';
import { type StoredFile } from './snapshot.entity.js';
import { type Part } from './store/snapshot.store.js';

/** A client that takes nothing for so long is cut off, in milliseconds. */
const STALL_LIMIT_MS = 60_000;

/**
 * Sends a file that never changes, or the one part of it that is asked for.
 *
 * @throws whatever `open` throws, before anything of the answer is said
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile,
  open: (part?: Part) => Promise<Readable>,
): Promise<void> {
  const { name, mediaType, bytes, sha256 } = file;
  const tag = `"${sha256}"`;
  const headers = {
    etag: tag,
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
  };
  if (matchesTag(request.headers['if-none-match'], tag)) {
    await reply.code(304).headers(headers).send();
    return;
  }
  const part = partOf(request, bytes, tag);
  if (part === 'NONE') {
    await reply.code(416).headers(headers).header('content-range', `bytes */${bytes}`).send();
    return;
  }
  const length = part ? part.end - part.start + 1 : bytes;
  const content = request.method === 'HEAD' ? Readable.from([]) : whole(await open(part), length);
  reply.headers(headers);
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${bytes}`);
  reply.header('content-length', length);
  reply.raw.setTimeout(STALL_LIMIT_MS, () => reply.raw.destroy());
  await reply.send(content);
}

/** The content, which fails at its end when bytes are missing: nobody shall wait for them, or take it for whole. */
function whole(content: Readable, length: number): Readable {
  let missing = length;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      missing -= chunk.length;
      done(null, chunk);
    },
    flush(done) {
      done(missing === 0 ? null : new Error(`${missing} of ${length} bytes are missing.`));
    },
  });
  // A failure is that of what is sent, which ends the connection.
  return pipeline(content, counted, () => undefined);
}

/** The part that is asked for; undefined for the whole file, as for several parts, and NONE for one beyond its end. */
function partOf({ headers, method }: FastifyRequest, bytes: number, tag: string): Part | 'NONE' | undefined {
  const { range, 'if-range': ifRange } = headers;
  if (range === undefined || method === 'HEAD' || (ifRange !== undefined && ifRange !== tag))
    return undefined;
  const parts = parseRange(bytes, range);
  if (parts === -1) return 'NONE';
  if (parts === -2 || parts.type !== 'bytes' || parts.length !== 1) return undefined;
  return parts[0];
}
