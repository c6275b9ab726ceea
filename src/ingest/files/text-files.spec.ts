import { describe, expect, it } from '@jest/globals';
import { readTable, refusalOf } from '../../../test/support/files.js';
import { FILE_LIMITS } from './limits.js';

/** 标题,年份 and 数控机床,2023 in GB18030, as Excel for Chinese writes a CSV file. */
const GB18030 = Buffer.from('b1eacce22cc4eab7dd0acafdbfd8bbfab4b22c323032330a', 'hex');

describe('delimited files', () => {
  it('reads rows under the numbers that spreadsheets show, however many lines a cell has', async () => {
    const { format, columns, rows } = await readTable('标题,人员\n"一,\n""二""",张三\n\n三,李四\n');
    expect({ format, columns }).toEqual({ format: 'CSV', columns: ['标题', '人员'] });
    expect([...rows]).toEqual([
      [2, ['一,\n"二"', '张三']],
      [4, ['三', '李四']],
    ]);
  });

  it('reads tabs, by the name or by the content', async () => {
    for (const name of ['file.tsv', 'file.txt', 'file.csv']) {
      const { rows } = await readTable('标题\t年份\r\n机床, 大\t2023\r\n', name);
      expect(rows.get(2)).toEqual(['机床, 大', '2023']);
    }
  });

  it('tells the row of quotes that do not match, and of a quoted cell that has no end', async () => {
    expect(await refusalOf(readTable('标题,年份\n5" 管,2023\n'))).toMatchObject({
      problem: 'INVALID_QUOTES',
      row: 2,
    });
    expect(await refusalOf(readTable('标题,年份\n机床,2023\n"成果,2023\n'))).toMatchObject({
      problem: 'TRUNCATED_FILE',
      row: 3,
    });
  });

  it.each([
    ['FORMULA', '标题,年份\n机床,2023\n=1+1,2023\n', { row: 3, cell: 'A3' }],
    ['TOO_MANY_COLUMNS', `${','.repeat(9_999)}\n`.replace(/^/, '标题'), { columns: 10_000, limit: 100 }],
    ['CELL_TOO_LONG', `标题\n${'长'.repeat(10_001)}\n`, { cell: 'A2', limit: FILE_LIMITS.cellCharacters }],
    ['LINE_TOO_LONG', `标题,年份\n${'x'.repeat(50_000_000)}\n`, { line: 2, limit: FILE_LIMITS.lineBytes }],
    [
      'LINE_TOO_LONG',
      `标题,年份\n"${'x\n'.repeat(600_000)}",2023\n`,
      { row: 2, limit: FILE_LIMITS.lineBytes },
    ],
    ['NUL_CHARACTER', '标题,年份\n机\0床,2023\n', { line: 2 }],
    ['BINARY_FILE', '标题,年份\n\u0001\u0002\u0003', { line: 2 }],
    ['EMPTY_FILE', '', {}],
    ['EMPTY_FILE', '\n,,\n', {}],
  ])('refuses %s and says where', async (problem, content, place) => {
    expect(await refusalOf(readTable(content))).toMatchObject({ code: 'BAD_USER_INPUT', problem, ...place });
  });

  it.each([
    ['89504e470d0a1a0a', 'picture'],
    ['d0cf11e0a1b11ae1', 'old Excel file'],
    ['255044462d312e37', 'PDF'],
    ['1f8b0800', 'GZIP'],
  ])('refuses another file that is named .csv (%s)', async (start, what) => {
    const { problem, message } = await refusalOf(readTable(Buffer.from(start, 'hex')));
    expect(problem).toBe('UNKNOWN_FORMAT');
    expect(message).toContain(what);
  });

  it('refuses a file beyond the limit of bytes', async () => {
    const content = Buffer.alloc(FILE_LIMITS.bytes + 1, 'x');
    expect(await refusalOf(readTable(content))).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      problem: 'FILE_TOO_LARGE',
      limit: FILE_LIMITS.bytes,
    });
  });
});

describe('encodings', () => {
  it('reads UTF-8 with and without a mark, and GB18030', async () => {
    const text = '标题,年份\n数控机床,2023\n';
    for (const [content, encoding] of [
      [Buffer.from(text), 'UTF-8'],
      [Buffer.from(`\ufeff${text}`), 'UTF-8'],
      [GB18030, 'GB18030'],
    ] as const) {
      const table = await readTable(content);
      expect(table).toMatchObject({ encoding, columns: ['标题', '年份'] });
      expect(table.rows.get(2)).toEqual(['数控机床', '2023']);
    }
  });

  it('keeps characters whole that lie across the pieces in which a file is read', async () => {
    const line = '数控机床主轴,2023\n';
    const { rows } = await readTable(`标题,年份\n${line.repeat(20_000)}`);
    expect(rows.size).toBe(20_000);
    expect([...rows.values()].every(([title]) => title === '数控机床主轴')).toBe(true);
  });

  it('refuses a file of two encodings, naming a line of each', async () => {
    const content = Buffer.concat([Buffer.from('标题,年份\n数控机床,2023\n'), GB18030]);
    expect(await refusalOf(readTable(content))).toMatchObject({
      problem: 'MIXED_ENCODINGS',
      utf8Line: 1,
      line: 3,
    });
  });

  it.each([
    ['a marked UTF-8 file with another byte', Buffer.from('efbbbf610a62ff0a', 'hex'), 2],
    ['bytes of no encoding', Buffer.from('610a620aff0a', 'hex'), 3],
    ['UTF-16', Buffer.from('\ufeff标题', 'utf16le'), 1],
  ])('refuses %s', async (_, content, line) => {
    expect(await refusalOf(readTable(content))).toMatchObject({ problem: 'INVALID_ENCODING', line });
  });
});

describe('JSONL', () => {
  it('takes the names of all lines as columns, and lists as they are', async () => {
    const { format, columns, rows } = await readTable(
      '{"title":"一","year":2023}\n\n{"title":"二","craftsmen":["张三","李四"],"year":null}\n',
      'a.jsonl',
    );
    expect({ format, columns }).toEqual({ format: 'JSONL', columns: ['title', 'year', 'craftsmen'] });
    expect([...rows]).toEqual([
      [1, ['一', '2023', '']],
      [3, ['二', '', ['张三', '李四']]],
    ]);
  });

  it.each([
    ['INVALID_JSON', '{"title":"一"}\n{"title":', { line: 2 }],
    ['INVALID_JSON', '[1]\n', { line: 1 }],
    ['INVALID_JSON', '{"title":{"zh":"一"}}\n', { line: 1, column: 'title' }],
    ['NUL_CHARACTER', '{"title":"\\u0000"}\n', { row: 1 }],
    ['NUL_CHARACTER', '{"title":"一"}\n{"title":"二","\\u0000":"三"}\n', { row: 2, column: 2 }],
    ['INVALID_ENCODING', '{"title":"\\ud842"}\n', { row: 1, column: 1 }],
  ])('refuses %s and says where', async (problem, content, place) => {
    expect(await refusalOf(readTable(content, 'a.jsonl'))).toMatchObject({ problem, ...place });
  });
});
