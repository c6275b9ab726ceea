import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEED_FOLDER } from '../../seed/files.js';
import { loadSeed } from '../../seed/seed.js';
import { createAppDataSource } from '../../src/app.data-source.js';
import { StartupError } from '../../src/common/startup-error.js';
import { hasPendingMigrations, migrate } from '../../src/database/migrate.js';
import { publishChanges } from '../../src/record/record.changes.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Each test loads some thousand records.
jest.setTimeout(60_000);

let database: TestDatabase;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
  cpSync(SEED_FOLDER, folder, { recursive: true });
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** A database of this state: loaded with the real files, or with its tables and nothing in them. */
async function given(state: 'loaded' | 'migrated' | 'empty'): Promise<void> {
  database = await createTestDatabase(state === 'loaded' ? 'seeded' : 'empty');
  if (state === 'migrated') await migrate(database.dataSource);
}

function sql<R extends object>(text: string, ...values: unknown[]): Promise<R[]> {
  return database.dataSource.query<R[]>(text, values);
}

async function count(table: string): Promise<number> {
  const [row] = await sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? -1;
}

async function state(): Promise<{ revision: number; seed_digest: string | null }> {
  const [row] = await sql<{ revision: number; seed_digest: string | null }>(
    'SELECT revision, seed_digest FROM catalog_state',
  );
  if (!row) throw new Error('The catalogue has no state.');
  return row;
}

/** Changes the lines of one file; a line is its text. */
function edit(file: string, change: (lines: string[]) => string[]): void {
  const path = join(folder, file);
  writeFileSync(path, `${change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
}

/** Changes the achievement with this code. */
function editAchievement(code: string, change: (row: Record<string, unknown>) => object): void {
  edit('achievements.jsonl', (lines) =>
    lines.map((line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      return row.code === code ? JSON.stringify({ ...row, ...change(row) }) : line;
    }),
  );
}

/** Everything that the catalogue says of an achievement, its links included. */
async function achievement(code: string): Promise<Record<string, unknown>> {
  const [row] = await sql<Record<string, unknown>>(
    `SELECT a.*, (SELECT jsonb_agg(to_jsonb(c) ORDER BY position) FROM achievement_craftsman c WHERE achievement_code = a.code) AS people,
       (SELECT jsonb_agg(to_jsonb(o) ORDER BY position) FROM achievement_organisation o WHERE achievement_code = a.code) AS units,
       (SELECT jsonb_agg(to_jsonb(g) ORDER BY position) FROM award_grant g WHERE achievement_code = a.code) AS grants
     FROM achievement a WHERE code = $1`,
    code,
  );
  return row ?? {};
}

const load = (): ReturnType<typeof loadSeed> => loadSeed(database.dataSource, { folder });

/** On the first line: it has a unit, a person and a grant. */
const CODE = 'WIA-0001';

describe('the first load', () => {
  it('fills a migrated catalogue, telling how far it is', async () => {
    await given('migrated');
    const steps: [number, number][] = [];
    const result = await loadSeed(database.dataSource, {
      onProgress: (done, total) => steps.push([done, total]),
    });
    expect(result).toEqual({ loaded: true, achievements: 1_258, problems: [] });
    const codes = readFileSync(join(SEED_FOLDER, 'codes.jsonl'), 'utf8').trim().split('\n').length;
    const named = await Promise.all(['organisation', 'craftsman', 'studio', 'award'].map(count));
    expect(named.reduce((sum, each) => sum + each, 0)).toBe(codes);
    expect(await Promise.all(['achievement', 'industry', 'region'].map(count))).toEqual([1_258, 14, 34]);
    const total = 1_258 + 14 + 34 + codes;
    expect(steps.at(-1)).toEqual([total, total]);
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).sort((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(10);
    expect((await state()).revision).toBe(1);
    const [versions] = await sql<{ versions: number[] }>(
      'SELECT array_agg(DISTINCT version) AS versions FROM achievement',
    );
    expect(versions?.versions).toEqual([1]);
  });

  it('of files without a line for a record reports the line, and loads the 1,257 others', async () => {
    await given('migrated');
    edit('achievements.jsonl', (lines) =>
      lines.map((line, index) => (index === 6 ? line.slice(0, -5) : line)),
    );
    edit('studios.jsonl', (lines) => lines.map((line, index) => (index === 2 ? '[]' : line)));
    const result = await load();
    expect(result).toMatchObject({ loaded: true, achievements: 1_257 });
    expect(result.problems).toEqual([
      { file: 'achievements.jsonl', line: 7, reason: expect.stringContaining('not valid JSON') },
      { file: 'studios.jsonl', line: 3, reason: 'not a JSON object' },
    ]);
    expect(await achievement('WIA-0007')).toEqual({});
    // Mended, the line is loaded at last.
    cpSync(SEED_FOLDER, folder, { recursive: true });
    expect(await load()).toEqual({ loaded: true, achievements: 1_258, problems: [] });
  });

  it('that fails in the middle leaves nothing behind, and works when the cause is gone', async () => {
    await given('migrated');
    await sql(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused here'; END $$`,
    );
    await sql(
      `CREATE TRIGGER refuse BEFORE INSERT ON achievement FOR EACH ROW WHEN (NEW.code = 'WIA-0700') EXECUTE FUNCTION refuse()`,
    );
    const steps: number[] = [];
    await expect(
      loadSeed(database.dataSource, { folder, onProgress: (done) => steps.push(done) }),
    ).rejects.toThrow('refused here');
    expect(steps.length).toBeGreaterThan(6);
    const tables = [
      'achievement',
      'craftsman',
      'studio',
      'organisation',
      'award',
      'industry',
      'region',
      'source',
      'studio_leader',
    ];
    expect(await Promise.all(tables.map(count))).toEqual(tables.map(() => 0));
    expect(await state()).toEqual({ revision: 0, seed_digest: null });
    await sql('DROP TRIGGER refuse ON achievement');
    expect(await load()).toMatchObject({ loaded: true, achievements: 1_258 });
  });

  it('asked for twice at once, by two processes, happens once', async () => {
    await given('empty');
    const other = await createAppDataSource(database.url).initialize();
    try {
      const migrated = await Promise.all([migrate(database.dataSource), migrate(other)]);
      expect(migrated.flat()).toHaveLength(database.dataSource.migrations.length);
      const results = await Promise.all([load(), loadSeed(other, { folder }), load()]);
      expect(results.map(({ loaded }) => loaded).sort()).toEqual([false, false, true]);
      expect(results.map(({ achievements }) => achievements)).toEqual([1_258, 1_258, 1_258]);
      expect((await state()).revision).toBe(1);
    } finally {
      await other.destroy();
    }
  });

  it('is refused when a file is missing, by its name', async () => {
    await given('migrated');
    rmSync(join(folder, 'regions.jsonl'));
    await expect(load()).rejects.toThrow(StartupError);
    await expect(load()).rejects.toThrow('regions.jsonl cannot be read: ENOENT');
    expect((await state()).revision).toBe(0);
  });
});

describe('a later load', () => {
  it('of the same files does nothing', async () => {
    await given('loaded');
    const before = [await state(), await achievement(CODE)];
    const steps: number[] = [];
    const result = await loadSeed(database.dataSource, { folder, onProgress: (done) => steps.push(done) });
    expect(result).toEqual({ loaded: false, achievements: 1_258, problems: [] });
    expect([await state(), await achievement(CODE)]).toEqual(before);
    expect(steps).toEqual([]);
  });

  it('changes the record of a changed line and no other', async () => {
    await given('loaded');
    const { revision } = await state();
    const others = 'SELECT code, updated_at, version, xmin FROM achievement WHERE code <> $1 ORDER BY code';
    const [before, untouched] = [await achievement(CODE), await sql(others, CODE)];
    editAchievement(CODE, () => ({
      title: '改过的题目',
      figures: ['降低成本 10%'],
      people: [],
      award: { name: '第七届全国职工优秀技术创新成果', level: '特等', year: 2023 },
      partnerOrganisations: ['内蒙古北方重工业集团有限公司'],
    }));
    expect(await load()).toEqual({ loaded: true, achievements: 1_258, problems: [] });
    const after = await achievement(CODE);
    expect(after).toMatchObject({
      title: '改过的题目',
      figures: ['降低成本 10%'],
      version: 1,
      created_at: before.created_at,
      people: null,
      units: [
        expect.objectContaining({ organisation_code: 'ORG-00001', role: 'LEAD', position: 0 }),
        expect.objectContaining({ role: 'PARTNER', position: 1 }),
      ],
      grants: [expect.objectContaining({ level: '特等' })],
    });
    expect((after.updated_at as Date).getTime()).toBeGreaterThan((before.updated_at as Date).getTime());
    expect(await sql(others, CODE)).toEqual(untouched);
    expect((await state()).revision).toBe(revision + 1);
  });

  it('adds the record of a new line, and removes none whose line is gone', async () => {
    await given('loaded');
    const [first] = readFileSync(join(folder, 'achievements.jsonl'), 'utf8').split('\n');
    const fresh = JSON.stringify({ ...(JSON.parse(first ?? '') as object), code: 'WIA-9001' });
    edit('achievements.jsonl', (lines) => [fresh, ...lines.slice(1)]);
    expect(await load()).toEqual({ loaded: true, achievements: 1_259, problems: [] });
    expect(await achievement('WIA-0001')).toMatchObject({ code: 'WIA-0001', version: 1 });
    expect(await achievement('WIA-9001')).toMatchObject({ people: [{ craftsman_code: 'CRF-00001' }] });
  });

  it('leaves a record that a curator has edited as it is, links included', async () => {
    await given('loaded');
    await sql(`UPDATE achievement SET version = 2, title = '馆员的题目' WHERE code = $1`, CODE);
    await sql('DELETE FROM achievement_craftsman WHERE achievement_code = $1', CODE);
    await sql(`UPDATE award_grant SET level = '馆员的等级' WHERE achievement_code = $1`, CODE);
    await sql(`UPDATE organisation SET version = 2, name = '馆员的单位' WHERE code = 'ORG-00001'`);
    await sql(`UPDATE studio SET version = 3 WHERE code = 'STU-0001'`);
    await sql(`DELETE FROM studio_leader WHERE studio_code = 'STU-0001'`);
    const edited = await achievement(CODE);
    editAchievement(CODE, () => ({ title: '改过的题目', figures: ['x'] }));
    expect(await load()).toMatchObject({ loaded: true, problems: [] });
    expect(await achievement(CODE)).toEqual(edited);
    expect(await sql(`SELECT name FROM organisation WHERE code = 'ORG-00001'`)).toEqual([
      { name: '馆员的单位' },
    ]);
    expect(await sql(`SELECT * FROM studio_leader WHERE studio_code = 'STU-0001'`)).toEqual([]);
  });

  it('leaves a withdrawn record withdrawn', async () => {
    await given('loaded');
    await database.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO retired_code (code, reason) VALUES ($1, '重复')`, [CODE]);
      await tx.query('DELETE FROM achievement WHERE code = $1', [CODE]);
      await publishChanges(tx, { achievement: [CODE] });
    });
    editAchievement(CODE, () => ({ title: '改过的题目' }));
    editAchievement('WIA-0002', () => ({ title: '另一个题目' }));
    expect(await load()).toEqual({ loaded: true, achievements: 1_257, problems: [] });
    expect(await achievement(CODE)).toEqual({});
    expect(await achievement('WIA-0002')).toMatchObject({ title: '另一个题目' });
    expect(await sql('SELECT 1 FROM achievement_organisation WHERE achievement_code = $1', CODE)).toEqual([]);
  });

  // The first person of the sources is withdrawn, and his only achievement edited for it; then a new line names him.
  it('loads a new line that names a withdrawn person, without the person', async () => {
    await given('loaded');
    await database.dataSource.transaction(async (tx) => {
      await tx.query(`DELETE FROM achievement_craftsman WHERE craftsman_code = 'CRF-00001'`);
      await tx.query(`UPDATE achievement SET version = 2 WHERE code = 'WIA-0001'`);
      await tx.query(`INSERT INTO retired_code (code, reason) VALUES ('CRF-00001', '本人要求')`);
      await tx.query(`DELETE FROM craftsman WHERE code = 'CRF-00001'`);
    });
    edit('achievements.jsonl', (lines) => [...lines, (lines[0] ?? '').replace('WIA-0001', 'WIA-9001')]);
    await expect(load()).resolves.toMatchObject({ loaded: true, achievements: 1_259 });
  });

  it('moves the moment of change when only the people of an achievement change', async () => {
    await given('loaded');
    const before = await achievement(CODE);
    editAchievement(CODE, () => ({ people: [] }));
    await load();
    const after = await achievement(CODE);
    expect(after.people).toBeNull();
    expect((after.updated_at as Date).getTime()).toBeGreaterThan((before.updated_at as Date).getTime());
  });

  // One line that only the database refuses takes the whole load down, and its file and line are not told.
  it.each<[string, (row: Record<string, unknown>) => object]>([
    [
      'a reposted copy with an address',
      (row) => ({ source: { ...(row.source as object), kind: 'REPOST', url: 'https://example.org/a' } }),
    ],
    ['no source', () => ({ source: [] })],
    ['half a surrogate pair', () => ({ title: '带电\ud800' })],
  ])('reports a line with %s, and loads the others', async (_, change) => {
    await given('loaded');
    editAchievement(CODE, change);
    editAchievement('WIA-0002', () => ({ title: '另一个题目' }));
    const { problems } = await load();
    expect(problems).toEqual([expect.objectContaining({ file: 'achievements.jsonl', line: 1 })]);
    expect(await achievement('WIA-0002')).toMatchObject({ title: '另一个题目' });
  });

  it('reports an industry that stands twice, and loads the others', async () => {
    await given('loaded');
    edit('industries.jsonl', (lines) => [...lines, lines[0] ?? '']);
    expect((await load()).problems).toEqual([
      { file: 'industries.jsonl', line: 15, reason: 'the code AEROSPACE stands on an earlier line' },
    ]);
  });

  it('takes two industries that change places', async () => {
    await given('loaded');
    edit('industries.jsonl', (lines) =>
      lines.map((line) =>
        line.replace(/"position": ([12]),/, (_, place: string) => `"position": ${3 - Number(place)},`),
      ),
    );
    await expect(load()).resolves.toMatchObject({ loaded: true });
  });
});

describe('whether migrations are pending', () => {
  it('is no after they ran, and they do not run again', async () => {
    await given('migrated');
    expect(await hasPendingMigrations(database.dataSource)).toBe(false);
    expect(await migrate(database.dataSource)).toEqual([]);
  });

  it('is yes when one has not run', async () => {
    await given('migrated');
    await sql('DELETE FROM migration');
    expect(await hasPendingMigrations(database.dataSource)).toBe(true);
  });

  it('is yes for a database that has never been migrated', async () => {
    await given('empty');
    await expect(hasPendingMigrations(database.dataSource)).resolves.toBe(true);
  });
});
