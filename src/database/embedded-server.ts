import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../common/startup-error.js';
import { commandLine, diskFull, hasCode, identify, isRunning } from './embedded-folder.js';
import { giveToServer, run, type PostgresPrograms } from './embedded-programs.js';

/** The account, and the database, of the catalogue. */
export const CATALOGUE = 'catalogue';
/** How often a condition is looked at again. */
export const POLL_MS = 15;
/** How long a server may take until it answers: crash recovery after a power cut included. */
export const START_LIMIT_MS = 60_000;
// The request in progress is already finished when the server is stopped, so only the last checkpoint takes time.
const FAST_SHUTDOWN_LIMIT_MS = 30_000;
const IMMEDIATE_SHUTDOWN_LIMIT_MS = 10_000;
// Only part of the socket's file name: the server listens on no network port.
const PORT = 5432;
// The greatest process id C can hold; no system gives it out.
const NO_PROCESS = 2_147_483_647;

/** A database server process, whether it is our child or one that its dead owner left behind. */
export interface ServerProcess {
  readonly pid: number;
  isRunning(): boolean;
}

/** How a server is started; see {@link startServer}. */
export interface ServerSettings {
  readonly serverDirectory: string;
  readonly socketDirectory: string;
  readonly logFile: string;
  readonly durable: boolean;
}

/** The connection URL for `pg` and TypeORM; settings from PG* environment variables cannot change where it leads. */
export function connectionUrl(socketDirectory: string, database: string): string {
  const host = encodeURIComponent(socketDirectory);
  return `postgres:///${database}?host=${host}&port=${PORT}&user=${CATALOGUE}&sslmode=disable`;
}

/** Connects, or returns undefined while nothing that accepts connections is there. The caller ends the client. */
export async function connect(socketDirectory: string, database: string): Promise<pg.Client | undefined> {
  const connectionString = connectionUrl(socketDirectory, database);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a lost connection also rejects the query that is waiting for it
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

/** The socket folder of the server that runs on this folder, once it accepts connections to the database. */
export async function findAnswering(serverDirectory: string, database: string): Promise<string | undefined> {
  const recorded = await readServerFile(serverDirectory);
  if (recorded?.isReady !== true) return undefined;
  const client = await connect(recorded.socketDirectory, database);
  await client?.end();
  return client && recorded.socketDirectory;
}

/** What a running (or crashed) server wrote about itself in its folder. */
async function readServerFile(
  serverDirectory: string,
): Promise<{ pid: number; socketDirectory: string; isReady: boolean } | undefined> {
  try {
    const lines = (await readFile(serverFile(serverDirectory), 'utf8')).split('\n');
    return { pid: Number(lines[0]), socketDirectory: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const serverFile = (serverDirectory: string): string => join(serverDirectory, 'postmaster.pid');

/**
 * Creates the server's folder, with the text order and upper/lower case of Unicode code points on every machine.
 *
 * It is made beside its place and then renamed, so that an interrupted creation leaves nothing half-made there.
 */
export async function initialise(
  programs: PostgresPrograms,
  serverDirectory: string,
  durable: boolean,
): Promise<void> {
  const folder = dirname(serverDirectory);
  const fresh = await mkdtemp(`${serverDirectory}.new-`);
  await giveToServer(programs.launcher, fresh);
  const common = ['-D', fresh, '-U', CATALOGUE, '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  const builtin = programs.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  const sync = durable ? [] : ['--no-sync'];
  let output = 'invalid locale name';
  // The character classes (what is a letter, for pg_trgm) come from the system, which may not name them C.UTF-8.
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    if (!output.includes('invalid locale name')) break;
    const options = [...common, ...builtin, ...sync, `--lc-ctype=${ctype}`];
    const result = await run(programs.launcher, programs.initdb, ...options);
    if (result.succeeded) return moveIntoPlace(fresh, serverDirectory);
    output = result.output;
  }
  await rm(fresh, { recursive: true, force: true });
  throw await failure(folder, 'The database could not be created', output);
}

async function moveIntoPlace(fresh: string, serverDirectory: string): Promise<void> {
  try {
    await rename(fresh, serverDirectory);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error;
    throw new StartupError(
      `${serverDirectory} is in the way, and it is no PostgreSQL data folder: move it away, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  const parent = await open(dirname(serverDirectory));
  await parent.sync();
  await parent.close();
}

/**
 * Ends a server whose owner died without stopping it, and makes what a dead server left behind harmless.
 *
 * A leftover `postmaster.pid` is not removed but given a process id that cannot exist: the server would refuse
 * to start on a number that is a zombie's or another program's by now, but it needs the rest of the file to see
 * that no worker of the dead server still writes to the data.
 */
export async function clearLeftovers(serverDirectory: string, socketDirectory: string): Promise<void> {
  const recorded = await readServerFile(serverDirectory);
  if (recorded !== undefined) {
    const identity = identify(recorded.pid);
    if (identity !== undefined && commandLine(recorded.pid).includes(`-D ${serverDirectory} -c`)) {
      await stopServer({ pid: recorded.pid, isRunning: () => isRunning(identity) === true });
    }
    const text = await readFile(serverFile(serverDirectory), 'utf8').catch(() => undefined);
    if (text !== undefined)
      await writeFile(serverFile(serverDirectory), text.replace(/^-?\d+/, String(NO_PROCESS)));
  }
  await rm(join(socketDirectory, `.s.PGSQL.${PORT}.lock`), { force: true });
}

/**
 * Starts the server and waits until it answers.
 *
 * @throws StartupError with the end of the server's log when it ends or does not answer in time.
 */
export async function startServer(
  programs: PostgresPrograms,
  settings: ServerSettings,
): Promise<ServerProcess> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const server = await spawnServer(programs, settings);
    while (server.isRunning() && Date.now() < deadline) {
      if (await findAnswering(settings.serverDirectory, 'postgres')) return server;
      await setTimeout(POLL_MS);
    }
    await stopServer(server);
    const log = await readFile(settings.logFile, 'utf8');
    // Workers of a server that was killed end by themselves soon after it.
    if (!log.includes('pre-existing shared memory block') || Date.now() >= deadline) {
      throw await failure(dirname(settings.serverDirectory), 'The database server did not start', log);
    }
    await setTimeout(POLL_MS);
  }
}

async function spawnServer(programs: PostgresPrograms, settings: ServerSettings): Promise<ServerProcess> {
  await rm(settings.logFile, { force: true }); // another account may own it
  const log = await open(settings.logFile, 'w', 0o600);
  const { prefix, account, env } = programs.launcher;
  const [file = '', ...args] = [...prefix, programs.postgres, ...serverArguments(settings)];
  // Detached: Ctrl-C in the terminal must not end the database while the service still finishes its requests.
  const options = { ...account, env, detached: true };
  const child = spawn(file, args, { ...options, stdio: ['ignore', log.fd, log.fd] });
  try {
    await once(child, 'spawn');
  } finally {
    await log.close();
  }
  child.unref();
  return { pid: child.pid ?? 0, isRunning: () => child.exitCode === null && child.signalCode === null };
}

function serverArguments({ serverDirectory, socketDirectory, durable }: ServerSettings): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: PORT,
    max_connections: 100,
    jit: 'off',
    // What a search finds in a large catalogue is counted in memory.
    work_mem: '16MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement is reported to its client; here it would fill the log, and with personal data.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', serverDirectory, ...options];
}

/**
 * Stops a server and waits for its end: connections are closed, what was committed is on disk.
 *
 * @throws Error when it does not even end on the request for an immediate shutdown.
 */
export async function stopServer(server: ServerProcess): Promise<void> {
  if (await endsOn(server, 'SIGINT', FAST_SHUTDOWN_LIMIT_MS)) return;
  if (await endsOn(server, 'SIGQUIT', IMMEDIATE_SHUTDOWN_LIMIT_MS)) return;
  throw new Error(`The database server (process ${server.pid}) does not end.`);
}

async function endsOn(server: ServerProcess, signal: NodeJS.Signals, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  if (server.isRunning()) process.kill(server.pid, signal);
  while (server.isRunning() && Date.now() < deadline) await setTimeout(POLL_MS);
  return !server.isRunning();
}

/** The error for a program that failed, from what it wrote. */
async function failure(folder: string, what: string, output: string): Promise<StartupError> {
  const { bavail } = await statfs(folder);
  if (bavail === 0 || /No space left on device|quota exceeded/.test(output)) return diskFull(folder);
  const lastLines = output.trim().split('\n').slice(-5).join('\n');
  return new StartupError(`${what} in the data folder ${folder}: ${lastLines}`);
}
