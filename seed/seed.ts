import { type DataSource, type EntityManager } from 'typeorm';
import { withSetupLock } from '../src/database/migrate.js';
import { holdRevision, publishChanges, raiseRevision } from '../src/record/record.changes.js';
import { recordsAreCurrent } from '../src/record/record.refresh.js';
import { CodeRegistry, UnregisteredCode, type CodeOf } from './codes.js';
import { readSeedFiles, SEED_FOLDER, seedDigest, type SeedFiles, type SeedProblem } from './files.js';
import { planSeed, type PlannedAchievement, type SeedPlan } from './plan.js';
import { type SourceRow } from './rows.js';

/** How a load went. */
export interface SeedResult {
  /** False when these very files were loaded before, so that there was nothing to do. */
  readonly loaded: boolean;
  /** Achievements in the catalogue afterwards. */
  readonly achievements: number;
  /** Lines that could not be loaded; all others were. */
  readonly problems: readonly SeedProblem[];
}

/** What a caller can set. */
export interface SeedOptions {
  readonly folder?: string;
  /** Called after each step with the records written and the records to write. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Achievements are written in steps of this size, so that progress shows. */
const STEP = 100;

/**
 * Loads the source files into the catalogue, in one transaction: all of it or nothing.
 *
 * Idempotent by code: files loaded before are not loaded again; a new line is added; a changed line changes its
 * record, unless a curator has edited that record since; a withdrawn record stays withdrawn. Nothing is removed.
 *
 * @throws StartupError when a file cannot be read
 */
export async function loadSeed(dataSource: DataSource, options: SeedOptions = {}): Promise<SeedResult> {
  const folder = options.folder ?? SEED_FOLDER;
  return withSetupLock(dataSource, async (setup) => {
    const digest = seedDigest(folder);
    if (digest === (await loadedDigest(setup))) {
      return { loaded: false, achievements: await countAchievements(setup), problems: [] };
    }
    const files = readSeedFiles(folder);
    const plan = planSeed(files, registeredCodes(files));
    await setup.transaction(async (tx) => {
      // Editors take this lock first too: neither waits for the other in a circle.
      await holdRevision(tx);
      const retired = await tx.query<{ code: string }[]>('SELECT code FROM retired_code');
      const open = withoutRetired(plan, new Set(retired.map(({ code }) => code)));
      await writePlan(tx, open, digest, options.onProgress);
    });
    await setup.query('ANALYZE');
    return { loaded: true, achievements: await countAchievements(setup), problems: plan.problems };
  });
}

function registeredCodes(files: SeedFiles): CodeOf {
  const registry = new CodeRegistry(files.codes.map(({ row }) => row));
  return (kind, identity) => {
    const code = registry.find(kind, identity);
    if (code) return code;
    throw new UnregisteredCode(kind, identity);
  };
}

async function loadedDigest(dataSource: DataSource): Promise<string | null> {
  const [state] = await dataSource.query<{ seed_digest: string | null }[]>(
    'SELECT seed_digest FROM catalog_state',
  );
  return state?.seed_digest ?? null;
}

async function countAchievements(dataSource: DataSource): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM achievement');
  return row?.count ?? 0;
}

/** The plan without the links to withdrawn records; the records that name one name none instead. */
function withoutRetired(plan: SeedPlan, retired: ReadonlySet<unknown>): SeedPlan {
  if (retired.size === 0) return plan;
  const links = <L extends Record<string, unknown>>(list: readonly L[]): L[] =>
    list.filter((link) => !Object.values(link).some((value) => retired.has(value)));
  const named = <C extends Record<string, unknown>>(row: C): C => {
    const gone = Object.keys(row).filter((column) => column !== 'code' && retired.has(row[column]));
    if (gone.includes('organisation_code') && 'organisation_basis' in row) gone.push('organisation_basis');
    return { ...row, ...Object.fromEntries(gone.map((column) => [column, null])) };
  };
  return {
    ...plan,
    studios: plan.studios.map(named),
    craftsmen: plan.craftsmen.map(named),
    studioLeaders: links(plan.studioLeaders),
    achievements: plan.achievements.map((each) => ({
      ...each,
      columns: named(each.columns),
      organisations: links(each.organisations),
      craftsmen: links(each.craftsmen),
      grants: links(each.grants),
    })),
  };
}

async function writePlan(
  tx: EntityManager,
  plan: SeedPlan,
  digest: string,
  onProgress: SeedOptions['onProgress'],
): Promise<void> {
  const records: [string, Record<string, unknown>[]][] = [
    ['industry', plan.industries],
    ['region', plan.regions],
    ['organisation', plan.organisations],
    ['award', plan.awards],
    ['studio', plan.studios],
    ['craftsman', plan.craftsmen],
  ];
  const total = records.reduce((sum, [, rows]) => sum + rows.length, plan.achievements.length);
  let done = 0;
  const advance = (by: number): void => onProgress?.((done += by), total);

  for (const [table, rows] of records) {
    await upsert(tx, table, rows);
    advance(rows.length);
  }
  await replaceLinks(tx, 'studio_leader', 'studio', plan.studios, plan.studioLeaders);
  const sources = await saveSources(tx, plan.achievements);
  for (let start = 0; start < plan.achievements.length; start += STEP) {
    const step = plan.achievements.slice(start, start + STEP);
    await saveAchievements(tx, step, sources);
    advance(step.length);
  }
  await publish(tx, plan);
  await tx.query('UPDATE catalog_state SET seed_digest = $1', [digest]);
}

/** Brings the public records up to date; when all of them are due to be made anew, that is done after the load. */
async function publish(tx: EntityManager, plan: SeedPlan): Promise<void> {
  if (!(await recordsAreCurrent(tx))) return raiseRevision(tx);
  const codes = (rows: readonly Record<string, unknown>[]): string[] =>
    rows.map(({ code }) => code as string);
  await publishChanges(tx, {
    achievement: codes(plan.achievements.map(({ columns }) => columns)),
    craftsman: codes(plan.craftsmen),
    studio: codes(plan.studios),
    organisation: codes(plan.organisations),
    award: codes(plan.awards),
    industry: codes(plan.industries),
    region: codes(plan.regions),
  });
}

async function saveAchievements(
  tx: EntityManager,
  achievements: readonly PlannedAchievement[],
  sources: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = achievements.map(({ columns, source }) => ({
    ...columns,
    source_id: sources.get(factsOf(source)),
  }));
  await upsert(tx, 'achievement', rows);
  await replaceLinks(
    tx,
    'achievement_organisation',
    'achievement',
    rows,
    achievements.flatMap((each) => each.organisations),
  );
  await replaceLinks(
    tx,
    'achievement_craftsman',
    'achievement',
    rows,
    achievements.flatMap((each) => each.craftsmen),
  );
  await replaceLinks(
    tx,
    'award_grant',
    'achievement',
    rows,
    achievements.flatMap((each) => each.grants),
  );
}

/** Adds records, and changes those that differ and that no curator has edited; withdrawn ones are passed over. */
async function upsert(
  tx: EntityManager,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const values = columns.filter((column) => column !== 'code');
  const list = (prefix: string, names: string[]): string =>
    names.map((name) => `${prefix}.${name}`).join(', ');
  await tx.query(
    `INSERT INTO ${table} AS t (${columns.join(', ')})
     SELECT ${list('r', columns)} FROM jsonb_populate_recordset(NULL::${table}, $1) r
     WHERE NOT EXISTS (SELECT 1 FROM retired_code w WHERE w.code = r.code)
     ON CONFLICT (code) DO UPDATE SET ${values.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now()
     WHERE t.version = 1 AND (${list('t', values)}) IS DISTINCT FROM (${list('excluded', values)})`,
    [JSON.stringify(rows)],
  );
}

/**
 * Writes the links of records anew where they differ, which is a change of the record; except of records that a
 * curator has edited or that are withdrawn.
 */
async function replaceLinks(
  tx: EntityManager,
  table: string,
  owner: string,
  owners: readonly Record<string, unknown>[],
  links: readonly Record<string, unknown>[],
): Promise<void> {
  const told = (from: string): string =>
    `(SELECT jsonb_agg(to_jsonb(x) ORDER BY x.position) FROM ${from} x WHERE x.${owner}_code = o.code)`;
  const given = `jsonb_populate_recordset(NULL::${table}, $2)`;
  const changed = await tx.query<{ code: string }[]>(
    `SELECT o.code FROM ${owner} o WHERE o.version = 1 AND o.code = ANY($1) AND ${told(table)} IS DISTINCT FROM ${told(given)}`,
    [owners.map(({ code }) => code), JSON.stringify(links)],
  );
  if (changed.length === 0) return;
  const codes = changed.map(({ code }) => code);
  await tx.query(`DELETE FROM ${table} WHERE ${owner}_code = ANY($1)`, [codes]);
  await tx.query(`INSERT INTO ${table} SELECT r.* FROM ${given} r WHERE r.${owner}_code = ANY($1)`, [
    codes,
    JSON.stringify(links),
  ]);
  await tx.query(`UPDATE ${owner} SET updated_at = now() WHERE code = ANY($1) AND updated_at <> now()`, [
    codes,
  ]);
}

/** The facts that make a source the one it is. */
function factsOf({ kind, publisher, title, date, url }: SourceRow): string {
  return JSON.stringify([kind, publisher, title, date, url]);
}

/** Saves every source that is not there yet; gives their ids by their facts. */
async function saveSources(
  tx: EntityManager,
  achievements: readonly PlannedAchievement[],
): Promise<ReadonlyMap<string, number>> {
  await tx.query(
    `INSERT INTO source (kind, publisher, title, date, url)
     SELECT DISTINCT r.kind, r.publisher, r.title, r.date, r.url
     FROM jsonb_to_recordset($1) AS r(kind text, publisher text, title text, date text, url text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(achievements.map(({ source }) => source))],
  );
  const rows = await tx.query<(SourceRow & { id: number })[]>(
    'SELECT id, kind, publisher, title, date, url FROM source',
  );
  return new Map(rows.map((row) => [factsOf(row), row.id]));
}
