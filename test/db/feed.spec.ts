import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type EntityManager } from 'typeorm';
import { feedEnd, type FeedEntry } from '../../src/record/feed/feed.reader.js';
import { refreshFeed } from '../../src/record/feed/feed.writer.js';
import { holdRevision, publishChanges } from '../../src/record/record.changes.js';
import { createTestDatabase, shareTestDatabase, type TestDatabase } from '../support/database.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';
import { apply, dump, follow } from '../support/feed.js';
import { seeded } from '../support/seeded.js';
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
  it('has every record from the start, each after those that it names', async () => {
    const entries = await follow(database.dataSource, '0', 1_000);
    expect(apply(new Map(), entries)).toEqual(await dump(database.dataSource));
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['CREATE']));
    expect([...new Set(entries.map(({ type }) => type))]).toEqual([
      'Industry',
      'Region',
      'Organisation',
      'Award',
      'Studio',
      'Craftsman',
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
    ).toEqual([`UPDATE Achievement ${made}`, `MERGE Organisation ${twin} ${unit}`]);
    expect(await during(() => done(desk.undoMerge(merge)))).toEqual([
      `RESTORE Organisation ${twin}`,
      `UPDATE Achievement ${made}`,
    ]);
    const withdraw = { code: made, ifVersion: 3, reason: '来源撤回' };
    expect(await during(() => done(desk.withdraw('Achievement', withdraw)))).toEqual([
      `WITHDRAW Achievement ${made}`,
    ]);
    const [tombstone] = await sql<FeedEntry>('SELECT * FROM feed_entry ORDER BY position DESC LIMIT 1');
    expect(tombstone).toMatchObject({ reason: '来源撤回', document: { code: made } });
    expect(await during(() => done(desk.restore('Achievement', { code: made })))).toEqual([
      `RESTORE Achievement ${made}`,
    ]);
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
    const end = await feedEnd(database.dataSource);
    const old = await dump(database.dataSource);
    const writers = { busy: true };
    // A follower reads along all the time, a few changes at once.
    const followed: FeedEntry[] = [];
    const follower = (async () => {
      while (writers.busy) {
        followed.push(...(await follow(elsewhere.dataSource, followed.at(-1)?.position ?? end, 7)));
        await new Promise(setImmediate);
      }
    })();
    const counts = await Promise.all([
      editAtRandom(openDesk(database.dataSource, 'A'), 1, 100),
      editAtRandom(openDesk(elsewhere.dataSource, 'B'), 2, 100),
      editAtRandom(openDesk(elsewhere.dataSource, 'C'), 3, 100),
    ]);
    writers.busy = false;
    await follower;
    followed.push(...(await follow(elsewhere.dataSource, followed.at(-1)?.position ?? end)));
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(200);
    expect(new Set(followed.map(({ kind }) => kind))).toEqual(
      new Set(['CREATE', 'UPDATE', 'WITHDRAW', 'MERGE', 'RESTORE']),
    );
    expect(followed.map(({ position }) => position)).toEqual(
      followed.map((_, index) => String(BigInt(end) + BigInt(index) + 1n)),
    );
    expect(apply(old, followed)).toEqual(await dump(database.dataSource));
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

/** Makes edits of all kinds, some of which are refused; gives how many were done. */
async function editAtRandom(by: Desk, seed: number, edits: number): Promise<number> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const nameOf = (count: number): string => `随机${seed}-${count}`;
  const present = async (type: string, where = 'TRUE'): Promise<{ code: string; ifVersion: number }> =>
    pick(
      await sql<{ code: string; ifVersion: number }>(
        `SELECT code, version AS "ifVersion" FROM ${type} t WHERE ${where} ORDER BY code`,
      ),
    );
  const merges: string[] = [];
  const withdrawn: string[] = [];
  const kinds: ((count: number) => Promise<unknown>)[] = [
    async (count) => {
      const [unit, person] = [await present('organisation'), await present('craftsman')];
      const craftsmen = [{ craftsman: person.code }];
      return done(
        by.create('Achievement', anAchievement({ title: nameOf(count), organisation: unit.code, craftsmen })),
      );
    },
    async (count) => done(by.update('Organisation', { name: nameOf(count) }, await present('organisation'))),
    async (count) => done(by.update('Craftsman', { name: nameOf(count) }, await present('craftsman'))),
    async (count) => done(by.update('Achievement', { title: nameOf(count) }, await present('achievement'))),
    async () => {
      const record = await present('achievement');
      await done(by.withdraw('Achievement', record));
      withdrawn.push(record.code);
    },
    async () => done(by.restore('Achievement', { code: withdrawn.pop() ?? 'WIA-0001' })),
    async () => {
      const pair = { survivor: await present('organisation'), duplicate: await present('organisation') };
      merges.push((await done(by.merge('Organisation', pair))).changeSet);
    },
    async () => {
      const pair = { survivor: await present('craftsman'), duplicate: await present('craftsman') };
      merges.push((await done(by.merge('Craftsman', pair))).changeSet);
    },
    async () => done(by.undoMerge(merges.pop() ?? '1')),
    async (count) => done(by.create('Award', { name: nameOf(count) })),
  ];
  let made = 0;
  for (let count = 0; count < edits; count += 1) {
    // A refusal, such as of a record that another writer has just changed, is no failure here.
    made += await pick(kinds)(count).then(
      () => 1,
      () => 0,
    );
  }
  return made;
}
