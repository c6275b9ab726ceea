import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Scope } from '../../src/access/scopes.js';
import { createAppDataSource } from '../../src/app.data-source.js';
import { bearer, issueKey } from '../support/keys.js';
import { COLUMNS, csvOf, soundRow } from '../support/imports.js';
import { attachDatabase, type BenchDatabase } from './database.js';
import { show, table, verdict } from './figures.js';
import { peakOf } from './memory.js';
import { memoryOf } from './proc.js';
import { startService, stop } from './processes.js';

/** How much more memory than at rest an import may take, in MB. */
const MEMORY_AIM = 300;

const BYTES_OF_MB = 1_000_000;

/** Rows of a file as exhibiting units send them: each a new achievement with people of its own. */
function* lines(rows: number): Generator<string> {
  yield `${csvOf([])}\n`;
  for (let number = 1; number <= rows; number += 1) yield `${csvOf([soundRow(number)]).split('\n')[1]}\n`;
}

/** What was asked for by HTTP, and how long the answer took. */
interface Answered {
  readonly body: Record<string, any>;
  readonly seconds: number;
}

/** Sends a request and waits for its answer, however long that takes. */
async function send(url: string, headers: Record<string, string>, body: Readable): Promise<Answered> {
  const startedAt = performance.now();
  const answer = await new Promise<Readable>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, resolve).on('error', reject);
    pipeline(body, sent).catch(reject);
  });
  return {
    body: (await json(answer)) as Record<string, any>,
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

/** Reads the same rows with a plain COPY, into a table of texts; gives the seconds. */
async function copy({ client }: BenchDatabase, file: string): Promise<number> {
  await client.query(`CREATE TABLE copied (${COLUMNS.map((name) => `"${name}" text`).join(', ')})`);
  const startedAt = performance.now();
  await client.query(`COPY copied FROM '${file}' (FORMAT csv, HEADER)`);
  const seconds = (performance.now() - startedAt) / 1_000;
  await client.query('DROP TABLE copied');
  return seconds;
}

/**
 * Measures the import of a file by HTTP: the check, the writing, and the memory of the service meanwhile, beside a plain
 * COPY of the same rows.
 *
 * @param folder for everything that is written
 */
export async function benchImport(folder: string, { rows }: { readonly rows: number }): Promise<void> {
  const file = join(folder, 'rows.csv');
  // The embedded server may run under an account of its own.
  await chmod(folder, 0o755);
  await pipeline(Readable.from(lines(rows)), createWriteStream(file));
  const dataDirectory = join(folder, 'import');
  console.log(`Importing ${rows} rows into a new catalogue …`);
  const service = await startService({ DATA_DIR: dataDirectory });
  const database = await attachDatabase(dataDirectory);
  const dataSource = await createAppDataSource(database.url).initialize();
  const { secret } = await issueKey(dataSource, [Scope.IMPORT]);
  await dataSource.destroy();
  const resting = memoryOf(service.pid);
  const csv = { ...bearer(secret), 'content-type': 'text/csv' };
  const checked = await peakOf(
    service.pid,
    send(`${service.url}/v1/imports?name=rows.csv`, csv, createReadStream(file)),
  );
  const { id, created, refused } = checked.result.body;
  if (created !== rows) throw new Error(`The check found ${created} new rows and refused ${refused}.`);
  const query = JSON.stringify({ query: `mutation { applyImport(id: "${id}") { import { state } } }` });
  const applied = await peakOf(
    service.pid,
    send(
      `${service.url}/graphql`,
      { ...bearer(secret), 'content-type': 'application/json' },
      Readable.from([query]),
    ),
  );
  if (applied.result.body.errors) throw new Error(JSON.stringify(applied.result.body.errors));
  const copied = await copy(database, file);
  await database.client.end();
  await stop(service.pid);

  const whole = checked.result.seconds + applied.result.seconds;
  const line = (title: string, seconds: number, peak?: number): string[] => [
    title,
    show(seconds, 1, ' s'),
    show(rows / seconds, 0),
    show(seconds / copied, 1, 'x'),
    peak === undefined ? '' : show(peak - resting, 0, ' MB'),
  ];
  const peak = Math.max(checked.peak, applied.peak) - resting;
  console.log(`
IMPORT
${rows} rows, ${show((await stat(file)).size / BYTES_OF_MB, 0, ' MB')} of CSV, each a new achievement with people, units and an award.
The check reads, validates and stages; writing makes records, links, history, public records and search terms.

${table(
  ['', 'time', 'rows/s', 'of COPY', 'above rest'],
  [
    [
      line('check', checked.result.seconds, checked.peak),
      line('write', applied.result.seconds, applied.peak),
      line('both', whole, Math.max(checked.peak, applied.peak)),
      line('plain COPY', copied),
    ],
  ],
)}

Memory at rest ${show(resting, 0, ' MB')}; at most ${show(peak, 0, ' MB')} more (aim: ${MEMORY_AIM} MB: ${verdict(peak, MEMORY_AIM)})`);
}
