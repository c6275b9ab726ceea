import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { checkState } from '../../src/catalog/editing/state.rules.js';
import { STATE_TABLES } from '../../src/catalog/editing/state-tables.js';
import { EDITED_TYPES, type AnyState, type EditedType } from '../../src/catalog/editing/edits.js';
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

const state = (type: EditedType, code: string): Promise<AnyState | null | undefined> =>
  stateOf(database.dataSource, type, code);

/** What grows with every write. */
function written(): Promise<unknown[]> {
  return database.dataSource.query(`SELECT revision, (SELECT count(*) FROM change_set) AS sets,
    (SELECT count(*) FROM change) AS changes FROM catalog_state`);
}

describe('every record of the source files', () => {
  it('has a state that an edit may have', async () => {
    const faults = [...(await allStates(database.dataSource))].flatMap(([code, each]) => {
      const type = EDITED_TYPES.find((one) => code.startsWith(STATE_TABLES[one].prefix)) as EditedType;
      return checkState(type, each as never).map(({ path, message }) => [code, path.join('.'), message]);
    });
    expect(faults).toEqual([]);
  });

  it('is written back as it was read', async () => {
    const before = await allStates(database.dataSource);
    const title = (before.get('WIA-0900') as { title: string }).title;
    await done(desk.update('Achievement', { title: '改' }, { code: 'WIA-0900', ifVersion: 1 }));
    await done(desk.update('Achievement', { title }, { code: 'WIA-0900', ifVersion: 2 }));
    expect(await allStates(database.dataSource)).toEqual(before);
  });
});

describe('a new record', () => {
  it('has a code of its own, above those of the source files, and what is left out is unknown', async () => {
    const { code, version } = await done(desk.create('Achievement', anAchievement()));
    expect(code).toMatch(/^WIA-1\d{5}$/);
    expect(version).toBe(1);
    expect(await state('Achievement', code)).toEqual({
      ...anAchievement(),
      source: { kind: 'NEWS', publisher: '工人日报', title: null, date: '2023-07-28', url: null },
      titleEn: null,
      region: null,
      studio: null,
      organisation: null,
      partnerOrganisations: [],
      craftsmen: [],
      peoplePartial: false,
      grants: [],
      year: null,
      figures: [],
      exhibitedAt: null,
    });
  });

  it.each<[EditedType, object]>([
    ['Organisation', { name: '第一试验厂', region: 'CN-BJ' }],
    [
      'Craftsman',
      { name: '试验工', organisation: 'ORG-00001', organisationBasis: 'STATED', honours: ['全国劳模'] },
    ],
    ['Studio', { name: '试验工作室', organisation: 'ORG-00001', leaders: ['CRF-00001', 'CRF-00002'] }],
    ['Award', { name: '试验奖' }],
  ])('can be any %s', async (type, input) => {
    const { code } = await done(desk.create(type, input));
    expect(await state(type, code)).toMatchObject(input);
  });

  it('names records by code or global id, and texts lose the blanks around them', async () => {
    const id = Buffer.from('Organisation:ORG-00001').toString('base64url');
    const { code } = await done(
      desk.create('Craftsman', { name: ' 王试 ', organisation: id, organisationBasis: 'STATED' }),
    );
    expect(await state('Craftsman', code)).toMatchObject({ name: '王试', organisation: 'ORG-00001' });
  });

  it.each<[string, EditedType, object, string[]]>([
    ['an empty title', 'Achievement', anAchievement({ title: '  ' }), ['INVALID input.title']],
    ['a control character', 'Achievement', anAchievement({ title: 'a\u0000b' }), ['INVALID input.title']],
    [
      'a control character in a code',
      'Craftsman',
      { name: '控制', organisation: 'a\u0000', organisationBasis: 'STATED' },
      ['INVALID input.organisation'],
    ],
    [
      'half a character in codes',
      'Achievement',
      anAchievement({ organisation: 'a\ud842', partnerOrganisations: ['b\ud842'] }),
      ['INVALID input.organisation', 'INVALID input.partnerOrganisations'],
    ],
    [
      'half a character in an address',
      'Achievement',
      anAchievement({ source: { kind: 'NEWS', url: 'https://a.cn/\ud842' } }),
      ['INVALID input.source.url'],
    ],
    ['a year of long ago', 'Achievement', anAchievement({ year: 1066 }), ['INVALID input.year']],
    [
      'an address that is none',
      'Achievement',
      anAchievement({ source: { kind: 'NEWS', url: 'www' } }),
      ['INVALID input.source.url'],
    ],
    [
      'the address of a copy',
      'Achievement',
      anAchievement({ source: { kind: 'REPOST', url: 'https://a.cn/b' } }),
      ['INVALID input.source.url'],
    ],
    [
      'a day that is none',
      'Achievement',
      anAchievement({ source: { kind: 'NEWS', date: '2023-13' } }),
      ['INVALID input.source.date'],
    ],
    [
      'a person twice',
      'Achievement',
      anAchievement({ craftsmen: [{ craftsman: 'CRF-00001' }, { craftsman: 'CRF-00001' }] }),
      ['INVALID input.craftsmen'],
    ],
    [
      'an empty role',
      'Achievement',
      anAchievement({ craftsmen: [{ craftsman: 'CRF-00001', role: '' }] }),
      ['INVALID input.craftsmen.0.role'],
    ],
    [
      'a lead unit that is a partner',
      'Achievement',
      anAchievement({ organisation: 'ORG-00001', partnerOrganisations: ['ORG-00002', 'ORG-00001'] }),
      ['INVALID input.partnerOrganisations.1'],
    ],
    [
      'a win without a grant',
      'Achievement',
      anAchievement({ recognition: 'AWARDED' }),
      ['INVALID input.recognition'],
    ],
    [
      'a grant that was won, unsaid',
      'Achievement',
      anAchievement({ grants: [{ award: 'AWD-0001', recognition: 'AWARDED' }] }),
      ['INVALID input.recognition'],
    ],
    [
      'unknown records',
      'Achievement',
      anAchievement({ industry: 'MAGIC', craftsmen: [{ craftsman: 'CRF-99999' }] }),
      ['UNKNOWN_REFERENCE input.craftsmen.0.craftsman', 'UNKNOWN_REFERENCE input.industry'],
    ],
    [
      'a record of another kind',
      'Achievement',
      anAchievement({ studio: 'ORG-00001' }),
      ['UNKNOWN_REFERENCE input.studio'],
    ],
    [
      'a unit without its basis',
      'Craftsman',
      { name: '甲', organisation: 'ORG-00001' },
      ['INVALID input.organisationBasis'],
    ],
    [
      'the name of another unit',
      'Organisation',
      { name: '中国北方稀土(集团)高科技股份有限公司冶炼分公司' },
      ['DUPLICATE input.name'],
    ],
    [
      'a namesake in the unit',
      'Craftsman',
      { name: '张文斌', organisation: 'ORG-00001', organisationBasis: 'STATED' },
      ['DUPLICATE input.name'],
    ],
  ])('is refused for %s, and nothing of it stays', async (_what, type, input, expected) => {
    const before = await written();
    expect(await refusals(desk.create(type, input))).toEqual(expected);
    expect(await written()).toEqual(before);
  });

  it('takes no more than some statements, whatever it names', async () => {
    const craftsmen = (
      await database.dataSource.query<{ code: string }[]>(
        'SELECT code FROM craftsman ORDER BY code LIMIT 100',
      )
    ).map(({ code }) => ({ craftsman: code }));
    const made = await statements.during(() =>
      done(desk.create('Achievement', anAchievement({ craftsmen }))),
    );
    expect(made.length).toBeLessThan(60);
  });
});
