import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { applyImport, revertImport } from '../../src/ingest/applier.js';
import { checkFile } from '../../src/ingest/checker.js';
import { receiveFile } from '../../src/ingest/files/source-file.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { allStates, anAchievement, done, openDesk, stateOf } from '../support/desk.js';
import { refusalOf } from '../support/files.js';
import {
  check,
  COLUMNS,
  csvOf,
  everything,
  IMPORTER,
  readImport,
  soundRow,
  type FileRow,
} from '../support/imports.js';

jest.setTimeout(60_000);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
});

afterAll(() => database.drop());

const apply = (id: string): Promise<void> => applyImport(database.dataSource, { id, author: IMPORTER });
const revert = (id: string): Promise<void> => revertImport(database.dataSource, { id, author: IMPORTER });

/** 500 sound rows; number 1 stands in row 2 of the file. */
function fiveHundred(): FileRow[] {
  return Array.from({ length: 500 }, (_, index) => soundRow(index + 1));
}

/** Real records, to be found again. */
async function known(): Promise<{
  title: string;
  unit: string;
  code: string;
  person: string;
  personCode: string;
}> {
  const [row] = await database.dataSource.query<
    { title: string; unit: string; code: string; person: string; personCode: string }[]
  >(
    `SELECT a.code, a.title, o.name AS unit, p.name AS person, p.code AS "personCode"
     FROM achievement a JOIN achievement_organisation l ON l.achievement_code = a.code AND l.role = 'LEAD'
     JOIN organisation o ON o.code = l.organisation_code
     CROSS JOIN LATERAL (SELECT name, code FROM craftsman c WHERE organisation_code IS NOT NULL AND name = '张文斌' LIMIT 1) p
     ORDER BY a.code LIMIT 1`,
  );
  if (!row) throw new Error('There is no such record.');
  return row;
}

describe('a file of 500 rows with 12 faults', () => {
  it('has exactly these 12 told by row and column, and writes nothing', async () => {
    const { title, unit, person, personCode, code } = await known();
    const rows = fiveHundred();
    const faults: [row: number, column: string | null, problem: string, parts: FileRow][] = [
      [10, '年份', 'BAD_YEAR', { 年份: '2203' }],
      [33, '年份', 'BAD_YEAR', { 年份: '去年' }],
      [57, '行业', 'UNKNOWN_INDUSTRY', { 行业: '轨道交通业' }],
      [99, '地区', 'UNKNOWN_REGION', { 地区: '京北' }],
      [120, '成果名称', 'MISSING_VALUE', { 成果名称: '' }],
      [145, '认定', 'UNKNOWN_VALUE', { 认定: '金奖' }],
      [201, '奖项', 'MISSING_VALUE', { 奖项: '', 奖项等级: '' }],
      [256, '成果名称', 'DUPLICATE_IN_FILE', { ...soundRow(100) }],
      [300, '成果名称', 'DUPLICATE_IN_CATALOGUE', { 成果名称: title, 牵头单位: unit }],
      [350, '人员', 'NAMESAKE', { 人员: person }],
      [401, '人员', 'INVALID_VALUE', { 人员: '（主持人）' }],
      [499, '牵头单位', 'UNKNOWN_CODE', { 牵头单位: 'ORG-99999' }],
    ];
    for (const [row, , , parts] of faults) rows[row - 2] = { ...rows[row - 2], ...parts };
    const before = await everything(database.dataSource);
    const checked = await check(database.dataSource, csvOf(rows));
    expect(checked.problems.map((each) => [each.row, each.column, each.code])).toEqual(
      faults.map(([row, column, problem]) => [row, column, problem]),
    );
    expect(checked).toMatchObject({
      state: 'CHECKED',
      created: 488,
      changed: 0,
      unchanged: 0,
      refused: 12,
      mended: 0,
    });
    expect(await everything(database.dataSource)).toEqual(before);

    const suggestions = new Map(checked.problems.map((each) => [each.row, each.suggestion]));
    expect(suggestions.get(57)).toBe('轨道交通');
    expect(suggestions.get(300)).toBe(code);
    expect(suggestions.get(350)).toBe(`${person}#${personCode}`);
    expect(await refusalOf(apply(checked.id))).toMatchObject({ code: 'CONFLICT', refused: 12 });
    expect(await everything(database.dataSource)).toEqual(before);
  });

  it('is applied exactly as shown, and reverted to every byte that stood before', async () => {
    const before = await everything(database.dataSource);
    const { id, rows, created } = await check(database.dataSource, csvOf(fiveHundred()));
    expect(created).toBe(500);
    const staged = await database.dataSource.query<{ code: string; state: object }[]>(
      'SELECT code, state FROM import_edit WHERE import_id = $1',
      [id],
    );
    await apply(id);
    const written = await allStates(database.dataSource);
    expect(staged.map(({ code }) => written.get(code))).toEqual(staged.map((edit) => edit.state));
    const state = await stateOf(database.dataSource, 'Achievement', rows[2]?.code ?? '');
    expect(state).toMatchObject({
      title: '试验成果第 3 号',
      year: 2003,
      recognition: 'AWARDED',
      industry: 'ELECTRIC_POWER',
    });
    const counts = await database.dataSource.query<unknown[]>(
      'SELECT count(*)::int AS count FROM public_record WHERE code = ANY($1)',
      [rows.map(({ code }) => code)],
    );
    expect(counts).toEqual([{ count: 500 }]);
    const entries = await database.dataSource.query(
      `SELECT s.kind, s.author, count(*)::int AS changes FROM change_set s JOIN change c ON c.change_set_id = s.id
       WHERE s.id = (SELECT change_set_id FROM import WHERE id = $1) GROUP BY s.id`,
      [id],
    );
    // 500 achievements, 540 people, 22 units and one award.
    expect(entries).toEqual([{ kind: 'IMPORT', author: IMPORTER.name, changes: 500 + 540 + 22 + 1 }]);
    expect(await refusalOf(apply(id))).toMatchObject({ code: 'CONFLICT', state: 'APPLIED' });
    await revert(id);
    expect((await readImport(database.dataSource, id)).state).toBe('REVERTED');
    expect(await everything(database.dataSource)).toEqual(before);
    expect(await refusalOf(revert(id))).toMatchObject({ code: 'CONFLICT', state: 'REVERTED' });
  });
});

describe('a file of more rows than are planned at a time', () => {
  it('finds earlier rows, and what they bring, again', async () => {
    const numbers = Array.from({ length: 600 }, (_, index) => index + 1);
    const rows = [...numbers, 1].map((number) => soundRow(number));
    const { id, created, problems } = await check(database.dataSource, csvOf(rows));
    expect({ created, problems }).toMatchObject({
      created: 600,
      problems: [{ row: 602, code: 'DUPLICATE_IN_FILE', message: 'Row 2 has this title and lead unit too.' }],
    });
    const kinds = await database.dataSource.query(
      `SELECT type, count(*)::int AS count FROM import_edit WHERE import_id = $1 AND type <> 'Achievement'
       GROUP BY type ORDER BY type`,
      [id],
    );
    expect(kinds).toEqual([
      { type: 'Award', count: 1 },
      { type: 'Craftsman', count: 640 },
      { type: 'Organisation', count: 22 },
    ]);
  });
});

describe('a row with a code', () => {
  it('changes the columns that the file has, and shows each change', async () => {
    const { code } = await known();
    const columns = ['编号', '年份', '地区'];
    const before = await stateOf(database.dataSource, 'Achievement', code);
    const { id, rows, ...counts } = await check(
      database.dataSource,
      csvOf([{ 编号: code, 年份: '2019', 地区: '' }], columns),
    );
    expect(counts).toMatchObject({ created: 0, changed: 1, refused: 0 });
    const { region, year } = before as { region: string; year: number };
    expect(rows[0]?.changes).toEqual([
      { field: 'region', before: region, after: null },
      { field: 'year', before: year, after: 2019 },
    ]);
    await apply(id);
    expect(await stateOf(database.dataSource, 'Achievement', code)).toEqual({
      ...before,
      year: 2019,
      region: null,
    });
    await revert(id);
    expect(await stateOf(database.dataSource, 'Achievement', code)).toEqual(before);
  });

  it('is kept when it says what stands there, and refused when the code is unknown or given twice', async () => {
    const { code } = await known();
    const { rows, problems } = await check(
      database.dataSource,
      csvOf(
        [{ 编号: code, 年份: '2023' }, { 编号: code, 年份: '2020' }, { 编号: 'WIA-999999' }],
        ['编号', '年份'],
      ),
    );
    expect(rows.map(({ action }) => action)).toEqual(['KEEP', 'REFUSE', 'REFUSE']);
    expect(problems.map((each) => [each.row, each.column, each.code])).toEqual([
      [3, '编号', 'DUPLICATE_CODE'],
      [4, '编号', 'UNKNOWN_CODE'],
    ]);
  });
});

describe('a row of a record with awards', () => {
  it('tells all that is known of another award, and leaves what it lacks of the same one', async () => {
    const { id, rows } = await check(
      database.dataSource,
      csvOf([soundRow(21, { 奖项年份: '1999' })], [...COLUMNS, '奖项年份']),
    );
    await apply(id);
    const code = rows[0]?.code ?? '';
    const grantsAfter = async (row: FileRow): Promise<unknown> => {
      const checked = await check(
        database.dataSource,
        csvOf([{ 编号: code, ...row }], Object.keys({ 编号: '', ...row })),
      );
      return checked.rows[0]?.changes.find(({ field }) => field === 'grants')?.after;
    };
    expect(await grantsAfter({ 奖项等级: '二等奖' })).toMatchObject([{ level: '二等奖', year: 1999 }]);
    expect(await grantsAfter({ 奖项年份: '' })).toMatchObject([{ level: '一等奖', year: 2021 }]);
    expect(await grantsAfter({ 奖项: '另一个奖' })).toMatchObject([
      { level: null, year: 2021, listCode: null },
    ]);
    await revert(id);
  });

  it('is refused when there are several, though none of them is won and it names none', async () => {
    const desk = openDesk(database.dataSource);
    const grants = [];
    for (const name of ['提名奖甲', '提名奖乙']) {
      const award = (await done(desk.create('Award', { name }))).code;
      grants.push({ award, recognition: 'NOMINATED' });
    }
    const { code } = await done(
      desk.create('Achievement', anAchievement({ title: '两次提名', recognition: 'NOMINATED', grants })),
    );
    const { problems } = await check(
      database.dataSource,
      csvOf([{ 编号: code, 奖项: '' }], ['编号', '奖项']),
    );
    expect(problems).toMatchObject([{ row: 2, column: '奖项', code: 'SEVERAL_AWARDS' }]);
  });
});

describe('a cell that is mended', () => {
  it('is told with what was made of it, and its row is not refused', async () => {
    const row = soundRow(1, { 年份: '２０２３年', 地区: '吉林省' });
    const { created, mended, problems } = await check(database.dataSource, csvOf([row]));
    expect({ created, mended }).toEqual({ created: 1, mended: 2 });
    expect(problems).toMatchObject([
      { row: 2, column: '地区', code: 'MENDED', suggestion: '吉林' },
      { row: 2, column: '年份', code: 'MENDED', suggestion: '2023' },
    ]);
  });
});

describe('people', () => {
  it('are told apart from namesakes by a code or by #new', async () => {
    const { person, personCode } = await known();
    const rows = [soundRow(1, { 人员: `${person}#${personCode}` }), soundRow(2, { 人员: `${person}#new` })];
    const { id, rows: planned } = await check(database.dataSource, csvOf(rows));
    await apply(id);
    const people = await Promise.all(
      planned.map(
        async ({ code }) =>
          (await stateOf(database.dataSource, 'Achievement', code ?? '')) as {
            craftsmen: { craftsman: string }[];
          },
      ),
    );
    expect(people[0]?.craftsmen[0]?.craftsman).toBe(personCode);
    expect(people[1]?.craftsmen[0]?.craftsman).not.toBe(personCode);
    await revert(id);
  });

  it('of a unit of their own are listed with it', async () => {
    const { id, rows } = await check(
      database.dataSource,
      csvOf([soundRow(1, { 人员: '甲某（顾问，兼职）@试验大学、乙某' })]),
    );
    await apply(id);
    const { craftsmen } = (await stateOf(database.dataSource, 'Achievement', rows[0]?.code ?? '')) as {
      craftsmen: { craftsman: string; role: string | null }[];
    };
    expect(craftsmen.map(({ role }) => role)).toEqual(['顾问，兼职', null]);
    const first = await stateOf(database.dataSource, 'Craftsman', craftsmen[0]?.craftsman ?? '');
    expect(first).toMatchObject({ name: '甲某', organisationBasis: 'STATED' });
    await revert(id);
  });
});

describe('a catalogue that changes under an import', () => {
  it('has it refused where it touches what was changed, and nothing of it is written', async () => {
    const { code } = await known();
    const desk = openDesk(database.dataSource);
    const stale = await check(database.dataSource, csvOf([{ 编号: code, 年份: '2018' }], ['编号', '年份']));
    const taken = await check(database.dataSource, csvOf([soundRow(1), soundRow(2)]));
    const doubled = await check(
      database.dataSource,
      csvOf([soundRow(3, { 成果名称: '双胞成果', 牵头单位: '' })]),
    );
    const [stood] = await database.dataSource.query<{ version: number }[]>(
      'SELECT version FROM achievement WHERE code = $1',
      [code],
    );
    await done(desk.update('Achievement', { year: 2017 }, { code, ifVersion: stood?.version }));
    await done(desk.create('Organisation', { name: '试验单位 2' }));
    await done(desk.create('Achievement', anAchievement({ title: '双胞成果' })));
    const before = await everything(database.dataSource);
    expect(await refusalOf(apply(stale.id))).toMatchObject({ code: 'CONFLICT', codes: [code] });
    expect(await refusalOf(apply(taken.id))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusalOf(apply(doubled.id))).toMatchObject({ code: 'CONFLICT', rows: [{ row: 2 }] });
    expect(await everything(database.dataSource)).toEqual(before);
  });

  it('has the revert refused, naming what was edited since or is named from outside', async () => {
    const desk = openDesk(database.dataSource);
    const { id, rows } = await check(database.dataSource, csvOf([soundRow(11), soundRow(12)]));
    await apply(id);
    const code = rows[0]?.code ?? '';
    await done(desk.update('Achievement', { year: 2001 }, { code, ifVersion: 1 }));
    const before = await everything(database.dataSource);
    const refusal = await refusalOf(revert(id));
    expect(refusal).toMatchObject({ code: 'CONFLICT', problems: [{ code: 'CONFLICT' }] });
    expect(refusal.message).toContain(code);
    expect(await everything(database.dataSource)).toEqual(before);
  });

  it('has the revert refused where what stood before is gone', async () => {
    const desk = openDesk(database.dataSource);
    const unit = (await done(desk.create('Organisation', { name: '将撤单位' }))).code;
    const { code } = await done(
      desk.create('Achievement', anAchievement({ title: '换单位', organisation: unit })),
    );
    const { id } = await check(
      database.dataSource,
      csvOf([{ 编号: code, 牵头单位: '' }], ['编号', '牵头单位']),
    );
    await apply(id);
    await done(desk.withdraw('Organisation', { code: unit, ifVersion: 1 }));
    const before = await everything(database.dataSource);
    const refusal = await refusalOf(revert(id));
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.message).toContain(unit);
    expect(await everything(database.dataSource)).toEqual(before);
  });
});

describe('a file', () => {
  it('can have its own names of columns, by a mapping; others are left out and told', async () => {
    const columns = ['甲', '乙', '丙', '丁', '戊', '己', '备注'];
    const row = {
      甲: '映射成果',
      乙: '电力',
      丙: '报道',
      丁: '名单',
      戊: '总工会',
      己: '映射单位',
      备注: 'x',
    };
    const mapping = {
      title: '甲',
      行业: '乙',
      recognition: '丙',
      sourceKind: '丁',
      来源发布者: '戊',
      organisation: '己',
    };
    const { id, created } = await check(database.dataSource, csvOf([row], columns), 'a.csv', mapping);
    const [kept] = await database.dataSource.query<{ ignored: string[] }[]>(
      'SELECT ignored_columns AS ignored FROM import WHERE id = $1',
      [id],
    );
    expect({ created, ...kept }).toEqual({ created: 1, ignored: ['备注'] });
    expect(
      await refusalOf(check(database.dataSource, csvOf([row], columns), 'a.csv', { title: '无' })),
    ).toMatchObject({
      problem: 'UNKNOWN_COLUMN',
    });
  });

  it('whose check is broken off leaves nothing', async () => {
    const signal = AbortSignal.abort();
    const counts = (): Promise<unknown> => database.dataSource.query('SELECT count(*) FROM import');
    const before = await counts();
    const file = await receiveFile(Readable.from([Buffer.from(csvOf(fiveHundred()))]), 'a.csv');
    await expect(
      checkFile(database.dataSource, { file, author: IMPORTER, mapping: {}, signal }),
    ).rejects.toThrow('broken off');
    await file.handle.close();
    expect(await counts()).toEqual(before);
  });
});
