import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BareStatement } from './bare-statements.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SERVICE = 'dist/src/main.js';
const COMMANDS = 'dist/src/cli.js';
const BARE_SERVER = 'test/bench/bare-server.ts';
const PASSING_SERVER = 'test/bench/passing-server.ts';
const MEILISEARCH = 'meilisearch';

/** How long a process may take to start, and to end when asked to. */
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 25_000;

/** How often the service is asked whether it is ready. */
const POLL_MS = 10;

/** A server process of this run. */
export interface RunningServer {
  readonly pid: number;
  readonly url: string;
  /** Time from its start until it was ready. */
  readonly startMs: number;
}

const running = new Map<number, ChildProcess>();

/** Set when the run ends: from then on nothing may be started. */
let ending = false;

function start(
  args: string[],
  env: NodeJS.ProcessEnv,
  stdio: SpawnOptions['stdio'],
  program = process.execPath,
): ChildProcess {
  if (ending) throw new Error('The run is ending.');
  const child = spawn(program, args, { cwd: PROJECT, env: { ...process.env, ...env }, stdio });
  // What could not be started has no process; the caller is told of that.
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new Error(`${program} could not be started.`);
  const { pid } = child;
  running.set(pid, child);
  child.once('exit', () => running.delete(pid));
  return child;
}

/** Waits for the end of `child`, as an error: nothing that is started here ends by itself. */
async function unexpectedEnd(child: ChildProcess, what: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`${what} ended by itself (${code}).`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilWell(url: string): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await sleep(POLL_MS);
  }
  throw new Error(`${url} did not answer well in time.`);
}

/** Settings of the service, by their names. */
export type ServiceSettings = Readonly<Record<string, string>>;

/** Nothing of the surroundings decides what is measured: a setting that is not given is not set. */
const NO_SETTINGS: ServiceSettings = {
  DATABASE_URL: '',
  PUBLIC_URL: '',
  TRUST_PROXY: '',
  // Quotas are counted as ever, and never used up.
  QUOTA_ANONYMOUS: '100000000',
  QUOTA_KEY: '100000000',
  MEILI_URL: '',
  MEILI_SEARCH_KEY: '',
  MEILI_INDEX_KEY: '',
  MEILI_INDEX_PREFIX: '',
  SEARCH_MEMORY_MB: '',
  LOG_FORMAT: '',
  LOG_LEVEL: 'warn',
};

/** Starts the built service on a data folder or a database server, and waits until it is ready. */
export async function startService(settings: ServiceSettings): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...NO_SETTINGS, HOST: '127.0.0.1', PORT: String(port), ...settings };
  const startedAt = performance.now();
  const child = start([SERVICE], env, ['ignore', 'ignore', 'inherit']);
  await Promise.race([untilWell(`${url}/health/ready`), unexpectedEnd(child, 'The service')]);
  return { pid: child.pid as number, url, startMs: performance.now() - startedAt };
}

/**
 * Runs a command of the built service to its end.
 *
 * @returns how long it took, in ms
 * @throws Error when it fails
 */
export async function runCommand(name: string, settings: ServiceSettings): Promise<number> {
  const startedAt = performance.now();
  const child = start([COMMANDS, name], { ...NO_SETTINGS, ...settings }, ['ignore', 'ignore', 'inherit']);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The command ${name} failed (${code}).`);
  return performance.now() - startedAt;
}

/**
 * Starts the `meilisearch` program of the PATH, with its data in this folder.
 *
 * @returns null when there is no such program
 */
export async function startMeilisearch(folder: string, masterKey: string): Promise<RunningServer | null> {
  const address = `127.0.0.1:${await freePort()}`;
  const places = ['db', 'dump', 'snapshot'].flatMap((name) => [
    name === 'db' ? '--db-path' : `--${name}-dir`,
    join(folder, name),
  ]);
  const options = ['--http-addr', address, '--env', 'production', '--no-analytics'];
  // Nothing else runs while it indexes; by itself it would take half of the processors.
  options.push('--max-indexing-threads', String(availableParallelism()));
  const startedAt = performance.now();
  let child: ChildProcess;
  try {
    child = start([...options, ...places], { MEILI_MASTER_KEY: masterKey }, 'ignore', MEILISEARCH);
  } catch {
    return null;
  }
  const url = `http://${address}`;
  await Promise.race([untilWell(`${url}/health`), unexpectedEnd(child, 'Meilisearch')]);
  return { pid: child.pid as number, url, startMs: performance.now() - startedAt };
}

/** Starts a server of this folder, which tells the port that it listens on. */
async function startScript(script: string, env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const startedAt = performance.now();
  const child = start(['--import', 'tsx', script], env, ['ignore', 'inherit', 'inherit', 'ipc']);
  const [port] = (await Promise.race([once(child, 'message'), unexpectedEnd(child, script)])) as [number];
  return {
    pid: child.pid as number,
    url: `http://127.0.0.1:${port}`,
    startMs: performance.now() - startedAt,
  };
}

/** Starts the bare handler on the service's database; it answers each name with its one statement. */
export function startBareServer(
  databaseUrl: string,
  statements: Readonly<Record<string, BareStatement>>,
): Promise<RunningServer> {
  return startScript(BARE_SERVER, {
    BARE_DATABASE_URL: databaseUrl,
    BARE_STATEMENTS: JSON.stringify(statements),
  });
}

/** Starts the bare handler that passes everything on to another server. */
export function startPassingServer(url: string): Promise<RunningServer> {
  return startScript(PASSING_SERVER, { PASSED_ON_TO: url });
}

/** Ends one process of this run and waits for its end. */
export async function stop(pid: number): Promise<void> {
  const child = running.get(pid);
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(kill);
}

/** Ends every process of this run and lets none start any more; the database's users end before the service that owns it. */
export async function stopAll(): Promise<void> {
  ending = true;
  for (const pid of [...running.keys()].reverse()) await stop(pid);
}
