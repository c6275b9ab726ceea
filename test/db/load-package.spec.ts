import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type DataSource } from 'typeorm';
import { seedDigest } from '../../seed/files.js';
import { loadSeed } from '../../seed/seed.js';
import { ReadTransaction } from '../../src/database/query/read-transaction.js';
import { migrate } from '../../src/database/migrate.js';
import { runExport } from '../../src/exports/export.command.js';
import { runLoadPackage } from '../../src/exports/package/load/load-package.command.js';
import { openPackage } from '../../src/exports/package/package.writer.js';
import { runCommand } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { anAchievement, done, openDesk } from '../support/desk.js';

// Room for a busy machine: every record is made anew.
jest.setTimeout(120_000);

type Files = Record<string, Uint8Array>;

let folder: string;
let origin: TestDatabase;
/** The package of the catalogue after some edits, and the file that it is in. */
let files: Files;
let path: string;
/** The code that was given last. */
let created: string;

async function packageOf(dataSource: DataSource): Promise<Uint8Array> {
  const transaction = await ReadTransaction.open(dataSource);
  try {
    return await buffer((await openPackage(transaction)).content);
  } finally {
    await transaction.close();
  }
}

/** The tables of a package as texts, by their paths. */
function tablesOf(of: Files): Record<string, string> {
  const tables = Object.entries(of).filter(([name]) => name.startsWith('data/'));
  return Object.fromEntries(tables.map(([name, content]) => [name, strFromU8(content)]));
}

async function exported(dataSource: DataSource): Promise<string> {
  const out = join(folder, 'achievements.csv');
  const options = new Map([['out', out]]);
  await runExport(dataSource, { options, progress: () => undefined, print: () => undefined });
  return readFile(out, 'utf8');
}

async function load(dataSource: DataSource, from = path): Promise<string[]> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  await runLoadPackage(dataSource, {
    path: from,
    seedDigest: seedDigest(),
    progress: () => undefined,
    print,
  });
  return lines;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-package-'));
  origin = await createTestDatabase('seeded');
  const desk = openDesk(origin.dataSource);
  const input = { titleEn: 'A "quoted", title', figures: ['甲,"乙"', 'c\\d'], exhibitedAt: null };
  await done(desk.update('Achievement', input, { code: 'WIA-0001', ifVersion: 1 }));
  // What no editor may enter, and the database may hold.
  await origin.dataSource.query(
    `UPDATE craftsman SET trade = '', honours = ARRAY['', E'two\r\nlines', '[]', '"'] WHERE code = 'CRF-00001'`,
  );
  await done(desk.withdraw('Achievement', { code: 'WIA-0003', ifVersion: 1 }));
  const [survivor, duplicate] = ['ORG-00001', 'ORG-00002'].map((code) => ({ code, ifVersion: 1 }));
  await done(desk.merge('Organisation', { survivor, duplicate }));
  ({ code: created } = await done(desk.create('Achievement', anAchievement())));
  const bytes = await packageOf(origin.dataSource);
  files = unzipSync(bytes);
  path = join(folder, 'datapackage.zip');
  await writeFile(path, bytes);
});

afterAll(async () => {
  await origin.drop();
  await rm(folder, { recursive: true });
});

let empty: TestDatabase;

beforeEach(async () => {
  empty = await createTestDatabase('empty');
  await migrate(empty.dataSource);
});

afterEach(() => empty.drop());

describe('a data package, loaded into an empty catalogue', () => {
  it('makes the same tables and the same export, byte for byte', async () => {
    const [line] = await load(empty.dataSource);
    expect(line).toMatch(/^Loaded: version r\d+, with \d+ industries, .* 1258 achievements/);
    expect(tablesOf(unzipSync(await packageOf(empty.dataSource)))).toEqual(tablesOf(files));
    expect(await exported(empty.dataSource)).toBe(await exported(origin.dataSource));
  });

  it('can be edited on, with codes that nothing has, and gets nothing from the source files', async () => {
    await load(empty.dataSource);
    const { code } = await done(openDesk(empty.dataSource).create('Achievement', anAchievement()));
    expect(Number(code.slice(4))).toBe(Number(created.slice(4)) + 1);
    expect(await loadSeed(empty.dataSource)).toMatchObject({ loaded: false, achievements: 1_259 });
    const [feed] = await empty.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM feed_entry WHERE type = 'Achievement' AND kind = 'CREATE'`,
    );
    expect(feed?.count).toBe(1_259);
  });

  it('is loaded by the command, and refused by it the second time', async () => {
    const settings = { DATABASE_URL: empty.url };
    const { code, lines } = await runCommand(['load-package', path], settings);
    expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/^Loaded: version r/)]);
    const again = await runCommand(['load-package', path], settings);
    expect([again.code, again.errors.trim().split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /^The catalogue is not empty: it holds 1258 achievements, .*DATA_DIR to a new folder/,
      ),
    ]);
  });
});

/** Describes a table anew after it was changed, as whoever forges a package would. */
function described(changed: Files, name: string, rows: number): Files {
  const descriptor = JSON.parse(strFromU8(changed['datapackage.json'] as Uint8Array));
  const resource = descriptor.resources.find((each: { path: string }) => each.path === name);
  resource.hash = `sha256:${createHash('sha256')
    .update(changed[name] as Uint8Array)
    .digest('hex')}`;
  resource.rows += rows;
  return { ...changed, 'datapackage.json': strToU8(JSON.stringify(descriptor)) };
}

function replaced(name: string, from: string | RegExp, to: string): Files {
  const text = strFromU8(files[name] as Uint8Array);
  expect(text).toMatch(from);
  return { ...files, [name]: strToU8(text.replace(from, to)) };
}

function forged(name: string, from: string | RegExp, to: string, rows = 0): Files {
  return described(replaced(name, from, to), name, rows);
}

function without(name: string): Files {
  const { [name]: _left, ...rest } = files;
  return rest;
}

const ACHIEVEMENTS = 'data/achievements.csv';

describe('a data package that is not right', () => {
  it.each([
    ['has no description', () => without('datapackage.json'), /^The archive has no datapackage\.json/],
    [
      'has a description that is no JSON',
      () => ({ ...files, 'datapackage.json': strToU8('{') }),
      /^datapackage\.json: It is no JSON\./,
    ],
    [
      'describes no tables',
      () => ({ ...files, 'datapackage.json': strToU8('[]') }),
      /^datapackage\.json: It lists no tables/,
    ],
    [
      'does not describe a table',
      () => replaced('datapackage.json', '"data/awards.csv"', '"data/prizes.csv"'),
      /^datapackage\.json: It does not list data\/awards\.csv\./,
    ],
    ['lacks a table', () => without('data/awards.csv'), /^data\/awards\.csv: The package has no file/],
    [
      'has a table that is not the described one',
      () => replaced(ACHIEVEMENTS, 'REPORTED', 'AWARDED'),
      /^data\/achievements\.csv: The file is damaged: its checksum/,
    ],
    [
      'tells of more rows',
      () => described(files, ACHIEVEMENTS, 1),
      /^data\/achievements\.csv: It has 1258 rows; the package tells of 1259\./,
    ],
    [
      'has other columns',
      () => forged('data/awards.csv', 'code,name', 'code,title'),
      /^data\/awards\.csv: It has the columns code, title, .*; this release loads code, name,/,
    ],
    [
      'has a row of another length',
      () => forged('data/awards.csv', /$/, 'AWD-9999\r\n', 1),
      /^data\/awards\.csv: It is no CSV \(Invalid Record Length/,
    ],
    [
      'has a list that is none',
      () =>
        forged(
          ACHIEVEMENTS,
          '\r\nWIA-0002,',
          '\r\nWIA-0002,x,x,RAIL_TRANSIT,,,REPORTED,,x,,false,NEWS,,,,,1,,\r\nWIA-0002,',
          1,
        ),
      /^data\/achievements\.csv, row 3: figures is no JSON array of texts\./,
    ],
    [
      'names an industry that it does not hold',
      () => forged('data/studios.csv', /(\r\nSTU-0001,.*?),[A-Z_]+,(.*?Z,)/, '$1,MAGIC,$2'),
      /^data\/studios\.csv, row 2: The database refuses it: .*fk_studio_industry.*Key \(industry_code\)=\(MAGIC\)/,
    ],
    [
      'has a record under a retired code',
      () => forged('data/retired-codes.csv', 'WIA-0003', 'WIA-0004'),
      /^data\/achievements\.csv, row 4: The database refuses it: The code WIA-0004 is retired/,
    ],
    [
      'calls a nomination a win',
      () => forged(ACHIEVEMENTS, ',NOMINATED,', ',AWARDED,'),
      /^The database refuses it: The recognition of WIA-\d+ does not agree with its grants/,
    ],
  ])('is refused when it %s, and leaves the catalogue empty', async (_what, make, message) => {
    const bad = join(folder, 'bad.zip');
    await writeFile(bad, zipSync(make(), { level: 1 }));
    await expect(load(empty.dataSource, bad)).rejects.toThrow(message);
    const [left] = await empty.dataSource.query<object[]>(
      'SELECT (SELECT count(*)::int FROM industry) AS industries, seed_digest, revision FROM catalog_state',
    );
    expect(left).toEqual({ industries: 0, seed_digest: null, revision: 0 });
  });

  it('is refused when it is no archive, is cut off, or is not there', async () => {
    const bad = join(folder, 'bad.zip');
    await writeFile(bad, 'code,title\r\n');
    await expect(load(empty.dataSource, bad)).rejects.toThrow(/^The file is no ZIP archive/);
    await writeFile(bad, (await readFile(path)).subarray(0, 10_000));
    await expect(load(empty.dataSource, bad)).rejects.toThrow(/^The file is no ZIP archive, or only a part/);
    const missing = load(empty.dataSource, join(folder, 'missing.zip'));
    await expect(missing).rejects.toThrow(/^The file cannot be opened: ENOENT/);
  });
});

describe('a catalogue that is not empty', () => {
  it('takes no package, and stays as it is', async () => {
    const before = await packageOf(origin.dataSource);
    await expect(load(origin.dataSource)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(Buffer.from(await packageOf(origin.dataSource)).equals(before)).toBe(true);
  });
});
