import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Key of the servers that tests start; one of 16 bytes at least is asked for. */
const MASTER_KEY = 'the-master-key-of-tests';

/** Wait for an answer, in milliseconds, that a busy machine cannot use up. */
export const PATIENCE_MS = 20_000;

/** A Meilisearch server for tests. */
export interface MeilisearchServer {
  readonly url: string;
  readonly masterKey: string;
  /** Null for a server that the tests did not start. */
  readonly process: MeilisearchProcess | null;
  /** Ends it, and removes its data. */
  readonly close: () => Promise<void>;
}

/** What tests can do to a server of their own. */
export interface MeilisearchProcess {
  /** Ends the program at once, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Starts it again, at the same address. */
  readonly start: (data?: 'kept' | 'wiped') => Promise<void>;
  /** Holds it: it takes connections and does not answer. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/**
 * A server to test against: the one of MEILI_TEST_URL (with MEILI_TEST_KEY), or the `meilisearch` program of the
 * PATH, started for this suite. Null when there is neither, which is told loudly.
 */
export async function startMeilisearch(): Promise<MeilisearchServer | null> {
  const { MEILI_TEST_URL: url, MEILI_TEST_KEY: masterKey = '' } = process.env;
  if (url) return { url, masterKey, process: null, close: () => Promise.resolve() };
  if (await isOnPath('meilisearch')) return startOwn();
  process.stderr.write(
    '\n!!! NOT TESTED ON MEILISEARCH: no “meilisearch” program on the PATH and no MEILI_TEST_URL. ' +
      'Put the program of version 1.50 on the PATH, or set MEILI_TEST_URL and MEILI_TEST_KEY. !!!\n',
  );
  return null;
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startOwn(): Promise<MeilisearchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-meilisearch-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const data = join(folder, 'data');
  let running: ChildProcess | undefined;

  const kill = async (): Promise<void> => {
    if (!running) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
    running = undefined;
  };
  const start = async (kept: 'kept' | 'wiped' = 'kept'): Promise<void> => {
    if (kept === 'wiped') await rm(data, { recursive: true, force: true });
    const options = ['--http-addr', address, '--db-path', data, '--env', 'production', '--no-analytics'];
    const folders = ['--dump-dir', join(folder, 'dumps'), '--snapshot-dir', join(folder, 'snapshots')];
    running = spawn('meilisearch', [...options, ...folders, '--master-key', MASTER_KEY], { stdio: 'ignore' });
    await answers(url, running);
  };
  await start();
  return {
    url,
    masterKey: MASTER_KEY,
    process: {
      kill,
      start,
      pause: () => void running?.kill('SIGSTOP'),
      resume: () => void running?.kill('SIGCONT'),
    },
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`meilisearch ended with code ${server.exitCode}.`);
    const well = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (well) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
