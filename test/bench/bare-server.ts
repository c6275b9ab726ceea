import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import pg from 'pg';
import { type BareStatement } from './bare-statements.js';

/** What the server is told in its environment. */
const { BARE_DATABASE_URL, BARE_STATEMENTS = '{}' } = process.env;

/** As many connections as the service has. */
const POOL_SIZE = 10;

// The least that can answer: no framework, no GraphQL, one prepared statement for each path.
const statements = new Map(Object.entries(JSON.parse(BARE_STATEMENTS) as Record<string, BareStatement>));
const pool = new pg.Pool({ connectionString: BARE_DATABASE_URL, max: POOL_SIZE });
// When a run is interrupted the database may end first; a request under way is answered with its own failure.
pool.on('error', () => undefined);

const server = createServer((request, response) => {
  const name = request.url?.slice(1) ?? '';
  const statement = statements.get(name);
  if (!statement) {
    response.writeHead(404).end();
    return;
  }
  pool.query<{ data: string }>({ name, text: statement.text, values: [...statement.values] }).then(
    ({ rows: [row] }) => {
      const body = Buffer.from(`{"data":${row?.data}}`);
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
        .end(body);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit());
