import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StartupError } from '../common/startup-error.js';
import {
  claimFolder,
  explainFolder,
  hasCode,
  isRunning,
  makeFolder,
  type ProcessIdentity,
} from './embedded-folder.js';
import { findPrograms, giveToServer, type Launcher, type PostgresPrograms } from './embedded-programs.js';
import {
  CATALOGUE,
  clearLeftovers,
  connect,
  connectionUrl,
  findAnswering,
  initialise,
  POLL_MS,
  START_LIMIT_MS,
  startServer,
  stopServer,
} from './embedded-server.js';

/** A PostgreSQL server of our own that runs as long as the process that started it. */
export interface EmbeddedPostgres {
  /** Connection URL of the database `catalogue`, for `pg` and for TypeORM's `url`. */
  readonly url: string;
  /** The data folder, free of symbolic links. */
  readonly dataDirectory: string;
  /** Stops the server, if this call of {@link startEmbeddedPostgres} started it, and waits for its end. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The data folder; created if missing. The server's files are in `pg<major version>` inside it. */
  dataDirectory: string;
  /** Default true. False, for tests: faster, but a crash of the machine may destroy the data. */
  durable?: boolean;
  /** When a live process owns this data folder: use its server and leave it running, or refuse to start. */
  whenRunning: 'attach' | 'refuse';
  /** Where PG_BIN and PATH are read from; default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
}

// A socket's path has at most 103 bytes on macOS and 107 on Linux, "/.s.PGSQL.5432" included.
const SOCKET_DIRECTORY_LIMIT = 88;

/**
 * Starts PostgreSQL on a data folder, creating folder and database when they are missing, and waits until it answers.
 *
 * The server listens on a Unix socket only, which no other account can reach. It ends with this process, also
 * when this process is killed; where the system cannot arrange that, the next start ends it.
 *
 * @throws StartupError when the folder is in use or unusable, no PostgreSQL programs are found, or the server
 * does not come up; the message says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new StartupError(
      'The embedded database does not run on Windows: set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const folder = resolve(options.dataDirectory);
  try {
    await makeFolder(folder);
    return await claimOrAttach(await realpath(folder), options);
  } catch (error) {
    throw explainFolder(folder, error);
  }
}

async function claimOrAttach(folder: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const claim = await claimFolder(folder, (owner) => holdsFolder(owner, folder));
    if ('release' in claim) return startOwned(folder, claim.release, options);
    const { pid } = claim.heldBy;
    if (options.whenRunning === 'refuse') {
      throw new StartupError(
        `The data folder ${folder} is in use by another running service (process ${pid}). ` +
          'Stop it, or set DATA_DIR to another folder.',
      );
    }
    const socketDirectory = await findAnsweringServer(folder);
    if (socketDirectory !== undefined) {
      const url = connectionUrl(socketDirectory, CATALOGUE);
      return { url, dataDirectory: folder, stop: () => Promise.resolve() };
    }
    if (Date.now() > deadline) {
      throw new StartupError(
        `The database of the running service (process ${pid}) does not answer: restart it.`,
      );
    }
    await setTimeout(POLL_MS);
  }
}

/** A process of another container cannot be looked up: its server tells whether it lives. */
async function holdsFolder(owner: ProcessIdentity, folder: string): Promise<boolean> {
  return isRunning(owner) ?? (await findAnsweringServer(folder)) !== undefined;
}

async function findAnsweringServer(folder: string): Promise<string | undefined> {
  for (const name of await listServerDirectories(folder)) {
    const socketDirectory = await findAnswering(join(folder, name), CATALOGUE);
    if (socketDirectory !== undefined) return socketDirectory;
  }
  return undefined;
}

async function listServerDirectories(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^pg\d+$/.test(name));
}

async function startOwned(
  folder: string,
  release: () => Promise<void>,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const undo = [release];
  const unwind = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= unwind());
  try {
    const programs = await findPrograms(folder, options.env ?? process.env);
    const durable = options.durable ?? true;
    const serverDirectory = await prepareServerDirectory(folder, programs, durable);
    const socketDirectory = await prepareSocketDirectory(serverDirectory, programs.launcher);
    if (socketDirectory !== serverDirectory) {
      undo.push(() => rm(socketDirectory, { recursive: true, force: true }));
    }
    await clearLeftovers(serverDirectory, socketDirectory);
    const logFile = join(folder, 'postgres.log');
    const server = await startServer(programs, { serverDirectory, socketDirectory, logFile, durable });
    undo.push(() => stopServer(server));
    await prepareDatabase(socketDirectory, programs);
    return { url: connectionUrl(socketDirectory, CATALOGUE), dataDirectory: folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareServerDirectory(
  folder: string,
  programs: PostgresPrograms,
  durable: boolean,
): Promise<string> {
  const interrupted = (await readdir(folder)).filter((name) => /^pg\d+\.new-/.test(name));
  // A creation whose process was killed may go on for a moment: then the removal needs a second try.
  const patiently = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  for (const name of interrupted) await rm(join(folder, name), patiently);
  const own = `pg${programs.major}`;
  const serverDirectory = join(folder, own);
  const version = await readDataVersion(serverDirectory);
  const others = (await listServerDirectories(folder)).filter((name) => name !== own);
  const found = version ?? others[0]?.slice('pg'.length);
  if (found !== undefined && found !== String(programs.major)) {
    throw new StartupError(
      `The data folder ${folder} holds data of PostgreSQL ${found}, but ${programs.postgres} is version ` +
        `${programs.major}: set PG_BIN to the programs of version ${found}, or DATA_DIR to another folder.`,
    );
  }
  if (version === undefined) await initialise(programs, serverDirectory, durable);
  await giveToServer(programs.launcher, serverDirectory);
  return serverDirectory;
}

async function readDataVersion(serverDirectory: string): Promise<string | undefined> {
  try {
    return (await readFile(join(serverDirectory, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The server's own folder (private already) where a socket fits in, else a private one for temporary files. */
async function prepareSocketDirectory(serverDirectory: string, launcher: Launcher): Promise<string> {
  const fits = (directory: string): boolean => Buffer.byteLength(directory) <= SOCKET_DIRECTORY_LIMIT;
  if (fits(serverDirectory) && (await canHoldSocket(serverDirectory))) return serverDirectory;
  const ownUid = process.getuid?.();
  const uid = launcher.account?.uid ?? ownUid;
  const hash = createHash('sha256').update(`${uid} ${serverDirectory}`).digest('hex').slice(0, 16);
  const places = [tmpdir(), '/tmp'].map((place) => join(place, `catalogue-${hash}`));
  const directory = places.find(fits) ?? join('/tmp', hash);
  await mkdir(directory, { mode: 0o700, recursive: true });
  const found = await lstat(directory);
  // Its name can be guessed, so another account may have made it first.
  if (!found.isDirectory() || ![uid, ownUid].includes(found.uid) || (found.mode & 0o077) !== 0) {
    throw new StartupError(
      `${directory}, where the database's socket belongs, is open to other accounts: remove it, ` +
        `or set DATA_DIR to a folder whose path is shorter than ${SOCKET_DIRECTORY_LIMIT} bytes.`,
    );
  }
  await giveToServer(launcher, directory);
  return directory;
}

/** Some shared folders (of virtual machines, of containers) know no sockets. */
async function canHoldSocket(directory: string): Promise<boolean> {
  const path = join(directory, '.s.probe');
  await rm(path, { force: true });
  const server = createServer();
  try {
    await once(server.listen(path), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function prepareDatabase(socketDirectory: string, { postgres }: PostgresPrograms): Promise<void> {
  const client = await connect(socketDirectory, 'postgres');
  if (client === undefined) throw new Error('The database server answered once, then no more.');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [CATALOGUE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${CATALOGUE}`);
    const chinese = await client.query("SELECT FROM pg_collation WHERE collname = 'zh-x-icu'");
    if (chinese.rowCount === 0) {
      throw new StartupError(
        `${postgres} was built without ICU, which sorts Chinese names: set PG_BIN to the programs of another ` +
          'PostgreSQL, or DATABASE_URL to a server.',
      );
    }
  } finally {
    await client.end();
  }
}
