import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAppDataSource } from '../../src/app.data-source.js';
import { refreshRecords } from '../../src/record/record.refresh.js';
import { attachDatabase, type BenchDatabase } from './database.js';
import { generateRecords } from './generator.js';
import { show } from './figures.js';
import {
  runCommand,
  startMeilisearch,
  startService,
  stop,
  type RunningServer,
  type ServiceSettings,
} from './processes.js';
import { CONNECTIONS, measureSize, type SearchEngineServer } from './search-size.js';
import {
  aimTable,
  indexingLine,
  searchTable,
  type IndexingResult,
  type SizeResult,
} from './search-report.js';

/** What Meilisearch's own default keys are called: one may search, the other may do everything. */
const SEARCH_KEY = 'Default Search API Key';
const INDEX_KEY = 'Default Admin API Key';

const NO_MEILISEARCH = `
!!! NOT MEASURED ON MEILISEARCH: there is no “meilisearch” program on the PATH. !!!
`;

/** Starts Meilisearch, where there is one, and gives the settings by which the service finds it. */
async function startEngine(folder: string): Promise<SearchEngineServer | null> {
  const masterKey = randomBytes(16).toString('hex');
  const server = await startMeilisearch(folder, masterKey);
  if (!server) {
    console.error(NO_MEILISEARCH);
    return null;
  }
  const answer = await fetch(`${server.url}/keys`, { headers: { authorization: `Bearer ${masterKey}` } });
  const { results } = (await answer.json()) as { results: { name: string | null; key: string }[] };
  const keyOf = (wanted: string): string => results.find(({ name }) => name === wanted)?.key ?? '';
  const settings = {
    MEILI_URL: server.url,
    MEILI_SEARCH_KEY: keyOf(SEARCH_KEY),
    MEILI_INDEX_KEY: keyOf(INDEX_KEY),
    MEILI_INDEX_PREFIX: 'bench',
  };
  return { server, settings };
}

/** Makes every public record, as the first start on a catalogue does. */
async function projectAll({ url, client }: BenchDatabase): Promise<{ records: number; ms: number }> {
  const dataSource = await createAppDataSource(url).initialize();
  try {
    await client.query('TRUNCATE public_record CASCADE');
    await client.query('UPDATE catalog_state SET record_digest = NULL');
    const startedAt = performance.now();
    const records = await refreshRecords(dataSource);
    return { records: records ?? 0, ms: performance.now() - startedAt };
  } finally {
    await dataSource.destroy();
  }
}

/** Brings the catalogue to a size, and makes it searchable by the service's own means. */
async function grow(
  database: BenchDatabase,
  records: number,
  engine: SearchEngineServer | null,
): Promise<IndexingResult> {
  const startedAt = performance.now();
  const added = await generateRecords(database.client, records);
  console.log(`${added} records generated in ${show((performance.now() - startedAt) / 1000, 1, ' s')}.`);
  const projected = await projectAll(database);
  // The new index has all of it: else the service would send every record once more when it starts.
  await database.client.query('DELETE FROM outbox');
  const settings: ServiceSettings = { DATABASE_URL: database.url, ...engine?.settings };
  const indexedMs = engine ? await runCommand('reindex', settings) : null;
  const result = { records: projected.records, projectedMs: projected.ms, indexedMs };
  console.log(indexingLine(result));
  return result;
}

/**
 * Measures searches on PostgreSQL and on Meilisearch: with the real records, and with so many as are asked for.
 *
 * @param folder for everything that is written
 */
export async function benchSearch(folder: string, records: number): Promise<void> {
  const dataDirectory = join(folder, 'search');
  const start = (): Promise<RunningServer> => startService({ DATA_DIR: dataDirectory });
  console.log('Starting the service on a new data folder …');
  let service = await start();
  const engine = await startEngine(join(folder, 'meilisearch'));

  const sizes: SizeResult[] = [];
  const indexing: IndexingResult[] = [];
  for (const size of [0, records]) {
    if (sizes[0] && size <= sizes[0].records) break;
    const database = await attachDatabase(dataDirectory);
    indexing.push(await grow(database, size, engine));
    await database.client.end();
    // What was planned for fewer records is forgotten.
    await stop(service.pid);
    service = await start();
    sizes.push(await measureSize(service, dataDirectory, engine));
  }
  await stop(service.pid);

  for (const size of sizes) {
    console.log(`
SEARCHES, ${size.records} records; 20 hits and 6 facets
PostgreSQL and Meilisearch are the service as it is asked something for the first time, “kept” as it has the answer;
the raw multi-search is what it asks Meilisearch, directly or passed on by a handler that does nothing else. The three
times are those of one request at a time, all in turn; rate, the other p95 and CPU are those of ${CONNECTIONS} connections.
CPU ms are for one request: of all processes, then of each.

${searchTable(size)}`);
  }
  const [small, large = null] = sizes;
  if (small) console.log(`\n${indexing.map(indexingLine).join('\n')}\n\n${aimTable(small, large)}`);
  if (!engine) console.error(NO_MEILISEARCH);
}
