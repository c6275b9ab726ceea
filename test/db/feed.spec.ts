import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { type EditedType } from '../../src/catalog/editing/edits.js';
import { feedEnd, type FeedEntry } from '../../src/record/feed/feed.reader.js';
import { refreshFeed } from '../../src/record/feed/feed.writer.js';
import { holdRevision, publishChanges } from '../../src/record/record.changes.js';
import { createTestDatabase, shareTestDatabase, type TestDatabase } from '../support/database.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';
import { apply, changesOf, differences, dump, follow, type Dump } from '../support/feed.js';
import { editAtRandom } from '../support/random-edits.js';
import { until } from '../support/until.js';

// Room for a busy machine: hundreds of edits.
jest.setTimeout(180_000);

let database: TestDatabase;
/** The database as another process of the service has it. */
let elsewhere: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  elsewhere = await shareTestDatabase(database);
  desk = openDesk(database.dataSource);
});

afterAll(async () => {
  await elsewhere.drop();
  await database.drop();
});

async function sql<T>(statement: string, ...parameters: unknown[]): Promise<T[]> {
  return database.dataSource.query<T[]>(statement, parameters);
}

/** The changes that some work made, in short. */
async function during(work: () => Promise<unknown>): Promise<string[]> {
  const before = await feedEnd(database.dataSource);
  await work();
  const entries = await follow(database.dataSource, before);
  return entries.map(({ kind, type, code, mergedInto }) =>
    [kind, type, code, ...(mergedInto === null ? [] : [mergedInto])].join(' '),
  );
}

/** Renames a person, as a part of a transaction of its own. */
async function rename(tx: EntityManager, code: string, name: string): Promise<void> {
  await tx.query('UPDATE craftsman SET name = $2, version = version + 1 WHERE code = $1', [code, name]);
}

describe('the feed of changes', () => {
  it('has the row of every record from the start, as the datasets have it', async () => {
    const entries = await follow(database.dataSource, '0', 1_000);
    const copy = apply(new Map(), changesOf(entries));
    expect(copy.size).toBeGreaterThan(5_000);
    expect(differences(copy, (await dump(database.dataSource)).rows)).toEqual([]);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['CREATE']));
    expect([...new Set(entries.map(({ type }) => type))]).toEqual([
      'Industry',
      'Region',
      'Award',
      'Organisation',
      'Craftsman',
      'Studio',
      'Achievement',
    ]);
  });

  it('tells what became of a record, and of those that show it', async () => {
    const unit = (await done(desk.create('Organisation', { name: '甲单位' }))).code;
    const twin = (await done(desk.create('Organisation', { name: '乙单位' }))).code;
    const made = (await done(desk.create('Achievement', anAchievement({ organisation: twin })))).code;
    expect(
      await during(() => done(desk.update('Organisation', { name: '丙单位' }, { code: twin, ifVersion: 1 }))),
    ).toEqual([`UPDATE Organisation ${twin}`, `UPDATE Achievement ${made}`]);
    const pair = { survivor: { code: unit, ifVersion: 1 }, duplicate: { code: twin, ifVersion: 2 } };
    let merge = '';
    expect(
      await during(async () => (merge = (await done(desk.merge('Organisation', pair))).changeSet)),
    ).toEqual([
      `UPDATE Organisation ${unit}`,
      `UPDATE Achievement ${made}`,
      `MERGE Organisation ${twin} ${unit}`,
    ]);
    expect(await during(() => done(desk.undoMerge(merge)))).toEqual([
      `UPDATE Organisation ${unit}`,
      `RESTORE Organisation ${twin}`,
      `UPDATE Achievement ${made}`,
    ]);
    const withdraw = { code: made, ifVersion: 3, reason: '来源撤回' };
    expect(await during(() => done(desk.withdraw('Achievement', withdraw)))).toEqual([
      `UPDATE Organisation ${twin}`,
      `WITHDRAW Achievement ${made}`,
    ]);
    const [tombstone] = await sql<FeedEntry>('SELECT * FROM feed_entry ORDER BY position DESC LIMIT 1');
    expect(tombstone).toMatchObject({ reason: '来源撤回', document: { code: made } });
    expect(await during(() => done(desk.restore('Achievement', { code: made })))).toEqual([
      `UPDATE Organisation ${twin}`,
      `RESTORE Achievement ${made}`,
    ]);
  });

  it('tells of those that a record names, and of those that it named before', async () => {
    const create = async (type: EditedType, input: object): Promise<string> =>
      (await done(desk.create(type, input))).code;
    const unit = await create('Organisation', { name: '研制单位' });
    const [one, other] = [
      await create('Craftsman', { name: '前任', organisation: unit, organisationBasis: 'STATED' }),
      await create('Craftsman', { name: '后任' }),
    ];
    const studio = await create('Studio', { name: '创新工作室', organisation: unit, leaders: [one] });
    await done(desk.update('Craftsman', { studio }, { code: other, ifVersion: 1 }));
    const update = (type: EditedType, code: string, ifVersion: number, input: object): Promise<string[]> =>
      during(() => done(desk.update(type, input, { code, ifVersion })));

    expect(await update('Organisation', unit, 1, { name: '改名单位' })).toEqual([
      `UPDATE Organisation ${unit}`,
      `UPDATE Craftsman ${one}`,
      `UPDATE Studio ${studio}`,
    ]);
    expect(await update('Studio', studio, 1, { name: '改名工作室' })).toEqual([
      `UPDATE Craftsman ${other}`,
      `UPDATE Studio ${studio}`,
    ]);
    expect(await update('Craftsman', one, 1, { name: '改名' })).toEqual([
      `UPDATE Craftsman ${one}`,
      `UPDATE Studio ${studio}`,
    ]);
    expect(await update('Studio', studio, 2, { organisation: null, leaders: [other] })).toEqual([
      `UPDATE Organisation ${unit}`,
      `UPDATE Craftsman ${one}`,
      `UPDATE Craftsman ${other}`,
      `UPDATE Studio ${studio}`,
    ]);

    let made = '';
    const input = anAchievement({ organisation: unit, studio, craftsmen: [{ craftsman: one }] });
    expect(await during(async () => (made = await create('Achievement', input)))).toEqual([
      `UPDATE Organisation ${unit}`,
      `UPDATE Craftsman ${one}`,
      `UPDATE Studio ${studio}`,
      `CREATE Achievement ${made}`,
    ]);
    const links = { organisation: null, studio: null, craftsmen: [{ craftsman: other }] };
    expect(await update('Achievement', made, 1, links)).toEqual([
      `UPDATE Organisation ${unit}`,
      `UPDATE Craftsman ${one}`,
      `UPDATE Craftsman ${other}`,
      `UPDATE Studio ${studio}`,
      `UPDATE Achievement ${made}`,
    ]);
    // Nobody else shows its title.
    expect(await update('Achievement', made, 2, { title: '新题目' })).toEqual([`UPDATE Achievement ${made}`]);
  });

  it('has nothing to tell of an edit that is refused or changes nothing, and no gap after a failure', async () => {
    const end = await feedEnd(database.dataSource);
    const failing = database.dataSource.transaction(async (tx) => {
      await rename(tx, 'CRF-00001', '不会留下');
      await publishChanges(tx, { craftsman: ['CRF-00001'] });
      throw new Error('after all');
    });
    await expect(failing).rejects.toThrow('after all');
    await database.dataSource.transaction(async (tx) => {
      await publishChanges(tx, {
        craftsman: ['CRF-00001'],
        organisation: ['ORG-00001'],
        award: ['AWD-0001'],
      });
    });
    expect(await follow(database.dataSource, end)).toEqual([]);
    await database.dataSource.transaction(async (tx) => {
      await rename(tx, 'CRF-00002', '留下来');
      await publishChanges(tx, { craftsman: ['CRF-00002'] });
    });
    const [first] = await follow(database.dataSource, end);
    expect(first?.position).toBe(String(BigInt(end) + 1n));
  });

  it('shows no change before those of earlier positions, whoever commits first', async () => {
    const end = await feedEnd(database.dataSource);
    let goOn = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    let published = false;
    // It began first and has its positions, but is slow to commit.
    const slow = database.dataSource.transaction(async (tx) => {
      await rename(tx, 'CRF-00011', '慢');
      await publishChanges(tx, { craftsman: ['CRF-00011'] });
      published = true;
      await waiting;
    });
    await until(() => published, 'the slow one has its positions');
    const quick = elsewhere.dataSource.transaction(async (tx) => {
      await rename(tx, 'CRF-00012', '快');
      await publishChanges(tx, { craftsman: ['CRF-00012'] });
    });
    await until(async () => {
      const [row] = await sql<{ waits: number }>(
        `SELECT count(*)::int AS waits FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return row?.waits === 1;
    }, 'the quick one waits');
    expect(await follow(database.dataSource, end)).toEqual([]);
    goOn();
    await Promise.all([slow, quick]);
    const people = (await follow(database.dataSource, end)).filter(({ type }) => type === 'Craftsman');
    expect(people.map(({ code }) => code)).toEqual(['CRF-00011', 'CRF-00012']);
  });

  it('orders transactions as they publish, not as they begin or number their change sets', async () => {
    const end = await feedEnd(database.dataSource);
    await database.dataSource.transaction(async (early) => {
      await rename(early, 'CRF-00021', '先开始');
      await elsewhere.dataSource.transaction(async (late) => {
        await rename(late, 'CRF-00022', '先提交');
        await publishChanges(late, { craftsman: ['CRF-00022'] });
      });
      await publishChanges(early, { craftsman: ['CRF-00021'] });
    });
    const people = (await follow(database.dataSource, end)).filter(({ type }) => type === 'Craftsman');
    expect(people.map(({ code }) => code)).toEqual(['CRF-00022', 'CRF-00021']);
  });

  it('makes a fresh dump of an old one, with writers in parallel', async () => {
    const old = await dump(database.dataSource);
    const writers = { busy: true };
    const work = ({ dataSource }: TestDatabase, name: string, seed: number): Promise<number> =>
      editAtRandom({ dataSource, desk: openDesk(dataSource, name), seed, edits: 100 });
    // A follower reads along all the time, a few changes at once, and takes dumps in between.
    const followed: FeedEntry[] = [];
    const between: Dump[] = [];
    const goOn = async (size?: number): Promise<void> => {
      const after = followed.at(-1)?.position ?? old.position;
      followed.push(...(await follow(elsewhere.dataSource, after, size)));
    };
    const follower = (async () => {
      while (writers.busy) {
        await goOn(7);
        if (followed.length > (between.length + 1) * 100) between.push(await dump(elsewhere.dataSource));
        await new Promise(setImmediate);
      }
    })();
    const counts = await Promise.all([
      work(database, 'A', 1),
      work(elsewhere, 'B', 2),
      work(elsewhere, 'C', 3),
    ]);
    writers.busy = false;
    await follower;
    await goOn();
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(200);
    expect(new Set(followed.map(({ kind }) => kind))).toEqual(
      new Set(['CREATE', 'UPDATE', 'WITHDRAW', 'MERGE', 'RESTORE']),
    );
    expect(followed.map(({ position }) => position)).toEqual(
      followed.map((_, index) => String(BigInt(old.position) + BigInt(index) + 1n)),
    );
    // The changes up to the end of any state make that state.
    expect(between.length).toBeGreaterThan(2);
    let applied = 0;
    for (const { rows, position } of [...between, await dump(database.dataSource)]) {
      const end = Number(BigInt(position) - BigInt(old.position));
      apply(old.rows, changesOf(followed.slice(applied, end)));
      applied = end;
      expect(differences(old.rows, rows)).toEqual([]);
    }
    expect(applied).toBe(followed.length);
  });

  it('is complete when rows are made in another way, and the same when they are not', async () => {
    const refresh = (): Promise<void> =>
      database.dataSource.transaction(async (tx) => {
        await holdRevision(tx);
        await refreshFeed(tx);
      });
    expect(await during(refresh)).toEqual([]);
    // As if a release had made this row otherwise.
    await sql(`UPDATE public_record SET document = document || '{"year": 1999}' WHERE code = 'WIA-0003'`);
    expect(await during(refresh)).toEqual(['UPDATE Achievement WIA-0003']);
    // As an earlier release told them: of a person the own values alone, of an achievement with internal fields.
    const note = (type: string, code: string, document: string): Promise<unknown> =>
      sql(
        `INSERT INTO feed_entry (position, type, code, kind, document)
         SELECT (SELECT max(position) + 1 FROM feed_entry), $1, $2, 'UPDATE', (${document})`,
        type,
        code,
      );
    await note('Craftsman', 'CRF-00100', `jsonb_build_object('code', $2::text)`);
    await note('Achievement', 'WIA-0004', 'SELECT document FROM public_record WHERE code = $2');
    expect(await during(refresh)).toEqual(['UPDATE Craftsman CRF-00100']);
  });

  it('cannot be altered', async () => {
    const refusal = 'The history of the catalogue cannot be altered';
    await expect(sql('DELETE FROM feed_entry WHERE position = 1')).rejects.toThrow(refusal);
    await expect(sql(`UPDATE feed_entry SET code = 'X' WHERE position = 1`)).rejects.toThrow(refusal);
    await expect(sql('TRUNCATE feed_entry')).rejects.toThrow(refusal);
    await expect(
      sql(
        `INSERT INTO feed_entry (position, type, code, kind, document) VALUES (1, 'Award', 'X', 'CREATE', '{}')`,
      ),
    ).rejects.toThrow('pk_feed_entry');
  });
});
