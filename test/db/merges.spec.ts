import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROWS_BY_TYPE } from '../../src/catalog/catalog.rows.js';
import { type EditedType } from '../../src/catalog/editing/edits.js';
import { RecordLookup } from '../../src/catalog/record-lookup.js';
import { Reader } from '../../src/database/query/reader.js';
import { type BaseRow } from '../../src/database/query/row.js';
import { rebuildAllNames } from '../../src/record/record.names.js';
import { publishChanges } from '../../src/record/record.changes.js';
import { StatementLog } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { allStates, anAchievement, done, openDesk, refusals, stateOf, type Desk } from '../support/desk.js';

// Room for a busy machine.
jest.setTimeout(30_000);

let database: TestDatabase;
let statements: StatementLog;
let desk: Desk;

beforeAll(async () => {
  statements = new StatementLog('all');
  database = await createTestDatabase('seeded', statements);
  desk = openDesk(database.dataSource);
});

afterAll(() => database.drop());

function sql<T = Record<string, unknown>>(statement: string, ...values: unknown[]): Promise<T[]> {
  return database.dataSource.query<T[]>(statement, values);
}

/** The projection: what searches, facets and exports read. */
function projection(): Promise<unknown[]> {
  return sql(`SELECT r.code, r.fingerprint, f.organisation, f.craftsman, f.studio, f.terms
    FROM public_record r JOIN record_facet f USING (code) ORDER BY code`);
}

function names(): Promise<unknown[]> {
  return sql('SELECT type, code, name, records FROM record_name ORDER BY type, code');
}

/** Every edit publishes: nothing is left to be made anew. */
afterEach(async () => {
  const [records, called] = [await projection(), await names()];
  await database.dataSource.transaction(async (tx) => {
    const rows = await tx.query<{ code: string }[]>(
      'SELECT code FROM public_record UNION SELECT code FROM achievement',
    );
    await publishChanges(tx, { achievement: rows.map(({ code }) => code) });
    for (const type of ['Craftsman', 'Studio', 'Organisation'] as const) await rebuildAllNames(tx, type);
  });
  expect(await projection()).toEqual(records);
  expect(await names()).toEqual(called);
});

async function version(type: EditedType, code: string): Promise<number> {
  const [row] = await sql<{ version: number }>(
    `SELECT version FROM ${ROWS_BY_TYPE[type].table} WHERE code = $1`,
    code,
  );
  return row?.version ?? 0;
}

/** The arguments that merge two records as they are now. */
async function pair(type: EditedType, survivor: string, duplicate: string): Promise<object> {
  return {
    survivor: { code: survivor, ifVersion: await version(type, survivor) },
    duplicate: { code: duplicate, ifVersion: await version(type, duplicate) },
  };
}

async function merge(type: EditedType, survivor: string, duplicate: string): Promise<string> {
  return (await done(desk.merge(type, await pair(type, survivor, duplicate)))).changeSet;
}

/** The code of the record with which a code answers; an error's code, when that is the answer. */
async function answer(type: EditedType, code: string): Promise<string | undefined> {
  const reader = new Reader(database.dataSource);
  const lookup = new RecordLookup(database.dataSource);
  const [found] = await lookup.findMany<BaseRow>(reader, [{ spec: ROWS_BY_TYPE[type], code }]);
  return found?.code;
}

async function create(type: EditedType, input: object): Promise<string> {
  return (await done(desk.create(type, input))).code;
}

describe('a merge', () => {
  it.each<[EditedType, string]>([
    [
      'Craftsman',
      'SELECT craftsman_code AS code FROM achievement_craftsman WHERE craftsman_code IN (SELECT craftsman_code FROM studio_leader)',
    ],
    [
      'Organisation',
      `SELECT organisation_code AS code FROM achievement_organisation WHERE role = 'LEAD' AND organisation_code IN (SELECT organisation_code FROM studio)`,
    ],
    [
      'Studio',
      'SELECT studio_code AS code FROM achievement WHERE studio_code IN (SELECT studio_code FROM craftsman)',
    ],
    ['Achievement', 'SELECT achievement_code AS code FROM award_grant'],
    ['Award', 'SELECT award_code AS code FROM award_grant'],
  ])(
    'of any %s has the old code answer with the survivor, and its undoing gives the former state',
    async (type, query) => {
      const [survivor, duplicate] = (
        await sql<{ code: string }>(`SELECT DISTINCT code FROM (${query}) q ORDER BY code LIMIT 2`)
      ).map(({ code }) => code) as [string, string];
      const before = await allStates(database.dataSource);
      const changeSet = await merge(type, survivor, duplicate);
      expect(await answer(type, duplicate)).toBe(survivor);
      const between = await allStates(database.dataSource);
      expect(between.size).toBe(before.size - 1);
      expect(JSON.stringify([...between.values()])).not.toContain(duplicate);
      await done(desk.undoMerge(changeSet));
      expect(await allStates(database.dataSource)).toEqual(before);
      expect(await answer(type, duplicate)).toBe(duplicate);
    },
  );

  it('names whoever would be named twice once, and keeps the role that is known', async () => {
    const [one, other, third] = [
      await create('Craftsman', { name: '一' }),
      await create('Craftsman', { name: '二' }),
      await create('Craftsman', { name: '三' }),
    ];
    const [unit, same] = [
      await create('Organisation', { name: '甲公司' }),
      await create('Organisation', { name: '甲股份公司' }),
    ];
    const studio = await create('Studio', { name: '两人工作室', leaders: [other, third, one] });
    const code = await create(
      'Achievement',
      anAchievement({
        organisation: same,
        partnerOrganisations: ['ORG-00001', unit],
        craftsmen: [
          { craftsman: one },
          { craftsman: third, role: '成员' },
          { craftsman: other, role: '组长' },
        ],
      }),
    );
    const before = await stateOf(database.dataSource, 'Achievement', code);
    const sets = [await merge('Craftsman', one, other), await merge('Organisation', unit, same)];
    expect(await stateOf(database.dataSource, 'Achievement', code)).toMatchObject({
      organisation: unit,
      partnerOrganisations: ['ORG-00001'],
      craftsmen: [
        { craftsman: one, role: '组长' },
        { craftsman: third, role: '成员' },
      ],
    });
    expect(await stateOf(database.dataSource, 'Studio', studio)).toMatchObject({ leaders: [one, third] });
    for (const changeSet of sets.reverse()) await done(desk.undoMerge(changeSet));
    expect(await stateOf(database.dataSource, 'Achievement', code)).toEqual(before);
  });

  it('after another one has every old code answer with the last survivor', async () => {
    const [a, b, c] = [
      await create('Craftsman', { name: 'A' }),
      await create('Craftsman', { name: 'B' }),
      await create('Craftsman', { name: 'C' }),
    ];
    const code = await create('Achievement', anAchievement({ craftsmen: [{ craftsman: a }] }));
    await merge('Craftsman', b, a);
    const second = await merge('Craftsman', c, b);
    expect([await answer('Craftsman', a), await answer('Craftsman', b)]).toEqual([c, c]);
    await done(desk.putBack('Achievement', { code, ifVersion: 3, version: 1 }));
    expect(await stateOf(database.dataSource, 'Achievement', code)).toMatchObject({
      craftsmen: [{ craftsman: c }],
    });
    expect(await version('Achievement', code)).toBe(3);
    await done(desk.undoMerge(second));
    expect([await answer('Craftsman', a), await answer('Craftsman', b)]).toEqual([b, b]);
  });

  it('is refused when both are one, one is gone, or was changed since it was read', async () => {
    const [a, b] = [
      await create('Organisation', { name: '合一' }),
      await create('Organisation', { name: '合二' }),
    ];
    const read = await pair('Organisation', a, b);
    expect(await refusals(desk.merge('Organisation', await pair('Organisation', a, a)))).toEqual([
      'INVALID duplicate.code',
    ]);
    await done(desk.update('Organisation', { region: 'CN-BJ' }, { code: b, ifVersion: 1 }));
    expect(await refusals(desk.merge('Organisation', read))).toEqual(['CONFLICT duplicate.ifVersion']);
    await merge('Organisation', a, b);
    expect(await refusals(desk.merge('Organisation', read))).toEqual(['GONE duplicate.code']);
    expect(await refusals(desk.merge('Organisation', await pair('Organisation', 'ORG-99999', a)))).toEqual([
      'NOT_FOUND survivor.code',
    ]);
    expect(await refusals(desk.restore('Organisation', { code: b }))).toEqual(['INVALID code']);
    expect(
      await refusals(desk.create('Craftsman', { name: '丙', organisation: b, organisationBasis: 'STATED' })),
    ).toEqual(['UNKNOWN_REFERENCE input.organisation']);
  });

  it('that would make two people the same is refused, naming them', async () => {
    const [a, b] = [
      await create('Organisation', { name: '同名一' }),
      await create('Organisation', { name: '同名二' }),
    ];
    const people = [
      await create('Craftsman', { name: '李同', organisation: a, organisationBasis: 'STATED' }),
      await create('Craftsman', { name: '李同', organisation: b, organisationBasis: 'STATED' }),
    ];
    const { errors } = await desk.merge('Organisation', await pair('Organisation', a, b));
    expect(errors).toMatchObject([{ code: 'DUPLICATE', path: ['duplicate'] }]);
    for (const code of people) expect(errors[0]?.message).toContain(code);
    expect(await answer('Organisation', b)).toBe(b);
  });

  it('takes no more statements for many links than for few', async () => {
    const [first, second] = [
      await create('Craftsman', { name: '多一' }),
      await create('Craftsman', { name: '多二' }),
    ];
    for (let index = 0; index < 5; index++)
      await create('Achievement', anAchievement({ craftsmen: [{ craftsman: second }] }));
    const made = await statements.during(() => merge('Craftsman', first, second));
    expect(made.length).toBeLessThan(64);
  });

  it('of what hundreds name is done in steps, whole or not at all', async () => {
    const [unit, same] = [
      await create('Organisation', { name: '众甲' }),
      await create('Organisation', { name: '众乙' }),
    ];
    await sql(
      `INSERT INTO craftsman (code, name, organisation_code, organisation_basis)
       SELECT 'CRF-' || 90000 + n, '众' || n, $1, 'STATED' FROM generate_series(1, 501) n`,
      same,
    );
    const last = { name: '众501', organisation: unit, organisationBasis: 'STATED' };
    const code = await create('Craftsman', last);
    expect(await refusals(desk.merge('Organisation', await pair('Organisation', unit, same)))).toEqual([
      'DUPLICATE duplicate',
    ]);
    expect(await stateOf(database.dataSource, 'Craftsman', 'CRF-90001')).toMatchObject({
      organisation: same,
    });
    await done(desk.update('Craftsman', { name: '众人' }, { code, ifVersion: 1 }));
    const made = await statements.during(() => merge('Organisation', unit, same));
    expect(made.filter((text) => text.startsWith('INSERT INTO change ('))).toHaveLength(3);
    for (const each of ['CRF-90001', 'CRF-90501'])
      expect(await stateOf(database.dataSource, 'Craftsman', each)).toMatchObject({ organisation: unit });
  });
});

describe('undoing a merge', () => {
  it('is refused when what it touched was edited since, naming it, and overwrites nothing', async () => {
    const [a, b] = [await create('Craftsman', { name: '甲乙' }), await create('Craftsman', { name: '丙丁' })];
    const code = await create('Achievement', anAchievement({ craftsmen: [{ craftsman: b }] }));
    const changeSet = await merge('Craftsman', a, b);
    await done(desk.update('Achievement', { year: 2021 }, { code, ifVersion: 2 }));
    const { errors } = await desk.undoMerge(changeSet);
    expect(errors).toMatchObject([
      { code: 'CONFLICT', path: ['changeSet'], message: expect.stringContaining(code) },
    ]);
    expect(await stateOf(database.dataSource, 'Achievement', code)).toMatchObject({
      year: 2021,
      craftsmen: [{ craftsman: a }],
    });
  });

  it('is refused twice, and for what is no merge', async () => {
    const [a, b] = [await create('Award', { name: '奖甲' }), await create('Award', { name: '奖乙' })];
    const changeSet = await merge('Award', a, b);
    const { changeSet: undone } = await done(desk.undoMerge(changeSet));
    expect(await refusals(desk.undoMerge(changeSet))).toEqual(['CONFLICT changeSet']);
    expect(await refusals(desk.undoMerge(undone))).toEqual(['INVALID changeSet']);
    for (const unknown of ['999999', 'x', ''])
      expect(await refusals(desk.undoMerge(unknown))).toEqual(['NOT_FOUND changeSet']);
  });

  it('is refused when the name of what it brings back was given to another one', async () => {
    const [a, b] = [
      await create('Organisation', { name: '旧名甲' }),
      await create('Organisation', { name: '旧名乙' }),
    ];
    const changeSet = await merge('Organisation', a, b);
    await create('Organisation', { name: '旧名乙' });
    const { errors } = await desk.undoMerge(changeSet);
    expect(errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('旧名乙') }]);
    expect(await answer('Organisation', b)).toBe(a);
  });
});
