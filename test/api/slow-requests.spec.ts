import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify as createServer } from 'fastify';
import { addSlowRequestGuard } from '../../src/api/slow-requests.js';

const LIMIT_MS = 300;

const server = createServer();
let port: number;

beforeAll(async () => {
  addSlowRequestGuard(server, LIMIT_MS, ({ routeOptions }) => routeOptions.url === '/upload');
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const count = async (request: { body: unknown }): Promise<string> => {
    let bytes = 0;
    for await (const piece of request.body as AsyncIterable<Buffer>) bytes += piece.length;
    return `${bytes} bytes`;
  };
  server.post('/upload', count);
  server.post('/other', count);
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as AddressInfo);
});

afterAll(() => server.close());

/** Begins a request of ten bytes; what is answered is gathered until the connection ends. */
function begin(path: string): { socket: Socket; answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const answer = (async () => {
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    await once(socket, 'close');
    return text;
  })();
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: text/csv\r\ncontent-length: 10\r\n\r\n`,
  );
  return { socket, answer };
}

/** Sends ten bytes one by one, which takes three times as long as a request may. */
function trickle(socket: Socket): void {
  let left = 10;
  const timer = setInterval(
    () => {
      socket.write('x');
      if (--left === 0) clearInterval(timer);
    },
    (LIMIT_MS * 3) / 10,
  );
  socket.once('close', () => clearInterval(timer));
}

describe('a slow request', () => {
  it('is cut off, and an upload is not while it flows', async () => {
    const [other, upload] = [begin('/other'), begin('/upload')];
    trickle(other.socket);
    trickle(upload.socket);
    expect(await other.answer).toMatch(/^HTTP\/1.1 408 /);
    expect(await upload.answer).toMatch(/^HTTP\/1.1 200 [^]*10 bytes$/);
  });

  it('that stands still is cut off, an upload too', async () => {
    const { socket, answer } = begin('/upload');
    socket.write('xx');
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
  });
});
