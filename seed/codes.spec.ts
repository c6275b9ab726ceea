import { describe, expect, it } from '@jest/globals';
import { CodeRegistry } from './codes.js';
import { type CodeRow } from './rows.js';

const ROWS: CodeRow[] = [
  { code: 'ORG-00001', kind: 'organisation', identity: ['甲公司'] },
  { code: 'ORG-00007', kind: 'organisation', identity: ['乙公司'] },
  { code: 'CRF-00002', kind: 'craftsman', identity: ['王伟', '甲公司'] },
  { code: 'CRF-00003', kind: 'craftsman', identity: ['王伟', null, 'WIA-0001'] },
];

describe('a registry of codes', () => {
  it.each(ROWS)('finds the code $code by its kind and identity', ({ code, kind, identity }) => {
    const registry = new CodeRegistry(ROWS);
    expect(registry.find(kind, identity)).toBe(code);
    expect(registry.give(kind, identity)).toBe(code);
    expect(registry.added).toEqual([]);
  });

  it.each<[string, CodeRow['kind'], (string | null)[]]>([
    ['another kind', 'award', ['甲公司']],
    ['another name', 'organisation', ['丙公司']],
    ['another unit', 'craftsman', ['王伟', '乙公司']],
    ['no unit', 'craftsman', ['王伟', null]],
    ['another place', 'craftsman', ['王伟', null, 'WIA-0002']],
    ['a unit of the name of the place', 'craftsman', ['王伟', 'WIA-0001']],
    ['names that join to the same text', 'organisation', ['甲公', '司']],
    ['an inherited property', 'organisation', ['constructor']],
  ])('finds nothing for %s', (_, kind, identity) => {
    expect(new CodeRegistry(ROWS).find(kind, identity)).toBeUndefined();
  });

  it('gives a new record a code above all codes of its kind, and the same one when asked again', () => {
    const registry = new CodeRegistry(ROWS);
    expect(registry.give('organisation', ['丙公司'])).toBe('ORG-00008');
    expect(registry.give('organisation', ['丁公司'])).toBe('ORG-00009');
    expect(registry.give('organisation', ['丙公司'])).toBe('ORG-00008');
    expect(registry.give('craftsman', ['王伟', '乙公司'])).toBe('CRF-00004');
    expect(registry.give('studio', ['王伟工作室', null])).toBe('STU-0001');
    expect(registry.give('award', ['一等奖'])).toBe('AWD-0001');
    expect(registry.find('studio', ['王伟工作室', null])).toBe('STU-0001');
  });

  it('tells what it added, ready to be registered', () => {
    const registry = new CodeRegistry(ROWS);
    registry.give('organisation', ['甲公司']);
    registry.give('craftsman', ['李娜', null, 'WIA-0009']);
    registry.give('award', ['一等奖']);
    expect(registry.added).toEqual([
      { code: 'CRF-00004', kind: 'craftsman', identity: ['李娜', null, 'WIA-0009'] },
      { code: 'AWD-0001', kind: 'award', identity: ['一等奖'] },
    ]);
    const later = new CodeRegistry([...ROWS, ...registry.added]);
    expect(later.find('award', ['一等奖'])).toBe('AWD-0001');
    expect(later.give('craftsman', ['赵敏', null, 'WIA-0009'])).toBe('CRF-00005');
  });

  it('does not care in which order its rows stand', () => {
    const registry = new CodeRegistry([...ROWS].reverse());
    expect(registry.find('organisation', ['甲公司'])).toBe('ORG-00001');
    expect(registry.give('organisation', ['丙公司'])).toBe('ORG-00008');
  });

  it('counts on when the digits of a shape run out', () => {
    const registry = new CodeRegistry([{ code: 'AWD-9999', kind: 'award', identity: ['x'] }]);
    expect([registry.give('award', ['y']), registry.give('award', ['z'])]).toEqual([
      'AWD-10000',
      'AWD-10001',
    ]);
  });
});
