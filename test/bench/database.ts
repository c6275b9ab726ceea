import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { parentOf } from './proc.js';

/** A new setting reaches every connection of the server within this time. */
const RELOAD_MS = 300;

/** Times that the service rereads its closed lists by itself end within this time after a request. */
const BACKGROUND_MS = 300;

/** A database server of this run. */
export interface BenchDatabase {
  readonly url: string;
  /** The head of the server's processes. */
  readonly pid: number;
  readonly client: pg.Client;
  /** How many statements `work` makes, by the server's own log. */
  readonly countStatements: (work: () => Promise<unknown>) => Promise<number>;
}

/** Connects to the database server that a running service has on its data folder. */
export async function attachDatabase(dataDirectory: string): Promise<BenchDatabase> {
  const { url } = await startEmbeddedPostgres({ dataDirectory, whenRunning: 'attach' });
  return connectDatabase(url, dataDirectory);
}

/**
 * Connects to a database server.
 *
 * @param dataDirectory where its log is
 */
async function connectDatabase(url: string, dataDirectory: string): Promise<BenchDatabase> {
  const client = new pg.Client({ connectionString: url });
  // The server ends together with the service, when this run is interrupted.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const logged = async (): Promise<number> => {
    const log = await readFile(join(dataDirectory, 'postgres.log'), 'utf8');
    return log.match(/LOG: {2}(statement|execute [^:]+): /g)?.length ?? 0;
  };

  async function countStatements(work: () => Promise<unknown>): Promise<number> {
    await client.query(`ALTER SYSTEM SET log_statement = 'all'`);
    await client.query('SELECT pg_reload_conf()');
    await sleep(RELOAD_MS);
    await work();
    await sleep(BACKGROUND_MS);
    const before = await logged();
    await work();
    return (await logged()) - before;
  }
  return { url, pid: parentOf(rows[0]?.pid ?? NaN), client, countStatements };
}

/** The code of the record before the page of `size` that names the most people; '' when that page is the first. */
export async function beforeFullestPage(client: pg.Client, size: number): Promise<string> {
  const { rows } = await client.query<{ before: string | null }>(
    `SELECT lag(max(code)) OVER (ORDER BY page) AS before FROM (
       SELECT code, (row_number() OVER (ORDER BY code) - 1) / $1::int AS page,
         (SELECT count(*) FROM achievement_craftsman l WHERE l.achievement_code = a.code) AS people
       FROM achievement a) p
     GROUP BY page ORDER BY sum(people) DESC LIMIT 1`,
    [size],
  );
  return rows[0]?.before ?? '';
}

/** The code of the first record that has something in every link. */
export async function fullRecord(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ code: string }>(
    `SELECT a.code FROM achievement a
     WHERE a.studio_code IS NOT NULL AND a.region_code IS NOT NULL
       AND EXISTS (SELECT FROM achievement_craftsman WHERE achievement_code = a.code)
       AND EXISTS (SELECT FROM achievement_organisation WHERE achievement_code = a.code)
       AND EXISTS (SELECT FROM award_grant WHERE achievement_code = a.code)
     ORDER BY a.code LIMIT 1`,
  );
  if (!rows[0]) throw new Error('No record has something in every link.');
  return rows[0].code;
}
