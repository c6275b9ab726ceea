import { describe, expect, it } from '@jest/globals';
import { strToU8 } from 'fflate';
import { packed, readTable, refusalOf, xlsxParts } from '../../../../test/support/files.js';
import { writeXlsx } from './xlsx.writer.js';

const HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>';

function row(cell: string): string {
  return `${HEADER}<row r="3">${cell}</row>`;
}

describe('XLSX', () => {
  it('reads what it writes', async () => {
    const { format, columns, rows } = await readTable(
      writeXlsx([{ name: '成果', rows: [['标题', '年份'], [], ['<机床> & "主轴"\n二', '', '尾']] }]),
    );
    expect({ format, columns }).toEqual({ format: 'XLSX', columns: ['标题', '年份'] });
    expect([...rows]).toEqual([[3, ['<机床> & "主轴"\n二', '', '尾']]]);
  });

  it('reads shared texts, numbers, dates and rich texts as one sees them', async () => {
    const cells =
      '<c r="A2" t="s"><v>1</v></c><c r="B2"><v>0.30000000000000004</v></c><c r="C2" s="1"><v>45135</v></c>' +
      '<c r="D2"><v>2.023E3</v></c><c r="F2" t="b"><v>1</v></c>';
    const parts = xlsxParts(`${HEADER}<row r="2">${cells}</row>`, {
      'xl/sharedStrings.xml':
        '<sst><si><t>一</t></si><si><r><t>数控</t></r><r><t>机床</t></r><rPh><t>jichuang</t></rPh></si></sst>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    });
    const { rows } = await readTable(packed(parts));
    expect(rows.get(2)).toEqual(['数控机床', '0.3', '2023-07-28', '2023', '', '1']);
  });

  it.each([
    ['FORMULA', row('<c r="B3"><f>1+1</f><v>2</v></c>'), { cell: 'B3', row: 3, column: 2 }],
    ['FORMULA', row('<c r="B3" t="inlineStr"><is><t>=A1</t></is></c>'), { cell: 'B3' }],
    ['CELL_WITH_ERROR', row('<c r="B3" t="e"><v>#REF!</v></c>'), { cell: 'B3' }],
    ['NUL_CHARACTER', row('<c r="B3" t="inlineStr"><is><t>a\0b</t></is></c>'), { cell: 'B3' }],
    ['TOO_MANY_COLUMNS', row('<c r="NTP3"><v>1</v></c>'), { row: 3, columns: 10_000 }],
    [
      'CELL_TOO_LONG',
      row(`<c r="A3" t="inlineStr"><is><t>${'长'.repeat(20_000)}</t></is></c>`),
      { cell: 'A3' },
    ],
    ['BROKEN_ARCHIVE', row('<c r="A3" t="s"><v>7</v></c>'), { cell: 'A3' }],
    ['BROKEN_ARCHIVE', `${row('')}<row r="2"></row>`, { row: 3 }],
    ['BROKEN_ARCHIVE', `${HEADER}<row r="3000000000"></row>`, { row: 3_000_000_000, limit: 1_048_576 }],
    ['BROKEN_ARCHIVE', '<row r="1"><c r="A1">', {}],
    ['BROKEN_ARCHIVE', '<a>'.repeat(60), {}],
    ['EMPTY_FILE', '', {}],
  ])('refuses %s and names the cell', async (problem, rows, place) => {
    const broken = rows.endsWith('>') && !rows.endsWith('</row>') && rows !== '';
    const parts = xlsxParts(rows);
    if (broken) parts['xl/worksheets/sheet1.xml'] = `<worksheet><sheetData>${rows}`;
    expect(await refusalOf(readTable(packed(parts)))).toMatchObject({ problem, ...place });
  });

  it('refuses an archive that unpacks to far more than its size', async () => {
    const bomb = packed({ ...xlsxParts(''), 'xl/worksheets/sheet1.xml': new Uint8Array(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOf(readTable(bomb))).toMatchObject({
      problem: 'ZIP_BOMB',
      file: 'xl/worksheets/sheet1.xml',
      limit: 200,
    });
  });

  it('refuses an archive of too many files', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`f${index}`, 'x']));
    expect(await refusalOf(readTable(packed(many)))).toMatchObject({ problem: 'ZIP_BOMB', limit: 1_000 });
  });

  it('refuses a file inside that holds more than the archive tells', async () => {
    const bytes = packed({ ...xlsxParts(''), 'xl/worksheets/sheet1.xml': 'x'.repeat(1_000_000) });
    const lying = Buffer.from(bytes);
    // The size is told twice, before the content and in the list at the end.
    for (let at = lying.indexOf(sizeOf(1_000_000)); at >= 0; at = lying.indexOf(sizeOf(1_000_000), at + 1)) {
      sizeOf(1_000).copy(lying, at);
    }
    expect(await refusalOf(readTable(lying))).toMatchObject({ problem: 'BROKEN_ARCHIVE' });
  });

  it('refuses a comment that would have to be held in memory whole', async () => {
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => 97 + ((at * at) % 23)));
    const sheet = Buffer.concat([strToU8('<worksheet><!--'), noise, strToU8('--></worksheet>')]);
    const bytes = packed({ ...xlsxParts(''), 'xl/worksheets/sheet1.xml': sheet });
    const { problem } = await refusalOf(readTable(bytes));
    expect(['BROKEN_ARCHIVE', 'ZIP_BOMB']).toContain(problem);
  });

  it('refuses a cut archive, another archive, and another file of that name', async () => {
    const whole = writeXlsx([{ name: 'a', rows: [['标题'], ['一']] }]);
    expect(await refusalOf(readTable(whole.subarray(0, whole.length - 100)))).toMatchObject({
      problem: 'TRUNCATED_FILE',
    });
    expect(await refusalOf(readTable(packed({ 'a.txt': 'x' })))).toMatchObject({ problem: 'UNKNOWN_FORMAT' });
    expect(await refusalOf(readTable('标题\n一\n', 'a.xlsx'))).toMatchObject({ problem: 'UNKNOWN_FORMAT' });
  });

  it('refuses an archive of which a byte has changed', async () => {
    const bytes = Buffer.from(packed(xlsxParts(row('<c r="B3"><v>2</v></c>'))));
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 60;
    bytes[at] = (bytes[at] as number) ^ 0x55;
    expect(await refusalOf(readTable(bytes))).toMatchObject({ problem: 'BROKEN_ARCHIVE' });
  });
});

function sizeOf(bytes: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes);
  return size;
}
