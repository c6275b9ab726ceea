import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { signatureError, type AccessKey } from './s3-signature.js';

/** An answer that the store gives instead of its own. */
export interface Refusal {
  readonly status: number;
  /** Name of the error. */
  readonly code: string;
}

/** What one request asks for. */
export interface StoreRequest {
  readonly method: string;
  /** Key of the object; empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** A stand-in for an S3-compatible store with one bucket: as much of the protocol as snapshots need, in memory. */
export interface S3Store {
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: AccessKey;
  readonly objects: Map<string, Buffer>;
  /** Uploads in parts that were begun and not ended, by their ids. */
  readonly uploads: Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>;
  /** Every request that was answered, such as `PUT snapshots/…`. */
  readonly requests: string[];
  /** Looks at each request first: what it gives is answered instead, and nothing is done. */
  refuse: (request: StoreRequest) => Refusal | null;
  readonly close: () => Promise<void>;
}

const NO_REFUSAL = (): null => null;

/** Starts a store on a free port. It knows one access key, and checks every signature. */
export async function startS3Store(): Promise<S3Store> {
  const server = createServer((request, response) => void answer(store, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const store: S3Store = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'releases',
    key: { id: 'snapshot-writer', secret: `geheim/${randomUUID()}` },
    objects: new Map(),
    uploads: new Map(),
    requests: [],
    refuse: NO_REFUSAL,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return store;
}

async function answer(store: S3Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const { pathname, searchParams: query } = new URL(request.url ?? '', store.endpoint);
  const [, bucket = '', ...names] = pathname.split('/').map(decodeURIComponent);
  const asked = { method: request.method ?? '', key: names.join('/'), query };
  store.requests.push(`${asked.method} ${asked.key}`);
  const wrong = signatureError(request, body, store.key);
  const refusal =
    (wrong === null ? null : { status: 403, code: wrong }) ??
    (bucket === store.bucket ? null : { status: 404, code: 'NoSuchBucket' }) ??
    store.refuse(asked) ??
    serve(store, asked, body, request, response);
  if (refusal !== null) refuse(response, refusal);
}

function refuse(response: ServerResponse, { status, code }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(xml('Error', tag('Code', code), tag('Message', `The store says ${code}.`)));
}

/** Does what is asked for; the refusal that is to be answered otherwise. */
function serve(
  store: S3Store,
  { method, key, query }: StoreRequest,
  body: Buffer,
  { headers }: IncomingMessage,
  response: ServerResponse,
): Refusal | null {
  const { objects, uploads } = store;
  const done = (text = '', more: Record<string, string> = {}): null => {
    response.writeHead(text === '' && method === 'DELETE' ? 204 : 200, more).end(text);
    return null;
  };
  const isTaken = headers['if-none-match'] === '*' && objects.has(key);
  const upload = uploads.get(query.get('uploadId') ?? '');
  if (query.has('uploadId') && upload === undefined) return { status: 404, code: 'NoSuchUpload' };
  if (key === '') return done(query.has('uploads') ? listUploads(store, query) : listObjects(store, query));
  switch (method) {
    case 'GET':
      return sendObject(objects.get(key), headers.range, response);
    case 'POST': {
      if (upload === undefined) {
        const id = randomUUID();
        uploads.set(id, { key, parts: new Map() });
        return done(xml('InitiateMultipartUploadResult', tag('UploadId', id)));
      }
      if (isTaken) return { status: 412, code: 'PreconditionFailed' };
      const parts = [...upload.parts].sort(([one], [other]) => one - other);
      objects.set(key, Buffer.concat(parts.map(([, part]) => part)));
      uploads.delete(query.get('uploadId') ?? '');
      return done(xml('CompleteMultipartUploadResult', tag('Key', key)));
    }
    case 'PUT':
      if (upload) upload.parts.set(Number(query.get('partNumber')), body);
      else if (isTaken) return { status: 412, code: 'PreconditionFailed' };
      else objects.set(key, body);
      return done('', { etag: `"${randomUUID()}"` });
    case 'DELETE':
      if (upload) uploads.delete(query.get('uploadId') ?? '');
      else objects.delete(key);
      return done();
    default:
      return { status: 501, code: 'NotImplemented' };
  }
}

function sendObject(
  content: Buffer | undefined,
  range: string | undefined,
  response: ServerResponse,
): Refusal | null {
  if (content === undefined) return { status: 404, code: 'NoSuchKey' };
  const [, start = '0', end = String(content.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const part = content.subarray(Number(start), Number(end) + 1);
  const more = range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${content.length}` };
  response.writeHead(range === undefined ? 200 : 206, { 'content-length': part.length, ...more }).end(part);
  return null;
}

/** Two to a page, so that whoever lists must ask for the next one. */
const PAGE = 2;

function listObjects({ objects }: S3Store, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const prefix = query.get('prefix') ?? '';
  const keys = [...objects.keys()].sort().filter((key) => key.startsWith(prefix) && key > after);
  const page = keys.slice(0, PAGE);
  return xml(
    'ListBucketResult',
    tag('IsTruncated', String(keys.length > PAGE)),
    keys.length > PAGE ? tag('NextContinuationToken', page.at(-1) ?? '') : '',
    ...page.map((key) => `<Contents>${tag('Key', key)}</Contents>`),
  );
}

function listUploads({ uploads }: S3Store, query: URLSearchParams): string {
  const found = [...uploads].filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''));
  return xml(
    'ListMultipartUploadsResult',
    ...found.map(([id, { key }]) => `<Upload>${tag('Key', key)}${tag('UploadId', id)}</Upload>`),
  );
}

function tag(name: string, text: string): string {
  return `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
}

function xml(name: string, ...content: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name}>${content.join('')}</${name}>`;
}
