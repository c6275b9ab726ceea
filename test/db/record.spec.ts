import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { publishChanges, type Changes } from '../../src/record/record.changes.js';
import { readRecords } from '../../src/record/record.reader.js';
import { refreshRecords } from '../../src/record/record.refresh.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

let database: TestDatabase;

/** A record with people and a unit. */
let CODE: string;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  await database.dataSource.query('DELETE FROM outbox');
  const [row] = await sql<{ code: string }>(
    `SELECT code FROM record_facet WHERE code > 'WIA-0100' AND craftsman <> '{}' AND organisation <> '{}' ORDER BY code`,
  );
  CODE = row?.code ?? '';
});

afterAll(async () => {
  await database.drop();
});

/** One transaction of a curator. */
function edit(statements: readonly string[], changes: Changes): Promise<void> {
  return database.dataSource.transaction(async (tx) => {
    for (const statement of statements) await tx.query(statement);
    await publishChanges(tx, changes);
  });
}

async function record(code: string): Promise<Record<string, unknown> | undefined> {
  const [found] = await readRecords(database.dataSource, [code]);
  return found && { ...found.document };
}

async function sql<T>(statement: string, ...parameters: unknown[]): Promise<T[]> {
  return database.dataSource.query<T[]>(statement, parameters);
}

async function named(type: string, code: string): Promise<unknown> {
  const [row] = await sql<{ name: string; records: number }>(
    'SELECT name, records FROM record_name WHERE type = $1 AND code = $2',
    type,
    code,
  );
  return row;
}

describe('the public record', () => {
  it('follows every change of what it shows, with the note to the index, in one transaction', async () => {
    const before = await record(CODE);
    const [unit] = before?.organisation as string[];
    await edit([`UPDATE organisation SET name = '改名的单位' WHERE code = '${unit}'`], {
      organisation: [unit as string],
    });
    expect((await record(CODE))?.organisationNames).toContain('改名的单位');
    expect(await named('Organisation', unit as string)).toMatchObject({ name: '改名的单位' });
    const pending = await new OutboxStore(database.dataSource).pendingAmong('record', [CODE]);
    expect(pending).toEqual(new Set([CODE]));
  });

  it('is left alone when nothing of it has changed', async () => {
    await database.dataSource.query('DELETE FROM outbox');
    await edit([], { achievement: ['WIA-0001'] });
    expect(await new OutboxStore(database.dataSource).status()).toEqual([]);
  });

  it('falls with the transaction that fails', async () => {
    const before = await record('WIA-0002');
    const failed = database.dataSource.transaction(async (tx) => {
      await tx.query(`UPDATE achievement SET title = '不成立' WHERE code = 'WIA-0002'`);
      await publishChanges(tx, { achievement: ['WIA-0002'] });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await record('WIA-0002')).toEqual(before);
  });

  it('goes with its achievement, and counts no longer for whom it named', async () => {
    const { craftsman } = (await record('WIA-0001')) as { craftsman: string[] };
    const [person] = craftsman as [string];
    const { records } = (await named('Craftsman', person)) as { records: number };
    const remove = [
      `INSERT INTO retired_code (code, reason) VALUES ('WIA-0001', '重复')`,
      `DELETE FROM achievement WHERE code = 'WIA-0001'`,
    ];
    await expect(edit(remove, {})).rejects.toThrow('fk_public_record_achievement');
    await edit(remove, { achievement: ['WIA-0001'] });
    expect(await record('WIA-0001')).toBeUndefined();
    expect(await named('Craftsman', person)).toMatchObject({ records: records - 1 });
    expect(await sql('SELECT 1 FROM record_facet WHERE code = $1', 'WIA-0001')).toEqual([]);
  });

  it('is right when two transactions change what it shows at the same time', async () => {
    const { craftsman } = (await record(CODE)) as { craftsman: string[] };
    const [person] = craftsman as [string];
    let goOn = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    let renamed = false;
    const first = database.dataSource.transaction(async (tx: EntityManager) => {
      await tx.query(`UPDATE craftsman SET name = '改了名' WHERE code = $1`, [person]);
      await publishChanges(tx, { craftsman: [person] });
      renamed = true;
      await waiting;
    });
    await until(() => renamed, 'the name is changed');
    const second = edit([`INSERT INTO achievement_craftsman VALUES ('WIA-0003', '${person}', null, 90)`], {
      achievement: ['WIA-0003'],
    });
    await until(
      async () =>
        (
          await sql(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).length > 0,
      'the second one waits for the first',
    );
    goOn();
    await Promise.all([first, second]);
    expect((await record('WIA-0003'))?.craftsmanNames).toContain('改了名');
    const [row] = await sql<{ count: number }>(
      'SELECT count(*)::int AS count FROM achievement_craftsman WHERE craftsman_code = $1',
      person,
    );
    expect(await named('Craftsman', person)).toEqual({ name: '改了名', records: row?.count });
  });
});

describe('all records', () => {
  it('are made anew when they were made in another way, and left alone otherwise', async () => {
    expect(await refreshRecords(database.dataSource)).toBeNull();
    await sql(`UPDATE catalog_state SET record_digest = 'of another release'`);
    await sql(`UPDATE public_record SET fingerprint = 'old' WHERE code = 'WIA-0010'`);
    await sql(`INSERT INTO record_word VALUES ('leftover')`);
    const steps: number[] = [];
    expect(await refreshRecords(database.dataSource, (done) => steps.push(done))).toBe(1_257);
    expect(steps.at(-1)).toBe(1_257);
    expect(await sql(`SELECT 1 FROM public_record WHERE fingerprint = 'old'`)).toEqual([]);
    expect(await sql(`SELECT 1 FROM record_word WHERE word = 'leftover'`)).toEqual([]);
  });
});
