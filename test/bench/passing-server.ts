import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Agent, request } from 'undici';

/** What the server is told in its environment: where what it gets is passed on to. */
const { PASSED_ON_TO = '' } = process.env;

/** Whoever the answers are for: as the service asks Meilisearch. */
const UNCOMPRESSED = { 'accept-encoding': 'identity' };

// The least that a service in between can do: no framework, no GraphQL, the answer as it comes.
const dispatcher = new Agent();
const server = createServer((incoming, outgoing) => {
  const { url = '/', headers } = incoming;
  const pass = async (): Promise<void> => {
    const answer = await request(`${PASSED_ON_TO}${url}`, {
      dispatcher,
      method: 'POST',
      headers: {
        ...UNCOMPRESSED,
        'content-type': headers['content-type'],
        authorization: headers.authorization,
      },
      body: await buffer(incoming),
    });
    const body = Buffer.from(await answer.body.arrayBuffer());
    outgoing
      .writeHead(answer.statusCode, { 'content-type': 'application/json', 'content-length': body.length })
      .end(body);
  };
  pass().catch((error: unknown) => {
    console.error(error);
    outgoing.writeHead(500).end();
  });
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit());
