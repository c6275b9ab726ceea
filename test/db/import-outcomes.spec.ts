import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { applyImport, revertImport } from '../../src/ingest/applier.js';
import { runImport, runRevert, type Told } from '../../src/ingest/import.command.js';
import { streamRecords } from '../../src/record/record.reader.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { stateOf } from '../support/desk.js';
import {
  check,
  COLUMNS,
  csvOf,
  everything,
  IMPORTER,
  soundRow,
  type CheckedImport,
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

describe('studios of one name', () => {
  const columns = [...COLUMNS, '创新工作室'];
  const named = (number: number, studio: string, unit: string): FileRow =>
    soundRow(number, { 创新工作室: studio, 牵头单位: unit, 合作单位: '' });
  const studiosOf = (rows: readonly FileRow[]): Promise<CheckedImport> =>
    check(database.dataSource, csvOf(rows, columns));
  const studioOf = async (row: { code: string | null } | undefined): Promise<string> =>
    ((await stateOf(database.dataSource, 'Achievement', row?.code ?? '')) as { studio: string }).studio;

  it('in two units of a file are told by row, and each row says which one it means', async () => {
    const first = named(1, '劳模工作室', '甲单位');
    const { problems, created } = await studiosOf([first, named(2, '劳模工作室', '乙单位')]);
    expect({ created, problems }).toMatchObject({
      created: 1,
      problems: [{ row: 3, column: '创新工作室', code: 'NAMESAKE', suggestion: '劳模工作室#new' }],
    });
    const decided = await studiosOf([
      first,
      named(2, '劳模工作室#new', '乙单位'),
      named(3, '劳模工作室#same', '丙单位'),
      named(4, '劳模工作室', '乙单位'),
      named(5, '劳模工作室', '甲单位'),
    ]);
    expect(decided.problems).toEqual([]);
    await apply(decided.id);
    const [one, two, three, four, five] = await Promise.all(decided.rows.map(studioOf));
    expect([three, four, five]).toEqual([one, two, one]);
    expect(two).not.toBe(one);
    await revert(decided.id);
  });

  it('in the catalogue and with another unit are told by row; the same unit finds its own', async () => {
    const earlier = await studiosOf([named(1, '创新工作室5#炉', '甲单位')]);
    await apply(earlier.id);
    const code = await studioOf(earlier.rows[0]);
    const { problems } = await studiosOf([
      named(2, '创新工作室5#炉', '甲单位'),
      named(3, '创新工作室5#炉', '乙单位'),
      named(4, `别的名称#${code}`, '乙单位'),
    ]);
    expect(problems).toMatchObject([
      { row: 3, column: '创新工作室', code: 'NAMESAKE', suggestion: `创新工作室5#炉#${code}` },
      { row: 4, column: '创新工作室', code: 'UNKNOWN_CODE' },
    ]);
    const decided = await studiosOf([
      named(2, '创新工作室5#炉', '甲单位'),
      named(3, `创新工作室5#炉#${code}`, '乙单位'),
      named(4, '创新工作室5#炉#new', '丙单位'),
    ]);
    await apply(decided.id);
    const [same, chosen, other] = await Promise.all(decided.rows.map(studioOf));
    expect([same, chosen]).toEqual([code, code]);
    expect(other).not.toBe(code);
    await revert(decided.id);
    await revert(earlier.id);
  });
});

describe('an import that adds and changes records', () => {
  /** Every public record as it is exported: whole, but for the number of its edition and when that was made. */
  async function exported(): Promise<{ lines: string[]; editions: Map<string, number> }> {
    const lines: string[] = [];
    const editions = new Map<string, number>();
    for await (const step of streamRecords(database.dataSource, 500)) {
      for (const { document } of step) {
        const { version, updatedAt: _, ...data } = document;
        lines.push(JSON.stringify(data));
        editions.set(document.code, version);
      }
    }
    return { lines, editions };
  }

  it('is taken back to every byte of data that stood before; the history of what it changed goes on', async () => {
    const rows = await database.dataSource.query<{ code: string }[]>(
      `SELECT code FROM record_facet WHERE cardinality(award) < 2 AND craftsman <> '{}' ORDER BY code LIMIT 3`,
    );
    const codes = rows.map(({ code }) => code);
    const before = await exported();
    const { id, changed, created } = await check(
      database.dataSource,
      csvOf(
        [
          ...codes.map((code, index): FileRow => ({ 编号: code, ...soundRow(index + 1) })),
          soundRow(10),
          soundRow(11),
        ],
        ['编号', ...COLUMNS],
      ),
    );
    expect({ changed, created }).toEqual({ changed: 3, created: 2 });
    await apply(id);
    const written = await exported();
    expect(written.lines.filter((line) => !before.lines.includes(line))).toHaveLength(5);
    await revert(id);
    const after = await exported();
    expect(after.lines).toEqual(before.lines);
    const raised = [...after.editions].filter(([code, version]) => version !== before.editions.get(code));
    expect(raised).toEqual(codes.map((code) => [code, (before.editions.get(code) ?? 0) + 2]));
  });
});

describe('an import at the machine itself', () => {
  it('takes a mapping, as it is or from a file, tells how it goes, and is reverted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'import-command-'));
    const [path, mappingFile] = [join(folder, 'rows.csv'), join(folder, 'mapping.json')];
    const mapping = JSON.stringify({ title: '项目' });
    const columns = ['项目', ...COLUMNS.slice(1)];
    await writeFile(path, csvOf([{ ...soundRow(1), 项目: '映射成果' }], columns));
    await writeFile(mappingFile, mapping);
    const lines: string[] = [];
    const parts = new Map<string, number>();
    const told: Told = {
      print: (line) => lines.push(line),
      progress: (part, done, total) => parts.set(part, done / total),
    };
    const before = await everything(database.dataSource);
    try {
      expect(await runImport(database.dataSource, { path, apply: false, mapping: mappingFile }, told)).toBe(
        true,
      );
      expect(lines.join()).toContain('1 new, 0 changed');
      expect(await runImport(database.dataSource, { path, apply: true, mapping }, told)).toBe(true);
      expect(parts).toEqual(
        new Map([
          ['Checking', 1],
          ['Writing', 1],
          ['Publishing', 1],
        ]),
      );
      const [, id = ''] = /Written, as import (\d+)/.exec(lines.at(-1) ?? '') ?? [];
      await runRevert(database.dataSource, id, told);
      expect(lines.at(-1)).toContain(`Import ${id} was taken back`);
      expect(await everything(database.dataSource)).toEqual(before);
      await expect(runRevert(database.dataSource, id, told)).rejects.toThrow('only an APPLIED one');
      const wrong = (given: string): Promise<boolean> =>
        runImport(database.dataSource, { path, apply: true, mapping: given }, told);
      await expect(wrong('{"title":1}')).rejects.toThrow('no JSON object of texts');
      await expect(wrong(join(folder, 'none.json'))).rejects.toThrow('The mapping cannot be read');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
