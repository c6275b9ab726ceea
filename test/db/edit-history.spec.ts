import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { beginWriting } from '../../src/catalog/editing/begin-writing.js';
import { type EditPayload } from '../../src/catalog/editing/edit.types.js';
import { type AnyState, type EditedType } from '../../src/catalog/editing/edits.js';
import { RecordLookup } from '../../src/catalog/record-lookup.js';
import { ROWS_BY_TYPE } from '../../src/catalog/catalog.rows.js';
import { Reader } from '../../src/database/query/reader.js';
import { readRecords } from '../../src/record/record.reader.js';
import { createTestDatabase, shareTestDatabase, type TestDatabase } from '../support/database.js';
import { anAchievement, done, openDesk, refusals, stateOf, type Desk } from '../support/desk.js';

// Room for a busy machine.
jest.setTimeout(30_000);

let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  desk = openDesk(database.dataSource);
});

afterAll(() => database.drop());

const state = (type: EditedType, code: string): Promise<AnyState | null | undefined> =>
  stateOf(database.dataSource, type, code);

function sql<T = Record<string, unknown>>(statement: string, ...values: unknown[]): Promise<T[]> {
  return database.dataSource.query<T[]>(statement, values);
}

/** What the code of a record answers with. */
function lookUp(type: EditedType, code: string): Promise<unknown> {
  const reader = new Reader(database.dataSource);
  return new RecordLookup(database.dataSource).find(reader, ROWS_BY_TYPE[type], code);
}

async function create(type: EditedType, input: object): Promise<string> {
  return (await done(desk.create(type, input))).code;
}

describe('an update', () => {
  it('changes what it names, raises the version, and is in the history whole', async () => {
    const code = await create('Achievement', anAchievement({ year: 2020, figures: ['一', '二'] }));
    const before = await state('Achievement', code);
    const made = await done(
      desk.update('Achievement', { year: null, figures: ['三'] }, { code, ifVersion: 1, reason: '年份有误' }),
    );
    expect(made.version).toBe(2);
    const after = await state('Achievement', code);
    expect(after).toEqual({ ...before, year: null, figures: ['三'] });
    expect(
      await sql(
        `SELECT s.author, s.key_id, s.kind, s.reason, c.version, c.before, c.after
         FROM change c JOIN change_set s ON s.id = c.change_set_id WHERE c.code = $1 ORDER BY c.version`,
        code,
      ),
    ).toEqual([
      {
        author: 'Curator',
        key_id: 'key of Curator',
        kind: 'CREATE',
        reason: null,
        version: 1,
        before: null,
        after: before,
      },
      {
        author: 'Curator',
        key_id: 'key of Curator',
        kind: 'UPDATE',
        reason: '年份有误',
        version: 2,
        before,
        after,
      },
    ]);
    const [record] = await readRecords(database.dataSource, [code]);
    expect(record?.document).toMatchObject({ year: null, figures: ['三'], version: 2 });
  });

  it('that changes nothing raises no version', async () => {
    const code = await create('Organisation', { name: '不变厂' });
    expect(
      (await done(desk.update('Organisation', { name: ' 不变厂 ' }, { code, ifVersion: 1 }))).version,
    ).toBe(1);
  });

  it('of what another one has changed is refused with both versions, and nothing is lost', async () => {
    const code = await create('Craftsman', { name: '冲突', trade: '焊工' });
    await done(
      openDesk(database.dataSource, 'First').update('Craftsman', { trade: '钳工' }, { code, ifVersion: 1 }),
    );
    const { errors } = await desk.update(
      'Craftsman',
      { trade: '电工', honours: ['劳模'] },
      { code, ifVersion: 1 },
    );
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'CONFLICT',
        path: ['ifVersion'],
        conflict: {
          ifVersion: 1,
          currentVersion: 2,
          fields: [{ field: 'trade', read: '焊工', current: '钳工', yours: '电工' }],
        },
      }),
    ]);
    expect(await state('Craftsman', code)).toMatchObject({ trade: '钳工', honours: [] });
  });

  it('of two curators at once succeeds for one, also when they work in two processes', async () => {
    const other = await shareTestDatabase(database);
    const code = await create('Craftsman', { name: '同时' });
    const edits = [desk, openDesk(other.dataSource, 'Second')].map((each, index) =>
      each.update('Craftsman', { trade: `工种${index}` }, { code, ifVersion: 1 }),
    );
    const outcomes = await Promise.all(edits);
    await other.drop();
    expect(outcomes.map(({ errors }) => errors.map((error) => error.code)).sort()).toEqual([
      [],
      ['CONFLICT'],
    ]);
    const won = outcomes.findIndex(({ errors }) => errors.length === 0);
    expect(await state('Craftsman', code)).toMatchObject({ trade: `工种${won}` });
  });

  it('never makes a win of a nomination by the way', async () => {
    const grant = { award: 'AWD-0001', level: null, year: 2022, listCode: null };
    const nominated = { recognition: 'NOMINATED', grants: [{ ...grant, recognition: 'NOMINATED' }] };
    const won = { recognition: 'AWARDED', grants: [{ ...grant, recognition: 'AWARDED' }] };
    const code = await create('Achievement', anAchievement(nominated));
    const update = (input: object, reason?: string): Promise<EditPayload> =>
      desk.update('Achievement', input, { code, ifVersion: 1, reason });
    expect(await refusals(update({ grants: won.grants }))).toEqual(['INVALID input.recognition']);
    expect(await refusals(update({ recognition: 'AWARDED' }))).toEqual(['INVALID input.recognition']);
    expect(await refusals(update(won))).toEqual(['INVALID reason']);
    expect((await readRecords(database.dataSource, [code]))[0]?.document).toMatchObject({ awardWon: [] });
    await done(update(won, '第七届终评公布'));
    expect((await readRecords(database.dataSource, [code]))[0]?.document).toMatchObject({
      awardWon: ['AWD-0001'],
    });
    await done(desk.update('Achievement', nominated, { code, ifVersion: 2 }));
    const back = { code, ifVersion: 3, version: 2 };
    expect(await refusals(desk.putBack('Achievement', back))).toEqual(['INVALID reason']);
    await done(desk.putBack('Achievement', { ...back, reason: '撤回有误' }));
  });

  it('asks why for every further win, and not for another level of a known one', async () => {
    const win = { award: 'AWD-0001', recognition: 'AWARDED', level: null, year: 2022 };
    const others = (recognition: string): object[] => [
      { award: 'AWD-0001', recognition, year: 2024 },
      { award: 'AWD-0002', recognition },
    ];
    const code = await create(
      'Achievement',
      anAchievement({ recognition: 'AWARDED', grants: [win, ...others('NOMINATED')] }),
    );
    const update = (grants: object[]): Promise<EditPayload> =>
      desk.update('Achievement', { grants }, { code, ifVersion: 1 });
    const [again, other] = others('AWARDED') as [object, object];
    const [nominatedAgain, nominatedOther] = others('NOMINATED') as [object, object];
    expect(await refusals(update([win, again, nominatedOther]))).toEqual(['INVALID reason']);
    expect(await refusals(update([win, nominatedAgain, other]))).toEqual(['INVALID reason']);
    expect(await refusals(update([other, nominatedAgain]))).toEqual(['INVALID reason']);
    await done(update([{ ...win, level: '一等奖', year: 2023 }, nominatedAgain, nominatedOther]));
  });

  it('of a code that never was, or was withdrawn, is refused', async () => {
    expect(await refusals(desk.update('Studio', {}, { code: 'STU-99999', ifVersion: 1 }))).toEqual([
      'NOT_FOUND code',
    ]);
    const code = await create('Award', { name: '短命奖' });
    await done(desk.withdraw('Award', { code, ifVersion: 1 }));
    expect(await refusals(desk.update('Award', { name: '奖' }, { code, ifVersion: 2 }))).toEqual([
      'GONE code',
    ]);
    expect(await refusals(desk.update('Studio', {}, { code, ifVersion: 1 }))).toEqual(['NOT_FOUND code']);
  });
});

describe('a withdrawal', () => {
  it('leaves the reason, and its undoing the record as it stood, with a version of its own', async () => {
    const code = await create(
      'Achievement',
      anAchievement({ craftsmen: [{ craftsman: 'CRF-00003', role: '组长' }] }),
    );
    const before = await state('Achievement', code);
    await done(desk.withdraw('Achievement', { code, ifVersion: 1, reason: '与另一项重复' }));
    expect(await state('Achievement', code)).toBeNull();
    expect(await readRecords(database.dataSource, [code])).toEqual([]);
    await expect(lookUp('Achievement', code)).rejects.toMatchObject({
      code: 'GONE',
      details: { reason: '与另一项重复' },
    });
    const { version } = await done(desk.restore('Achievement', { code }));
    expect(version).toBe(3);
    expect(await state('Achievement', code)).toEqual(before);
    expect(await readRecords(database.dataSource, [code])).toHaveLength(1);
  });

  it('of what others name is refused, naming them', async () => {
    const { errors } = await desk.withdraw('Craftsman', { code: 'CRF-00001', ifVersion: 1 });
    expect(errors).toMatchObject([
      { code: 'STILL_LINKED', path: ['code'], message: expect.stringContaining('WIA-0001') },
    ]);
    expect(await state('Craftsman', 'CRF-00001')).not.toBeNull();
  });

  it('is undone for what is withdrawn, and only while all that it names is there', async () => {
    const unit = await create('Organisation', { name: '撤销厂' });
    const code = await create('Craftsman', {
      name: '撤销人',
      organisation: unit,
      organisationBasis: 'STATED',
    });
    expect(await refusals(desk.restore('Craftsman', { code }))).toEqual(['INVALID code']);
    expect(await refusals(desk.restore('Craftsman', { code: 'CRF-99999' }))).toEqual(['NOT_FOUND code']);
    await done(desk.withdraw('Craftsman', { code, ifVersion: 1 }));
    await done(desk.withdraw('Organisation', { code: unit, ifVersion: 1 }));
    expect(await refusals(desk.restore('Craftsman', { code }))).toEqual(['UNKNOWN_REFERENCE organisation']);
    await done(desk.restore('Organisation', { code: unit }));
    await done(desk.restore('Craftsman', { code }));
  });
});

describe('a record', () => {
  it('can be put back to every earlier version', async () => {
    const code = 'WIA-0500';
    const versions = [await state('Achievement', code)];
    const steps = [
      { titleEn: 'Put back', year: 1999 },
      {
        craftsmen: [{ craftsman: 'CRF-00010', role: '甲' }],
        organisation: 'ORG-00020',
        partnerOrganisations: [],
      },
      { figures: [], source: { kind: 'REPOST', title: '转载' } },
    ];
    for (const [index, input] of steps.entries()) {
      await done(desk.update('Achievement', input, { code, ifVersion: index + 1 }));
      versions.push(await state('Achievement', code));
    }
    let current = versions.length;
    for (const [index, former] of versions.entries()) {
      const made = await done(desk.putBack('Achievement', { code, ifVersion: current, version: index + 1 }));
      expect(await state('Achievement', code)).toEqual(former);
      current = made.version;
    }
    expect(await refusals(desk.putBack('Achievement', { code, ifVersion: 1, version: 2 }))).toEqual([
      'CONFLICT ifVersion',
    ]);
    expect(await refusals(desk.putBack('Achievement', { code, ifVersion: current, version: 99 }))).toEqual([
      'NOT_FOUND version',
    ]);
  });
});

describe('a request with an idempotency key', () => {
  it('makes one record, though it comes 100 times at once', async () => {
    const args = { idempotencyKey: 'once' };
    const other = await shareTestDatabase(database);
    const desks = [desk, openDesk(other.dataSource)];
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        done((desks[index % 2] as Desk).create('Organisation', { name: '一次厂' }, args)),
      ),
    );
    await other.drop();
    expect(new Set(outcomes.map(({ code, changeSet }) => `${code} ${changeSet}`)).size).toBe(1);
    expect(await sql(`SELECT 1 FROM organisation WHERE name = '一次厂'`)).toHaveLength(1);
  });

  it('has the same answer again, and a conflict when it asks for something else', async () => {
    const args = {
      code: await create('Organisation', { name: '重复厂' }),
      ifVersion: 1,
      idempotencyKey: 'again',
    };
    const first = await done(desk.update('Organisation', { region: 'CN-BJ' }, args));
    expect(await done(desk.update('Organisation', { region: 'CN-BJ' }, args))).toEqual(first);
    expect(await refusals(desk.update('Organisation', { region: 'CN-SH' }, args))).toEqual([
      'CONFLICT idempotencyKey',
    ]);
    expect(await refusals(desk.withdraw('Organisation', args))).toEqual(['CONFLICT idempotencyKey']);
    const other = openDesk(database.dataSource, 'Other');
    expect(await refusals(other.update('Organisation', { region: 'CN-SH' }, args))).toEqual([
      'CONFLICT ifVersion',
    ]);
  });

  it('is carried out when it was refused before', async () => {
    const args = { idempotencyKey: 'later' };
    expect(await refusals(desk.create('Organisation', { name: '' }, args))).toEqual(['INVALID input.name']);
    await done(desk.create('Organisation', { name: '后来厂' }, args));
  });
});

describe('the history', () => {
  it.each([
    'UPDATE change_set SET author = $1',
    'DELETE FROM change_set WHERE author <> $1',
    'UPDATE change SET code = $1',
    'DELETE FROM change WHERE code <> $1',
  ])('cannot be altered: %s', async (statement) => {
    await expect(sql(statement, 'x')).rejects.toThrow('The history of the catalogue cannot be altered');
  });

  it.each(['change', 'change_set', 'change, change_set'])('cannot be emptied: %s', async (tables) => {
    await expect(sql(`TRUNCATE ${tables} CASCADE`)).rejects.toThrow(
      'The history of the catalogue cannot be altered',
    );
    expect(await sql('SELECT 1 FROM change LIMIT 1')).toHaveLength(1);
  });
});

describe('a writer', () => {
  it('waits for another one, and gives up in time rather than hang', async () => {
    const { dataSource } = database;
    await dataSource.transaction(async (tx) => {
      await beginWriting(tx, 1_000);
      const second = dataSource.transaction((other) => beginWriting(other, 50));
      await expect(second).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    });
    await dataSource.transaction((tx) => beginWriting(tx, 50));
  });
});
