import { describe, expect, it } from '@jest/globals';
import { Parameters } from './parameters.js';

describe('the parameters of a statement', () => {
  it('stand for their values, counted from 1', () => {
    const parameters = new Parameters();
    expect(['a', 2, null, ['x', 'y']].map((value) => parameters.add(value))).toEqual([
      '$1',
      '$2',
      '$3',
      '$4',
    ]);
    expect(parameters.values).toEqual(['a', 2, null, ['x', 'y']]);
  });

  it('are not shared by equal values, so that each keeps its own type', () => {
    const parameters = new Parameters();
    expect([parameters.add(1), parameters.add(1)]).toEqual(['$1', '$2']);
  });

  it.each([
    ['a text', '万吨\0级'],
    ['a text that is nothing else', '\0'],
    ['one text of a list', ['WIA-0001', 'WIA-\0']],
  ])('refuse a NUL character in %s and keep nothing of it', (_, value) => {
    const parameters = new Parameters();
    expect(() => parameters.add(value)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(parameters.values).toEqual([]);
  });

  it.each([['\\0'], ['\\u0000'], ['0'], ['\u0001\u2400'], [[]], [[0]], [new Date(0)]])('take %j', (value) => {
    expect(new Parameters().add(value)).toBe('$1');
  });
});
