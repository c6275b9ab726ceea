import { describe, expect, it } from '@jest/globals';
import { parseCommandLine, usageOf } from './command-line.js';

const COMMANDS = {
  seed: { does: 'load' },
  audit: { does: 'compare', flags: ['repair'] },
  'word list': { does: 'list' },
  'word add': { does: 'add', words: ['TERM', 'OTHER'], flags: ['both-ways'] },
  'key create': { does: 'make', words: ['NAME'], options: { scopes: 'SCOPES', days: 'DAYS' } },
};

describe('a command line', () => {
  it.each<[string[], string, string[], string[]]>([
    [['seed'], 'load', [], []],
    [['audit'], 'compare', [], []],
    [['audit', '--repair'], 'compare', [], ['repair']],
    [['word', 'list'], 'list', [], []],
    [['word', 'add', '高铁', '高速铁路'], 'add', ['高铁', '高速铁路'], []],
    [['word', 'add', '--both-ways', '高铁', '高速铁路'], 'add', ['高铁', '高速铁路'], ['both-ways']],
    [['word', 'add', '高铁', '高速铁路', '--both-ways'], 'add', ['高铁', '高速铁路'], ['both-ways']],
    [['word', 'add', '--', '-1', '--both-ways'], 'add', ['-1', '--both-ways'], []],
  ])('%j is understood', (line, does, words, flags) => {
    const call = parseCommandLine(line, COMMANDS);
    expect([call?.command.does, call?.given.words, [...(call?.given.flags ?? [])]]).toEqual([
      does,
      words,
      flags,
    ]);
  });

  it.each<[string[], Record<string, string>]>([
    [['key', 'create', 'Partner A'], {}],
    [['key', 'create', 'Partner A', '--days', '30'], { days: '30' }],
    [['key', 'create', '--scopes=read,import', 'Partner A'], { scopes: 'read,import' }],
  ])('%j has its options understood', (line, options) => {
    const call = parseCommandLine(line, COMMANDS);
    expect([call?.given.words, Object.fromEntries(call?.given.options ?? [])]).toEqual([
      ['Partner A'],
      options,
    ]);
  });

  it.each<[string[]]>([
    [[]],
    [['']],
    [['nothing']],
    [['constructor']],
    [['word']],
    [['word', 'nothing']],
    [['seed', 'more']],
    [['seed', '--repair']],
    [['audit', '--repair=yes']],
    [['audit', '--Repair']],
    [['word', 'add', '高铁']],
    [['key', 'create', 'Partner A', '--days']],
    [['key', 'create', 'Partner A', '--years', '1']],
    [['word', 'add', '高铁', '高速铁路', 'more']],
  ])('%j is refused', (line) => {
    expect(parseCommandLine(line, COMMANDS)).toBeNull();
  });
});

describe('the usage', () => {
  it('tells what every command takes', () => {
    expect(usageOf(COMMANDS).split('\n').slice(2)).toEqual([
      '  seed                                             load',
      '  audit [--repair]                                 compare',
      '  word list                                        list',
      '  word add TERM OTHER [--both-ways]                add',
      '  key create NAME [--scopes SCOPES] [--days DAYS]  make',
    ]);
  });
});
