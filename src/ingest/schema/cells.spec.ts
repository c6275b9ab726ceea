import { describe, expect, it } from '@jest/globals';
import { readChoice, readCode, readDate, readPeople, readTexts, readYear, type ReadCell } from './cells.js';
import { nearest } from './nearest.js';
import { ImportProblemCode } from './problems.js';

/** What a cell comes to, in short: its value, and the code and suggestion of what is told. */
function short<V>({ value, fault }: ReadCell<V>): unknown[] {
  return [value, fault?.code ?? null, fault?.suggestion ?? null];
}

describe('years', () => {
  it.each([
    ['2023', [2023, null, null]],
    ['', [null, null, null]],
    [' ２０２３ ', [2023, 'MENDED', '2023']],
    ['2023年', [2023, 'MENDED', '2023']],
    ['二〇二三年', [2023, 'MENDED', '2023']],
    ['2023-07-28', [2023, 'MENDED', '2023']],
    ['1899', [null, 'BAD_YEAR', null]],
    ['2101', [null, 'BAD_YEAR', null]],
    ['约2023', [null, 'BAD_YEAR', '2023']],
    ['23', [null, 'BAD_YEAR', null]],
  ])('%s', (cell, expected) => {
    expect(short(readYear(cell))).toEqual(expected);
  });
});

describe('dates', () => {
  it.each([
    ['2023', ['2023', null, null]],
    ['2023-07', ['2023-07', null, null]],
    ['2023-07-28', ['2023-07-28', null, null]],
    ['2023年7月28日', ['2023-07-28', 'MENDED', '2023-07-28']],
    ['2023/7/8', ['2023-07-08', 'MENDED', '2023-07-08']],
    ['2024-02-29', ['2024-02-29', null, null]],
    ['2023-02-29', [null, 'BAD_DATE', null]],
    ['2023-13', [null, 'BAD_DATE', null]],
    ['七月', [null, 'BAD_DATE', null]],
  ])('%s', (cell, expected) => {
    expect(short(readDate(cell))).toEqual(expected);
  });
});

describe('people', () => {
  it('have a role, a unit and a code, each of which can be left out', () => {
    expect(readPeople('张三（主持人）@甲厂#CRF-00012；李四@乙所、王五(顾问，兼职)\n赵六#new').value).toEqual([
      { name: '张三', role: '主持人', unit: '甲厂', known: 'CRF-00012' },
      { name: '李四', role: null, unit: '乙所', known: null },
      { name: '王五', role: '顾问，兼职', unit: null, known: null },
      { name: '赵六', role: null, unit: null, known: 'new' },
    ]);
  });

  it.each(['（主持人）', '张三（主持人', '@甲厂', '张三（一）（二）'])('are refused as %s', (cell) => {
    expect(readPeople(cell)).toMatchObject({ value: null, fault: { code: 'INVALID_VALUE' } });
  });

  it('are read in no time, however many blanks stand between', () => {
    const blanks = ' '.repeat(9_000);
    const begun = performance.now();
    expect(readPeople(`张三${blanks}（主持人）`).value).toMatchObject([{ name: '张三', role: '主持人' }]);
    expect(readPeople(`张三${blanks}（`).value).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('lists', () => {
  it.each([
    ['texts', readTexts],
    ['people', readPeople],
  ])('have at most 200 %s, in a cell or as a list', (_, read) => {
    const entries = Array.from({ length: 201 }, (__, index) => `甲${index}`);
    for (const cell of [entries, entries.join('；')]) {
      expect(read(cell)).toMatchObject({ value: null, fault: { code: 'INVALID_VALUE' } });
    }
    expect(read(entries.slice(1)).value).toHaveLength(200);
  });
});

describe('texts, codes and closed lists', () => {
  it('take each text once, from a cell or from a list', () => {
    expect(readTexts('甲厂；乙所;甲厂').value).toEqual(['甲厂', '乙所']);
    expect(readTexts([' 甲厂 ', '']).value).toEqual(['甲厂']);
  });

  it('mend codes of full width and small letters', () => {
    expect(short(readCode('ｗia-０００１'))).toEqual(['WIA-0001', 'MENDED', 'WIA-0001']);
    expect(short(readCode('WIA-0001'))).toEqual(['WIA-0001', null, null]);
  });

  it('refuse a code that is longer than any, and tell it without half of a character', () => {
    const { value, fault } = readCode(`${'甲'.repeat(59)}${'𠮷'.repeat(100)}`);
    expect([value, fault?.code]).toEqual([null, 'INVALID_VALUE']);
    expect(fault?.message).toMatch(/^[^\p{Cs}]*$/u);
  });

  it('find an entry by any of its names, and suggest the nearest where none fits', () => {
    const regions = [
      { value: 'CN-JL', names: ['CN-JL', '吉林', 'Jilin'] },
      { value: 'CN-BJ', names: ['CN-BJ', '北京', 'Beijing'] },
    ];
    const read = (cell: string): unknown[] =>
      short(readChoice(cell, regions, ImportProblemCode.UNKNOWN_REGION, ''));
    expect(read('jilin')).toEqual(['CN-JL', null, null]);
    expect(read('吉林省')).toEqual(['CN-JL', 'MENDED', '吉林']);
    expect(read('北京城')).toEqual([null, 'UNKNOWN_REGION', '北京']);
    expect(read('火星')).toEqual([null, 'UNKNOWN_REGION', null]);
  });

  it('suggest nothing that is unlike', () => {
    expect(nearest('轨道交通业', ['航空航天', '轨道交通', '交通通信'])).toBe('轨道交通');
    expect(nearest('渔业', ['航空航天', '轨道交通'])).toBeNull();
  });
});
