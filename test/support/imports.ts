import { Readable } from 'node:stream';
import { type DataSource } from 'typeorm';
import { checkFile } from '../../src/ingest/checker.js';
import { receiveFile } from '../../src/ingest/files/source-file.js';
import { type PlannedRow } from '../../src/ingest/plan/planned.js';
import { type ImportProblem } from '../../src/ingest/schema/problems.js';

/** Who imports in tests. */
export const IMPORTER = { keyId: 'key of importer', name: 'Exhibiting unit' };

/** The columns that the rows of tests have, unless they say otherwise. */
export const COLUMNS = [
  '成果名称',
  '行业',
  '地区',
  '年份',
  '认定',
  '牵头单位',
  '合作单位',
  '人员',
  '奖项',
  '奖项等级',
  '来源类型',
  '来源发布者',
] as const;

/** A row of a file by the names of its columns. */
export type FileRow = Partial<Record<string, string>>;

/** A row in which nothing is wrong; every number gives another one. */
export function soundRow(number: number, parts: FileRow = {}): FileRow {
  return {
    成果名称: `试验成果第 ${number} 号`,
    行业: number % 2 === 0 ? 'RAIL_TRANSIT' : 'ELECTRIC_POWER',
    地区: '吉林',
    年份: String(2_000 + (number % 24)),
    认定: '获奖',
    牵头单位: `试验单位 ${number % 20}`,
    合作单位: number % 3 === 0 ? '试验研究院；试验大学' : '',
    人员: `试验者${number}（主持人）；合作者${number % 40}`,
    奖项: '试验创新奖',
    奖项等级: '一等奖',
    来源类型: '名单',
    来源发布者: '试验总工会',
    ...parts,
  };
}

/** The text of a CSV file with these rows. */
export function csvOf(rows: readonly FileRow[], columns: readonly string[] = COLUMNS): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(columns), ...rows.map((row) => line(columns.map((name) => row[name] ?? '')))].join('\n');
}

/** An import as its row of the table has it. */
export interface CheckedImport {
  readonly id: string;
  readonly state: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly mended: number;
  /** Every problem, with its row. */
  readonly problems: readonly ImportProblem[];
  readonly rows: readonly PlannedRow[];
}

/** Checks a file of this content. */
export async function check(
  dataSource: DataSource,
  content: string | Uint8Array,
  name = 'file.csv',
  mapping: Readonly<Record<string, string>> = {},
): Promise<CheckedImport> {
  const file = await receiveFile(Readable.from([Buffer.from(content)]), name);
  try {
    const id = await checkFile(dataSource, { file, author: IMPORTER, mapping });
    return await readImport(dataSource, id);
  } finally {
    await file.handle.close();
  }
}

/** An import as it stands. */
export async function readImport(dataSource: DataSource, id: string): Promise<CheckedImport> {
  const [row] = await dataSource.query<CheckedImport[]>('SELECT * FROM import WHERE id = $1', [id]);
  const rows = await dataSource.query<PlannedRow[]>(
    'SELECT * FROM import_row WHERE import_id = $1 ORDER BY row',
    [id],
  );
  return { ...(row as CheckedImport), rows, problems: rows.flatMap(({ problems }) => problems) };
}

/** The tables of the catalogue and its public records, every row as text. */
const TABLES = [
  'achievement',
  'achievement_craftsman',
  'achievement_organisation',
  'award',
  'award_grant',
  'craftsman',
  'organisation',
  'studio',
  'studio_leader',
  'public_record',
  'record_facet',
  'record_name',
];

/** Everything of the catalogue: the rows of each table as texts. */
export async function everything(dataSource: DataSource): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const table of TABLES) {
    const rows = await dataSource.query<{ row: string }[]>(
      `SELECT t::text AS row FROM ${table} t ORDER BY t::text COLLATE "C"`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}
