import { describe, expect, it } from '@jest/globals';
import { pieceFoundIn } from '../../../test/contract/oracle-text.js';
import { matchFields } from './match.js';
import { planQuery } from './plan-query.js';
import { type FieldMatch, type QueryPlan, type Synonyms } from './text.types.js';

const CURATED: Synonyms = new Map([['高铁', ['高速铁路', 'high speed rail']]]);

function planOf(q: string): QueryPlan {
  const plan = planQuery(q, CURATED);
  if (plan === null) throw new Error('There is nothing to look for.');
  return plan;
}

function match(q: string, text: string, options = { pinyin: true }): FieldMatch | null {
  const [found] = matchFields(planOf(q), [{ field: 'title', text, ...options }]);
  return found ?? null;
}

/** The text with what was found in brackets, and how it was. */
function shown(q: string, text: string): string | null {
  const found = match(q, text);
  if (found === null) return null;
  return `${found.kinds.join(' ')} ${found.runs.map((run) => (run.matched ? `[${run.text}]` : run.text)).join('')}`;
}

/** What the plain definition says. */
function isFound(q: string, text: string): boolean {
  return planOf(q).must.every((piece) => pieceFoundIn(piece, text, { pinyin: true }));
}

/** Queries, texts, and what is found in them; null for nothing. */
const CASES: readonly (readonly [q: string, text: string, found: string | null])[] = [
  // Inside longer words.
  ['焊机', '电焊机装置', 'TEXT 电[焊机]装置'],
  ['触网', '接触网', 'TEXT 接[触网]'],
  ['缘子', '绝缘子串', 'TEXT 绝[缘子]串'],
  ['焊', '电焊与焊接', 'TEXT 电[焊]与[焊]接'],
  ['焊机', '焊接机', null],
  // Variants and widths.
  ['機器人', '机器人', 'VARIANT [机器人]'],
  ['机器人', '機器人', 'VARIANT [機器人]'],
  ['機器人', '機器人', 'TEXT [機器人]'],
  ['Ｃ９１９', 'C919客机', 'TEXT [C919]客机'],
  ['c919', '大型Ｃ９１９客机', 'TEXT 大型[Ｃ９１９]客机'],
  ['C919', 'c919c', 'PREFIX [c919]c'],
  ['C919 ', 'c919c', null],
  ['II', '第Ⅱ型', 'VARIANT 第[Ⅱ]型'],
  ['Ⅱ ', 'II型', 'VARIANT [II]型'],
  ['cafe ', 'Cafe\u0301', 'VARIANT [Cafe\u0301]'],
  ['㎡ ', '5 m2', 'VARIANT 5 [m2]'],
  ['±800kV', '特高压±800kV换流', 'TEXT 特高压±[800kV]换流'],
  ['800KV', '特高压±800kV换流', 'TEXT 特高压±[800kV]换流'],
  // Phrases.
  ['“客机C919”', '大型客机C919', 'TEXT 大型[客机C919]'],
  ['“客机C919”', 'C919客机', null],
  ['"高效 节能"', '“高效、节能”装置', 'TEXT “[高效、节能]”装置'],
  ['"高效节能"', '高效、节能', null],
  ['"焊接 welding"', '焊接welding', 'VARIANT [焊接welding]'],
  ['"听、听望"', '听望', null],
  ['"weld"', 'welding', null],
  // Words.
  ['weld', 'Laser Welding', 'PREFIX Laser [Weld]ing'],
  ['weld', 'Spot weld, welding', 'TEXT PREFIX Spot [weld], [weld]ing'],
  ['eld', 'weld', null],
  ['hidrogen', 'Hydrogen pump', 'TYPO [Hydrogen] pump'],
  ['hydrogen', 'Hydrogen, hydrogem', 'TEXT [Hydrogen], hydrogem'],
  ['gydrogen', 'Hydrogen pump', null],
  ['wedl', 'weld', null],
  // Synonyms.
  ['高铁', '高速铁路和高铁', 'TEXT SYNONYM [高速铁路]和[高铁]'],
  ['高铁', 'High-speed rail', 'SYNONYM [High-speed rail]'],
  ['“高铁”', '高速铁路', null],
  // Pinyin.
  ['jiqiren', '焊接机器人', 'PINYIN 焊接[机器人]'],
  ['ji qi ren', '焊接机器人', 'PINYIN 焊接[机器人]'],
  ['JQR', '焊接机器人', 'PINYIN 焊接[机器人]'],
  ['jiqi', '焊接机器人', 'PINYIN 焊接[机器]人'],
  ['jiqir', '焊接机器人', 'PINYIN 焊接[机器人]'],
  ['iqiren', '焊接机器人', null],
  ['chongqing', '重庆公司', 'PINYIN [重庆]公司'],
  ['zhongqing', '重庆公司', null],
  ['lvhejin', '铝合金', 'PINYIN [铝合金]'],
  ['luhejin', '铝合金', 'PINYIN [铝合金]'],
  ['lühejin', '铝合金', 'PINYIN [铝合金]'],
  ['hong kong', 'Hong Kong', 'TEXT [Hong Kong]'],
  // Homophones are never found by Han characters.
  ['景点', '经典', null],
  ['经典', '景点', null],
  // Beyond the first plane, and beside half characters.
  ['𠮷野', '在𠮷野家', 'TEXT 在[𠮷野]家'],
  ['𠮷', '👷𠮷👷', 'TEXT 👷[𠮷]👷'],
  ['机', '\ud842机\udfb7\0', 'TEXT \ud842[机]\udfb7\0'],
  // Several pieces.
  ['焊接 接机', '焊接机', 'TEXT [焊接机]'],
  ['焊接 weld', '焊接weld', 'TEXT [焊接weld]'],
  ['电焊 机器', '机器电焊器', 'TEXT [机器电焊]器'],
];

describe('what is found in a text', () => {
  it.each(CASES)('for %j in %j is %j', (q, text, expected) => {
    expect(shown(q, text)).toBe(expected);
  });

  it.each(CASES)('for %j in %j agrees with the plain definition', (q, text, expected) => {
    expect(isFound(q, text)).toBe(expected !== null);
  });

  it('is not read in pinyin where that is not searched', () => {
    expect(match('jiqiren', '机器人', { pinyin: false })).toBeNull();
    const [piece] = planOf('jiqiren').must;
    expect(piece && pieceFoundIn(piece, '机器人', { pinyin: false })).toBe(false);
  });

  it('is read as a name only where it is one', () => {
    const plan = planOf('shanxiongxin');
    const found = (name: boolean): number =>
      matchFields(plan, [{ field: 'name', text: '单雄信', pinyin: true, name }]).length;
    expect([found(true), found(false)]).toEqual([1, 0]);
    const [piece] = plan.must;
    expect(piece && pieceFoundIn(piece, '单雄信', { pinyin: true, pinyinName: true })).toBe(true);
    expect(piece && pieceFoundIn(piece, '单雄信', { pinyin: true })).toBe(false);
  });

  it('is told for every field that has some of it, in their order', () => {
    const fields = ['焊接', '切割', '机器人焊接', ''].map((text, index) => ({
      field: `f${index}`,
      text,
      pinyin: true,
    }));
    expect(matchFields(planOf('焊接 机器人'), fields).map(({ field }) => field)).toEqual(['f0', 'f2']);
  });

  it('is nothing for what is excluded', () => {
    expect(matchFields(planOf('-焊接'), [{ field: 'title', text: '焊接', pinyin: true }])).toEqual([]);
  });
});
