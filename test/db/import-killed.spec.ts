import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { revertImport } from '../../src/ingest/applier.js';
import { planQuery } from '../../src/common/text/plan-query.js';
import { PostgresEngine } from '../../src/search/engines/postgres/postgres.engine.js';
import { EVERY_RECORD, type SearchEngine } from '../../src/search/search.port.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { csvOf, everything, IMPORTER, soundRow } from '../support/imports.js';
import { KEPT, openIndexedCatalogue, type IndexedCatalogue } from '../support/indexed-catalogue.js';
import { startMeilisearch } from '../support/meilisearch-server.js';
import { until } from '../support/until.js';

const MOMENTS = 20;
const ROWS = 200;

/** A search that only counts. */
const EVERYTHING = { filter: EVERY_RECORD, sort: [], size: 0, after: null, total: true, facets: [] };

// Each run is a process that loads the whole service, and the machine may be busy.
jest.setTimeout(MOMENTS * 30_000);

let database: TestDatabase;
let engine: PostgresEngine;
/** The same records in a real index; null where there is no Meilisearch. */
let catalogue: IndexedCatalogue | null;
let folder: string;
let file: string;

const server = await startMeilisearch();

beforeAll(async () => {
  catalogue = server === null ? null : await openIndexedCatalogue(server);
  database = catalogue?.database ?? (await createTestDatabase('seeded'));
  await catalogue?.index.reindexer.run();
  engine = new PostgresEngine(database.dataSource);
  folder = await mkdtemp(join(tmpdir(), 'import-killed-'));
  file = join(folder, 'rows.csv');
  await writeFile(file, csvOf(Array.from({ length: ROWS }, (_, index) => soundRow(index + 1))));
});

afterAll(async () => {
  await (catalogue ?? { close: database.drop }).close();
  await rm(folder, { recursive: true });
});

afterAll(() => server?.close());

/** Starts the command that imports the file, as operators do. */
function startImport(): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'import', file, '--apply'], {
    cwd: PROJECT_ROOT,
    env: { PATH, HOME, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits until the database has rolled back what nobody can finish any more. */
async function untilAlone(): Promise<void> {
  await until(async () => {
    const rows = await database.dataSource.query<unknown[]>(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND (state <> 'idle' OR backend_type <> 'client backend')`,
    );
    return rows.length === 0;
  }, 'no transaction of another process');
}

/** The import that was applied last; null when none is. */
async function appliedImport(): Promise<string | null> {
  const [row] = await database.dataSource.query<{ id: string }[]>(
    `SELECT id FROM import WHERE state = 'APPLIED'`,
  );
  return row?.id ?? null;
}

/** How many of the imported records are in each place where they must be all or none. */
async function imported(): Promise<number[]> {
  const [row] = await database.dataSource.query<{ counts: number[] }[]>(
    `SELECT ARRAY[
       (SELECT count(*)::int FROM achievement WHERE title LIKE '试验成果第%'),
       (SELECT count(*)::int FROM public_record WHERE document->>'title' LIKE '试验成果第%'),
       (SELECT count(*)::int FROM outbox o JOIN achievement a ON a.code = o.key WHERE a.title LIKE '试验成果第%'),
       (SELECT count(*)::int FROM change c JOIN change_set s ON s.id = c.change_set_id
          WHERE s.id IN (SELECT change_set_id FROM import WHERE state = 'APPLIED') AND c.type = 'Achievement')
     ] AS counts`,
  );
  return row?.counts ?? [];
}

/** How many of the imported records a search finds. */
async function found(by: SearchEngine): Promise<number | null> {
  const plan = planQuery('试验成果第', new Map());
  return (await by.search({ ...EVERYTHING, plan })).total;
}

/** Sends on what is in the outbox, and sees that the index has every record as it is, and no other. */
async function expectIndexed(expected: number): Promise<void> {
  if (catalogue === null) return;
  const stop = catalogue.relay();
  await catalogue.settled();
  await stop();
  const { indexed, records, found: differences, pending } = await catalogue.index.auditor.run(false);
  expect({ indexed, records, differences, pending }).toEqual({
    indexed: true,
    records: KEPT + expected,
    differences: { missing: [], extra: [], different: [] },
    pending: 0,
  });
  expect(await found(catalogue.index.engine)).toBe(expected);
}

it(`leaves all of an import or none when it is killed, at ${MOMENTS} moments by chance`, async () => {
  const before = await everything(database.dataSource);
  const startedAt = performance.now();
  const whole = startImport();
  await once(whole.stdout as NodeJS.ReadableStream, 'data');
  const firstSign = performance.now() - startedAt;
  await once(whole, 'exit');
  const took = performance.now() - startedAt;
  const outcomes = new Set<number>();
  const settle = async (): Promise<void> => {
    await untilAlone();
    const applied = await appliedImport();
    const expected = applied === null ? 0 : ROWS;
    outcomes.add(expected);
    expect(await imported()).toEqual([expected, expected, expected, expected]);
    expect(await found(engine)).toBe(expected);
    await expectIndexed(expected);
    if (applied !== null) await revertImport(database.dataSource, { id: applied, author: IMPORTER });
    expect(await everything(database.dataSource)).toEqual(before);
  };
  await settle();
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const child = startImport();
    const ended = once(child, 'exit');
    const at = firstSign * 0.7 + Math.random() * (took - firstSign * 0.7);
    const timer = setTimeout(() => child.kill('SIGKILL'), at);
    await ended;
    clearTimeout(timer);
    await settle();
  }
  expect(outcomes).toContain(0);
  expect(outcomes).toContain(ROWS);
});
