import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A search that went through the proxy. */
interface RecordedSearch {
  readonly body: string;
  /** By what the service may search. */
  readonly authorization: string;
}

/** Stands between the service and Meilisearch, and keeps the searches that go through. */
export interface RecordingProxy {
  readonly url: string;
  /** The searches since the last call, in their order. */
  readonly take: () => RecordedSearch[];
  readonly close: () => Promise<void>;
}

/** Starts a proxy in front of a Meilisearch server. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  let recorded: RecordedSearch[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const pass = async (): Promise<void> => {
      const body = await buffer(incoming);
      if (url === '/multi-search') {
        recorded.push({ body: body.toString('utf8'), authorization: headers.authorization ?? '' });
      }
      const onward = request(`${target}${url}`, { method, headers }).end(body);
      const [answer] = await once(onward, 'response');
      outgoing.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(outgoing);
    };
    pass().catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
