import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError } from '../common/startup-error.js';

const FOLDER_PROBLEMS = [
  {
    codes: ['EACCES', 'EPERM', 'EROFS'],
    text: 'cannot be created, read and written here: correct its permissions',
  },
  { codes: ['ENOTDIR', 'EEXIST'], text: 'cannot be used because a file is in its place: move the file away' },
  { codes: ['ENAMETOOLONG', 'ELOOP', 'ENOENT'], text: 'has a path that the system refuses: correct it' },
];

/** A process told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words: compared, never read. */
  readonly started: string;
  /** The boot and the process namespace in which the number means something. */
  readonly system: string;
}

/** The outcome of {@link claimFolder}: the folder is ours until `release()`, or somebody else's. */
export type Claim = { readonly release: () => Promise<void> } | { readonly heldBy: ProcessIdentity };

/** Identifies a running process; undefined when it has ended (a zombie has). */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
  return started === undefined ? undefined : { pid, started, system: currentSystem() };
}

/** Whether exactly this process still runs; undefined when it belongs to a system whose processes we cannot see. */
export function isRunning(one: ProcessIdentity): boolean | undefined {
  return one.system === currentSystem() ? identify(one.pid)?.started === one.started : undefined;
}

/** The command line of a running process, '' when it cannot be read. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command') ?? '';
  return (readIfPresent(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
}

/**
 * Creates a folder and its parents where they are missing.
 *
 * `mkdir` with `recursive` is not used: on a file system that takes no folders (/proc, an automounter) it never returns.
 */
export async function makeFolder(path: string, withParents = true): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT') || !withParents) throw error;
    await makeFolder(dirname(path));
    await makeFolder(path, false);
  }
}

/**
 * Claims a folder for this process, unless a living process holds it.
 *
 * The claims form a chain of entries `owner.1`, `owner.2` …; the highest counts. A new entry is a symbolic link
 * because that is created exclusively and together with its content, so that of two simultaneous claims one
 * fails and no reader sees half a record. A dead owner's entry is superseded, not removed and remade: a
 * claimant that judged it earlier and was delayed cannot destroy the entry of the one that came first.
 *
 * @param isAlive decides whether the recorded owner still holds the folder.
 */
export async function claimFolder(
  folder: string,
  isAlive: (owner: ProcessIdentity) => Promise<boolean>,
): Promise<Claim> {
  for (;;) {
    const numbers = await entryNumbers(folder);
    const latest = numbers.at(-1) ?? 0;
    const owner = latest === 0 ? null : await readOwner(folder, latest);
    if (owner === undefined) continue;
    if (owner !== null && (await isAlive(owner))) return { heldBy: owner };
    if (await append(folder, latest + 1, identify(process.pid) ?? null)) {
      return {
        release: async () => {
          await append(folder, latest + 2, null);
        },
      };
    }
  }
}

/** Adds the entry and removes the older ones; false when another process was faster. */
async function append(folder: string, number: number, owner: ProcessIdentity | null): Promise<boolean> {
  try {
    await symlink(JSON.stringify(owner), entryPath(folder, number));
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
  const numbers = await entryNumbers(folder);
  const isLatest = numbers.at(-1) === number;
  const outdated = isLatest ? numbers.slice(0, -1) : [number];
  await Promise.all(outdated.map((old) => rm(entryPath(folder, old), { force: true })));
  return isLatest;
}

/** The recorded owner, null when the folder was released, undefined when the entry is gone meanwhile. */
async function readOwner(folder: string, number: number): Promise<ProcessIdentity | null | undefined> {
  try {
    return JSON.parse(await readlink(entryPath(folder, number))) as ProcessIdentity | null;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function entryNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  const numbers = names.map((name) => Number(/^owner\.(\d+)$/.exec(name)?.[1]));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

const entryPath = (folder: string, number: number): string => join(folder, `owner.${number}`);

function startFromProc(pid: number): string | undefined {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  // The second field, the command in parentheses, may itself hold spaces and parentheses: count from its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function startFromPs(pid: number): string | undefined {
  return ps(pid, 'stat')?.startsWith('Z') === true ? undefined : ps(pid, 'lstart');
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined; // ps exits with 1 for a process that does not exist
  }
}

function currentSystem(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readIfPresent('/proc/sys/kernel/random/boot_id')?.trim() ?? hostname();
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // a process that ends while it is read answers ENOENT or ESRCH
  }
}

/** Whether this is a system error with one of the codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

/** The error to show for one that the system reported for the data folder; any other is returned as it is. */
export function explainFolder(folder: string, error: unknown): unknown {
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) return diskFull(folder, error);
  const problem = FOLDER_PROBLEMS.find(({ codes }) => hasCode(error, ...codes))?.text;
  if (problem === undefined) return error;
  return new StartupError(`The data folder ${folder} ${problem}, or set DATA_DIR to another folder.`, {
    cause: error,
  });
}

/** The error for a data folder without free space. */
export function diskFull(folder: string, cause?: unknown): StartupError {
  return new StartupError(
    `The disk of the data folder ${folder} is full: free some space, or set DATA_DIR to a folder on another disk.`,
    { cause },
  );
}
