import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createAppDataSource, DATA_SOURCE_PARTS } from '../../src/app.data-source.js';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { createDataSource, type DataSourceParts } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Room for a busy machine: most tests migrate a database of their own.
jest.setTimeout(30_000);

const databases: TestDatabase[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase('empty');
  databases.push(database);
  return database;
}

/** A database of the test's own, with every migration and no record. */
async function migratedDatabase(): Promise<DataSource> {
  const { dataSource } = await emptyDatabase();
  await migrate(dataSource);
  return dataSource;
}

/** The one text column of each row. */
async function texts(dataSource: DataSource, sql: string, parameters: unknown[] = []): Promise<string[]> {
  const rows = await dataSource.query<{ text: string }[]>(sql, parameters);
  return rows.map(({ text }) => text);
}

/** What TypeORM would run to make the database what the entities describe. */
async function drift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

function entityTables(dataSource: DataSource): string[] {
  return dataSource.entityMetadatas.map(({ tableName }) => tableName).sort();
}

/** Everything of ours in the schema, with its definition: what an extension brought is left out. */
function everything(dataSource: DataSource): Promise<string[]> {
  return texts(
    dataSource,
    `WITH ours AS (
       SELECT 'relation' AS kind, oid, 'pg_class'::regclass AS class, relname AS name, relkind::text AS definition
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'
       UNION ALL SELECT 'index', indexrelid, 'pg_class'::regclass, relname, pg_get_indexdef(indexrelid)
         FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT 'constraint', oid, 'pg_constraint'::regclass, conname, pg_get_constraintdef(oid)
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace
       UNION ALL SELECT 'trigger', t.oid, 'pg_trigger'::regclass, tgname, pg_get_triggerdef(t.oid)
         FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
       UNION ALL SELECT 'function', oid, 'pg_proc'::regclass, proname, prosrc
         FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       UNION ALL SELECT 'type', oid, 'pg_type'::regclass, typname, typtype::text
         FROM pg_type WHERE typnamespace = 'public'::regnamespace
       UNION ALL SELECT 'column', attrelid, 'pg_class'::regclass, attrelid::regclass || '.' || attname,
           format_type(atttypid, atttypmod) || ' ' || attnotnull || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
         LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
     )
     SELECT kind || ' ' || name || ': ' || definition AS text FROM ours
     WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND d.objid = ours.oid AND d.deptype = 'e')
     ORDER BY text`,
  );
}

/** Names of constraints, indexes and triggers of the entities' tables that nobody chose, as table.name. */
function unchosenNames(dataSource: DataSource): Promise<string[]> {
  return texts(
    dataSource,
    `SELECT c.relname || '.' || named.name AS text
     FROM pg_class c JOIN (
       -- Since PostgreSQL 18, NOT NULL has a constraint of its own, whose name nobody sees.
       SELECT conrelid AS relation, conname AS name FROM pg_constraint WHERE contype <> 'n'
       UNION SELECT indrelid, relname FROM pg_index JOIN pg_class i ON i.oid = indexrelid
       UNION SELECT tgrelid, tgname FROM pg_trigger WHERE NOT tgisinternal
     ) named ON named.relation = c.oid
     WHERE c.relname = ANY($1)
       AND (named.name !~ ('^(pk|fk|uq|ix|ck|ct)_' || c.relname || '(_[a-z0-9]+)*$') OR named.name ~ '[0-9a-f]{16}')
     ORDER BY text`,
    [entityTables(dataSource)],
  );
}

/** Foreign keys without a whole index that begins with their columns, which a delete of the target would scan for. */
function unindexedForeignKeys(dataSource: DataSource): Promise<string[]> {
  return texts(
    dataSource,
    `SELECT conname AS text FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
       SELECT FROM pg_index
       WHERE indrelid = conrelid AND indpred IS NULL
         AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
     )
     ORDER BY text`,
  );
}

describe('the migrated schema', () => {
  it('is what the entities describe', async () => {
    const dataSource = await migratedDatabase();
    expect(await drift(dataSource)).toEqual([]);
    expect(
      await texts(dataSource, 'SELECT tablename AS text FROM pg_tables WHERE schemaname = $1', ['public']),
    ).toEqual(expect.arrayContaining(entityTables(dataSource)));
  });

  it('is to the last expression what TypeORM would make of the entities', async () => {
    const dataSource = await migratedDatabase();
    const { dataSource: made } = await emptyDatabase();
    await made.synchronize();
    const byHand = dataSource.entityMetadatas
      .flatMap(({ indices }) => indices)
      .filter(({ synchronize }) => !synchronize)
      .map(({ name }) => name);
    const comparable = (all: string[]): string[] =>
      all.filter((each) => {
        const [kind = '', name = ''] = each.split(/[ :.]/);
        const known = ['column', 'constraint', 'index'].includes(kind) && !/^(migration|PK_|ct_)/.test(name);
        return known && !byHand.includes(name);
      });
    const wanted = comparable(await everything(made));
    expect(wanted).toContain("constraint ck_achievement_title: CHECK ((title <> ''::text))");
    expect(comparable(await everything(dataSource))).toEqual(wanted);
  });

  it('is told from one that lacks any part of it', async () => {
    const dataSource = await migratedDatabase();
    const changes: [change: string, told: string][] = [
      ['ALTER TABLE achievement DROP COLUMN exhibited_at', 'exhibited_at'],
      ['ALTER TABLE craftsman ALTER COLUMN trade TYPE varchar', 'trade'],
      ['ALTER TABLE industry ALTER COLUMN description DROP NOT NULL', '"description" SET NOT NULL'],
      ['ALTER TABLE achievement ALTER COLUMN people_partial DROP DEFAULT', 'people_partial'],
      ['ALTER TABLE achievement DROP CONSTRAINT ck_achievement_year', 'ck_achievement_year'],
      ['ALTER TABLE achievement DROP CONSTRAINT fk_achievement_source', 'fk_achievement_source'],
      ['ALTER TABLE region DROP CONSTRAINT uq_region_name', 'UNIQUE ("name")'],
      ['DROP INDEX ix_achievement_region', 'ix_achievement_region'],
      ['DROP TABLE studio_leader', 'CREATE TABLE "studio_leader"'],
    ];
    for (const [change, told] of changes) {
      expect((await drift(dataSource)).join('\n')).not.toContain(told);
      await dataSource.query(change);
      expect((await drift(dataSource)).join('\n')).toContain(told);
    }
  });

  it('has exactly the indexes that the entities name, also those that TypeORM does not compare', async () => {
    const dataSource = await migratedDatabase();
    const declared = dataSource.entityMetadatas.flatMap(({ indices }) => indices.map(({ name }) => name));
    const found = await texts(
      dataSource,
      `SELECT i.relname AS text FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
       WHERE t.relname = ANY($1) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))`,
      [entityTables(dataSource)],
    );
    expect(found.sort()).toEqual(declared.sort());
  });

  it('has names that somebody chose', async () => {
    const dataSource = await migratedDatabase();
    expect(await unchosenNames(dataSource)).toEqual([]);
    await dataSource.query('ALTER TABLE award ADD UNIQUE (name)');
    await dataSource.query('ALTER TABLE award ADD CONSTRAINT "UQ_0f1d2c3b4a59687786a5b4c3d2e" UNIQUE (name)');
    await dataSource.query('CREATE INDEX ON award_grant (year)');
    expect(await unchosenNames(dataSource)).toEqual([
      'award.UQ_0f1d2c3b4a59687786a5b4c3d2e',
      'award.award_name_key',
      'award_grant.award_grant_year_idx',
    ]);
  });

  it('has an index for every foreign key', async () => {
    const dataSource = await migratedDatabase();
    expect(await unindexedForeignKeys(dataSource)).toEqual([]);
    await dataSource.query('DROP INDEX ix_achievement_source');
    await dataSource.query('DROP INDEX ix_award_grant_award');
    // Neither a part of the rows nor a column further back makes up for it.
    await dataSource.query('CREATE INDEX ON achievement (source_id) WHERE year IS NULL');
    await dataSource.query('CREATE INDEX ON award_grant (year, award_code)');
    expect(await unindexedForeignKeys(dataSource)).toEqual(['fk_achievement_source', 'fk_award_grant_award']);
  });
});

/** What is there after a migration was undone that was not before it ran, or the other way round. */
async function leftBehind(url: string, migrations: DataSourceParts['migrations']): Promise<string[]> {
  const states: string[][] = [];
  const found: string[] = [];
  const compare = (name: string, actual: string[], wanted: string[] = []): void => {
    found.push(...actual.filter((each) => !wanted.includes(each)).map((each) => `${name} left ${each}`));
    found.push(...wanted.filter((each) => !actual.includes(each)).map((each) => `${name} took ${each}`));
  };
  for (let count = 0; count <= migrations.length; count += 1) {
    const dataSource = createDataSource(url, { entities: [], migrations: migrations.slice(0, count) });
    await dataSource.initialize();
    expect(await migrate(dataSource)).toHaveLength(Math.min(count, 1));
    states.push(await everything(dataSource));
    await dataSource.destroy();
  }
  const dataSource = createDataSource(url, { entities: [], migrations });
  await dataSource.initialize();
  for (const [index, migration] of [...migrations.entries()].reverse()) {
    await dataSource.undoLastMigration();
    compare(migration.name, await everything(dataSource), states[index]);
  }
  await migrate(dataSource);
  compare('the second run', await everything(dataSource), states.at(-1));
  await dataSource.destroy();
  return found;
}

describe('the migrations', () => {
  it('can each be undone without a trace and run again', async () => {
    const { url } = await emptyDatabase();
    expect(await leftBehind(url, DATA_SOURCE_PARTS.migrations)).toEqual([]);
  });

  it('are told from one that leaves something behind', async () => {
    class Untidy1000000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('CREATE TABLE kept (id integer)');
        await runner.query('CREATE OR REPLACE FUNCTION forgotten() RETURNS integer LANGUAGE sql RETURN 1');
      }

      async down(runner: QueryRunner): Promise<void> {
        await runner.query('DROP TABLE kept');
      }
    }
    const { url } = await emptyDatabase();
    const found = await leftBehind(url, [Untidy1000000000000]);
    expect(found).toEqual([expect.stringContaining('Untidy1000000000000 left function forgotten')]);
  });

  it('take as long as they need, and requests do not', async () => {
    const limit = `SELECT current_setting('statement_timeout') AS text`;
    const limits: string[] = [];
    class Long1000000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        limits.push(...((await runner.query(limit)) as { text: string }[]).map(({ text }) => text));
      }

      async down(): Promise<void> {
        // It changed nothing.
      }
    }
    const { url } = await emptyDatabase();
    const dataSource = createDataSource(url, { entities: [], migrations: [Long1000000000000] });
    await dataSource.initialize();
    try {
      await migrate(dataSource);
      expect({ migration: limits, request: await texts(dataSource, limit) }).toEqual({
        migration: ['0'],
        request: ['10s'],
      });
    } finally {
      await dataSource.destroy();
    }
  });

  it('run once when six processes start on an empty database together', async () => {
    const { url, dataSource } = await emptyDatabase();
    const processes = Array.from({ length: 6 }, () => createAppDataSource(url));
    try {
      await Promise.all(processes.map((each) => each.initialize()));
      const ran = await Promise.all(processes.map(migrate));
      expect(ran.flat()).toEqual(DATA_SOURCE_PARTS.migrations.map(({ name }) => name));
      expect(await drift(dataSource)).toEqual([]);
    } finally {
      await Promise.all(processes.map((each) => each.destroy()));
    }
  });

  it('are the only way in which the schema changes', async () => {
    const forbidden = /\bsynchronize\b(?!\s*:\s*false\b)|\bdropSchema\b/;
    expect('synchronize: true').toMatch(forbidden);
    expect('await dataSource.synchronize()').toMatch(forbidden);
    expect('{ synchronize: false }').not.toMatch(forbidden);
    const files = await readdir(join(PROJECT_ROOT, 'src'), { recursive: true });
    const sources = files.filter((path) => path.endsWith('.ts'));
    expect(sources).toContain(join('database', 'data-source.ts'));
    for (const path of sources) {
      const text = await readFile(join(PROJECT_ROOT, 'src', path), 'utf8');
      expect({ path, found: forbidden.exec(text)?.[0] }).toEqual({ path, found: undefined });
    }
  });
});

describe('the rules of the database', () => {
  let database: TestDatabase;

  /** Columns that a record of each kind cannot do without, besides its code. */
  const RECORDS: readonly [table: string, code: string, columns: string, values: string][] = [
    ['achievement', 'WIA-9000', 'title, industry_code, source_id, recognition', `'T', 'TEST', 1, 'REPORTED'`],
    ['craftsman', 'CRF-90000', 'name', `'N'`],
    ['studio', 'STU-9000', 'name', `'N'`],
    ['organisation', 'ORG-90000', 'name', `'N'`],
    ['award', 'AWD-9000', 'name', `'N'`],
  ];

  beforeAll(async () => {
    database = await createTestDatabase('empty');
    await migrate(database.dataSource);
    await database.dataSource.query(`
      INSERT INTO industry (code, name, name_en, description, description_en, position, shown_at_conference)
        VALUES ('TEST', 'N', 'N', 'D', 'D', 1, false);
      INSERT INTO source (kind) VALUES ('NEWS');
      INSERT INTO award (code, name) VALUES ('AWD-0001', 'A')`);
  });

  afterAll(() => database.drop());

  async function commit(...statements: string[]): Promise<void> {
    await database.dataSource.transaction(async (tx: EntityManager) => {
      for (const statement of statements) await tx.query(statement);
    });
  }

  /** Runs the statements, each of which must pass, and expects the constraint to refuse their commit. */
  async function expectRefusedAtCommit(constraint: string, ...statements: string[]): Promise<void> {
    const runner = database.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      for (const statement of statements) await runner.query(statement);
      await expect(runner.commitTransaction()).rejects.toMatchObject({ driverError: { constraint } });
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }

  const achievement = (code: string, recognition: string): string =>
    `INSERT INTO achievement (code, title, industry_code, source_id, recognition) VALUES ('${code}', 'T', 'TEST', 1, '${recognition}')`;
  const grant = (code: string, recognition: string): string =>
    `INSERT INTO award_grant (achievement_code, position, award_code, recognition) VALUES ('${code}', 1, 'AWD-0001', '${recognition}')`;

  it.each(['NOMINATED', 'REPORTED'])(
    'refuse an AWARDED achievement that has only a %s grant',
    async (other) => {
      const rule = 'ct_achievement_recognition';
      await expectRefusedAtCommit(rule, achievement('WIA-1000', 'AWARDED'));
      await expectRefusedAtCommit(rule, achievement('WIA-1000', 'AWARDED'), grant('WIA-1000', other));
    },
  );

  it.each(['NOMINATED', 'REPORTED'])('refuse a %s achievement that has an AWARDED grant', async (other) => {
    const rule = 'ct_achievement_recognition';
    await expectRefusedAtCommit(rule, achievement('WIA-1000', other), grant('WIA-1000', 'AWARDED'));
  });

  it('accept an achievement and its grant that agree, and keep them in agreement', async () => {
    const rule = 'ct_achievement_recognition';
    await commit(achievement('WIA-1001', 'AWARDED'), grant('WIA-1001', 'AWARDED'));
    await commit(achievement('WIA-1002', 'NOMINATED'), grant('WIA-1002', 'NOMINATED'));
    await expectRefusedAtCommit(rule, `DELETE FROM award_grant WHERE achievement_code = 'WIA-1001'`);
    await expectRefusedAtCommit(
      rule,
      `UPDATE achievement SET recognition = 'NOMINATED' WHERE code = 'WIA-1001'`,
    );
    await expectRefusedAtCommit(
      rule,
      `UPDATE award_grant SET recognition = 'AWARDED' WHERE achievement_code = 'WIA-1002'`,
    );
    await commit(
      `UPDATE award_grant SET recognition = 'NOMINATED' WHERE achievement_code = 'WIA-1001'`,
      `UPDATE achievement SET recognition = 'NOMINATED' WHERE code = 'WIA-1001'`,
    );
  });

  it.each(RECORDS)(
    'refuse to remove the %s %s without retiring its code, and to use it again',
    async (...record) => {
      const [table, code, columns, values] = record;
      const insert = `INSERT INTO ${table} (code, ${columns}) VALUES ('${code}', ${values})`;
      const remove = `DELETE FROM ${table} WHERE code = '${code}'`;
      const retire = `INSERT INTO retired_code (code, reason) VALUES ('${code}', 'Test')`;
      const rename = `UPDATE ${table} SET code = '${code}1' WHERE code = '${code}'`;
      await commit(insert);
      await expectRefusedAtCommit(`ct_${table}_code_kept`, remove);
      await expectRefusedAtCommit(`ct_${table}_code_kept`, rename);
      await commit(remove, retire);
      const retired = { driverError: { constraint: `ct_${table}_code_retired` } };
      await expect(commit(insert)).rejects.toMatchObject(retired);
      await commit(insert.replace(code, `${code}2`));
      await expect(
        commit(`UPDATE ${table} SET code = '${code}' WHERE code = '${code}2'`),
      ).rejects.toMatchObject(retired);
    },
  );
});
