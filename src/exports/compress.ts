import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './http-headers.js';

/** Quick and small enough: the last tenth of size would take twice the time. */
const GZIP_LEVEL = 4;

/** What is sent of a file, and the headers that say so: gzip to a client that takes it, else the file itself. */
export function compressed(request: FastifyRequest, reply: FastifyReply, file: Readable): Readable {
  reply.header('vary', 'accept-encoding');
  if (!acceptsGzip(request)) return file;
  reply.header('content-encoding', 'gzip');
  const gzip = createGzip({ level: GZIP_LEVEL });
  // A failure of the file is the failure of what is sent, which Fastify tells and logs.
  pipeline(file, gzip).catch(() => undefined);
  return gzip;
}
