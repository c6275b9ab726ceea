import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { StartupError } from '../../src/common/startup-error.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/database/embedded-postgres.js';

jest.setTimeout(30_000);

const isRoot = process.getuid?.() === 0;
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(
  dataDirectory: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDirectory,
    durable: false,
    whenRunning: 'refuse',
    ...options,
  });
  cleanups.push(() => server.stop());
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(10);
}

const SERVICE = `
  const [, module, dataDirectory] = process.argv;
  const { startEmbeddedPostgres } = await import(module);
  const starting = startEmbeddedPostgres({ dataDirectory, whenRunning: 'refuse' });
  process.on('SIGINT', () => console.log('interrupted'));
  process.on('SIGTERM', () => starting.then((server) => server.stop(), () => undefined).finally(() => process.exit()));
  setInterval(() => undefined, 1000);
  starting.then((server) => console.log(server.url), (error) => console.log(error.name + ': ' + error.message));`;

/** Another service in a process (and process group) of its own; `nextLine` is what it prints next: its URL first. */
function startService(dataDirectory: string, env: NodeJS.ProcessEnv = {}) {
  const module = new URL('../../src/database/embedded-postgres.ts', import.meta.url).href;
  const args = ['--import', 'tsx', '--input-type=module', '-e', SERVICE, module, dataDirectory];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => end(child, 'SIGTERM'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return { child, nextLine: async () => String((await lines.next()).value) };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** The state letter of a process, as `ps` shows it. */
async function stateOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') gone');
  return String(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0]);
}

/** A PATH on which only these commands are found. */
async function pathWith(...commands: string[]): Promise<string> {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  const places = (process.env.PATH ?? '').split(':');
  for (const command of commands) {
    const found = places.map((place) => join(place, command)).find((path) => existsSync(path));
    if (found !== undefined) await symlink(found, join(folder, command));
  }
  return folder;
}

const serverDirectory = async (folder: string): Promise<string> => {
  const name = (await readdir(folder)).find((entry) => /^pg\d+$/.test(entry));
  return join(folder, String(name));
};

describe('the folder', () => {
  test.each(['with spaces 和 汉字', '%41 ?q=1&r #h +,"\''])('%s serves pg and TypeORM', async (name) => {
    const folder = join(await temporaryFolder(), name);
    const { url } = await start(folder);
    expect(await query(url, "SELECT current_setting('data_directory')")).toEqual([
      await serverDirectory(folder),
    ]);
    const typeorm = await new DataSource({ type: 'postgres', url }).initialize();
    const [row] = await typeorm.query<{ now_in: string }[]>('SELECT current_database() AS now_in');
    await typeorm.destroy();
    expect(row).toEqual({ now_in: 'catalogue' });
  });

  test('may have a path longer than the name of a socket', async () => {
    const folder = join(await temporaryFolder(), '很长的目录'.repeat(12), 'x'.repeat(60));
    const server = await start(folder);
    expect(await query(server.url, 'SELECT 1')).toEqual([1]);
    const socketDirectory = new URL(server.url).searchParams.get('host') ?? '';
    expect((await stat(socketDirectory)).mode & 0o777).toBe(0o700);
    await server.stop();
    // Somebody else may have made the folder of that name meanwhile.
    await mkdir(socketDirectory);
    cleanups.push(() => rm(socketDirectory, { recursive: true }));
    await chmod(socketDirectory, 0o777);
    await expect(start(folder)).rejects.toThrow(/open to other accounts/);
  });

  test('keeps its data from one start to the next', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    await query(first.url, "CREATE TABLE kept AS SELECT '发明' AS name");
    await first.stop();
    const second = await start(folder);
    expect(await query(second.url, 'SELECT name FROM kept')).toEqual(['发明']);
  });

  test('sorts and analyses Chinese whatever the locale of the machine', async () => {
    const { url } = await start(await temporaryFolder(), {
      env: { ...process.env, LC_ALL: 'POSIX', LANG: 'tr_TR' },
    });
    const sorted = `SELECT x FROM unnest(ARRAY['张', '李', '阿']) x ORDER BY x COLLATE "zh-x-icu"`;
    expect(await query(url, sorted)).toEqual(['阿', '李', '张']);
    await query(url, 'CREATE EXTENSION pg_trgm');
    expect(await query(url, "SELECT similarity('技术创新', '技术创新成果') > 0.3")).toEqual([true]);
    expect(await query(url, "SELECT lower('ÉI') || current_setting('server_encoding')")).toEqual(['éiUTF8']);
  });
});

describe('a folder that cannot be used is named in a StartupError', () => {
  test('unwritable', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    // Nothing is unwritable for root, except what the kernel refuses.
    const unwritable = isRoot ? '/sys/kernel' : folder;
    const attempt = start(unwritable);
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(
      `The data folder ${unwritable} cannot be created, read and written`,
    );
  });

  test.each(['', 'inside'])('a file in its place %s', async (below) => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const attempt = start(join(file, below));
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(/because a file is in its place/);
  });

  test('made by another major version', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'pg9'));
    const attempt = start(folder);
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(/holds data of PostgreSQL 9, .* set PG_BIN/);
  });

  test('holding something else where the server belongs', async () => {
    const folder = await temporaryFolder();
    const server = await start(folder);
    await server.stop();
    const directory = await serverDirectory(folder);
    await rm(join(directory, 'PG_VERSION'));
    const attempt = start(folder);
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(/is no PostgreSQL data folder/);
    expect(existsSync(join(directory, 'base'))).toBe(true);
  });
});

test('programs that do not run are a StartupError that names the settings', async () => {
  const env = { PG_BIN: await temporaryFolder() };
  const attempt = start(await temporaryFolder(), { env });
  await expect(attempt).rejects.toThrow(StartupError);
  await expect(attempt).rejects.toThrow(/PG_BIN .* or set DATABASE_URL/);
});

test('a server that does not start is a StartupError with the end of its log', async () => {
  const folder = await temporaryFolder();
  await (await start(folder)).stop();
  await writeFile(join(await serverDirectory(folder), 'postgresql.conf'), 'nonsense = 1\n');
  const attempt = start(folder);
  await expect(attempt).rejects.toThrow(StartupError);
  await expect(attempt).rejects.toThrow(/did not start .*unrecognized configuration parameter "nonsense"/s);
});

describe('while another process owns the folder', () => {
  test('a service refuses, a command attaches and leaves the server running', async () => {
    const folder = await temporaryFolder();
    const owner = startService(folder);
    const url = await owner.nextLine();
    const refused = start(folder);
    await expect(refused).rejects.toThrow(StartupError);
    await expect(refused).rejects.toThrow(`in use by another running service (process ${owner.child.pid})`);
    const attached = await start(folder, { whenRunning: 'attach' });
    expect(attached.url).toBe(url);
    await attached.stop();
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });

  test('of several first starts at once exactly one creates and owns the database', async () => {
    const folder = await temporaryFolder();
    const services = [startService(folder), startService(folder), startService(folder)];
    const command = start(folder, { whenRunning: 'attach' });
    const printed = await Promise.all(services.map((service) => service.nextLine()));
    const { url } = await command;
    const owners = printed.filter((line) => line === url);
    const refused = printed.filter((line) => line.startsWith('StartupError: The data folder'));
    expect(owners.length + refused.length).toBe(3);
    expect(owners.length).toBeLessThanOrEqual(1);
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });

  test('Ctrl-C in its terminal does not reach the server', async () => {
    const owner = startService(await temporaryFolder());
    const url = await owner.nextLine();
    process.kill(-Number(owner.child.pid), 'SIGINT');
    expect(await owner.nextLine()).toBe('interrupted');
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });
});

describe('after kill -9 of the owner', () => {
  test('its server ends by itself and the data is intact', async () => {
    const folder = await temporaryFolder();
    const owner = startService(folder);
    await query(await owner.nextLine(), "CREATE TABLE kept AS SELECT '专利' AS name");
    await end(owner.child, 'SIGKILL');
    const { url } = await start(folder);
    expect(await query(url, 'SELECT name FROM kept')).toEqual(['专利']);
  });

  test('a server that nothing ended is taken over', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const owner = startService(folder, { PATH: await pathWith('unshare', 'id') });
    const url = await owner.nextLine();
    await query(url, "CREATE TABLE kept AS SELECT '专利' AS name");
    await end(owner.child, 'SIGKILL');
    const orphan = parseInt(
      await readFile(join(await serverDirectory(folder), 'postmaster.pid'), 'utf8'),
      10,
    );
    const next = await start(folder, { whenRunning: 'attach' });
    expect(await query(next.url, 'SELECT name FROM kept')).toEqual(['专利']);
    expect(await stateOf(orphan)).toMatch(/^(gone|Z)/);
    await next.stop();
    await expect(query(next.url, 'SELECT 1')).rejects.toThrow();
  });

  test('in the middle of creating the database, the next start creates it anew', async () => {
    const folder = await temporaryFolder();
    const owner = startService(folder);
    await until(async () => {
      const fresh = (await readdir(folder)).find((name) => name.includes('.new-'));
      return fresh !== undefined && existsSync(join(folder, fresh, 'base'));
    });
    await end(owner.child, 'SIGKILL');
    expect((await readdir(folder)).filter((name) => /^pg\d+$/.test(name))).toEqual([]);
    const { url } = await start(folder);
    expect(await query(url, 'SELECT 1')).toEqual([1]);
    expect((await readdir(folder)).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  test.each(['a program that is not the server', 'a zombie'])(
    'a leftover postmaster.pid with the number of %s does not stop the start',
    async (kind) => {
      const folder = await temporaryFolder();
      await (await start(folder)).stop();
      // A shell that becomes another program never learns of its child's end, so the child stays a zombie.
      const other = spawn('sh', ['-c', 'tail -f /dev/null & echo $!; exec tail -f /dev/null'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      cleanups.push(() => end(other, 'SIGKILL'));
      const zombie = Number(((await once(other.stdout, 'data')) as [Buffer])[0]);
      await until(async () => (await readFile(`/proc/${other.pid}/cmdline`, 'utf8')).startsWith('tail'));
      process.kill(zombie, 'SIGKILL');
      await until(async () => (await stateOf(zombie)) === 'Z');
      const directory = await serverDirectory(folder);
      const pid = kind === 'a zombie' ? zombie : other.pid;
      const lines = [pid, directory, 1, 5432, directory, '', '1 1', 'ready'];
      await writeFile(join(directory, 'postmaster.pid'), `${lines.join('\n')}\n`);
      await writeFile(join(directory, '.s.PGSQL.5432.lock'), `${lines.join('\n')}\n`);
      const { url } = await start(folder);
      expect(await query(url, 'SELECT 1')).toEqual([1]);
      expect(other.exitCode ?? other.signalCode).toBe(null);
    },
  );
});

(isRoot ? test : test.skip)(
  'root without user namespaces runs the server under another account',
  async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const first = await start(folder);
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    const directory = await serverDirectory(folder);
    const env = { ...process.env, PATH: await pathWith('setpriv', 'id') };
    const second = await start(folder, { env });
    expect((await stat(directory)).uid).not.toBe(0);
    expect(await query(second.url, 'SELECT one FROM kept')).toEqual([1]);
  },
);
