import { createHash } from 'node:crypto';
import { type FastifyReply, type FastifyRequest } from 'fastify';

/** One file of a page: its body, how to label it, and the tag that tells whether a browser's copy is the same. */
export interface ServedFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
}

/** The cache rule of a file whose name stands for the same bytes for ever. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** A short name for these bytes and no others. */
export function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}

/** A file to be served, with its tag. */
export function servedFile(body: Buffer, type: string): ServedFile {
  return { body, type, etag: `"${digest(body)}"` };
}

/** Answers with the file, or with 304 if the client's copy is still the same. */
export function sendFile(file: ServedFile, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ etag: file.etag, 'x-content-type-options': 'nosniff' });
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (reply.statusCode === 200 && known?.includes(file.etag)) {
    reply.code(304).send();
  } else {
    reply.type(file.type).send(file.body);
  }
}
