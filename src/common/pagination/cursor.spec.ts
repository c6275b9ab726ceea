import { describe, expect, it } from '@jest/globals';
import { crc32 } from 'node:zlib';
import { AppError } from '../errors/app-error.js';
import { decodeCursor, encodeCursor, type CursorPosition } from './cursor.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What base64url does not have, and Node's decoder passes over. */
const FOREIGN = ['!', ' ', '.', '\n', '\0', 'é', '万', '=', '+', '/'];

/** Three lengths, so that the last character carries 6, 4 and 2 bits. */
const POSITIONS: CursorPosition[] = [
  { order: 'CODE_ASC', values: ['WIA-0001'] },
  { order: 'CODE_ASC', values: ['WIA-00012'] },
  { order: 'CODE_ASC', values: ['WIA-000123'] },
  { order: 'TITLE_DESC,CODE_ASC', values: ['±800kV“特高压”带电作业', 'WIA-0077'] },
  { order: 'YEAR_DESC', values: [2023, 'WIA-0001'] },
];

const CURSORS = POSITIONS.map((position) => [encodeCursor(position), position.order] as const);

/** Every text that differs from `cursor` and that `change` makes of it at some place, with some character. */
function damaged(
  cursor: string,
  change: (at: number, character: string) => string,
  places: number,
): string[] {
  const texts = Array.from({ length: places }, (_, at) =>
    [...ALPHABET].map((character) => change(at, character)),
  ).flat();
  return [...new Set(texts)].filter((text) => text !== cursor);
}

/** The texts that are taken for a cursor, or refused by anything but BAD_CURSOR. */
function notRefused(texts: readonly string[], order: string): string[] {
  return texts.filter((text) => {
    try {
      decodeCursor(text, order, 'after');
      return true;
    } catch (error) {
      return !(error instanceof AppError && error.code === 'BAD_CURSOR');
    }
  });
}

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was refused.');
}

/** A cursor with a right checksum over any payload, as a client can make one. */
function forged(payload: string): string {
  return Buffer.from(crc32(payload).toString(16).padStart(8, '0') + payload, 'utf8').toString('base64url');
}

describe('a cursor', () => {
  it.each([
    [['WIA-0001']],
    [[0, 'WIA-0001']],
    [[9999, -1, 'WIA-0001']],
    [['万吨级轻稀土碳酸盐连续化生产工艺研究及产业化', 'WIA-0001']],
    [['𠮷野“±800kV”\\ \n 👷', '']],
    [['2026-11-20 12:50:24.123456+00', 'CRF-00001']],
  ])('gives back the values %j', (values) => {
    const cursor = encodeCursor({ order: 'YEAR_DESC,TITLE_ASC', values });
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor(cursor, 'YEAR_DESC,TITLE_ASC', 'after')).toEqual(values);
  });

  it('is the same for the same place, and another for every other place', () => {
    const places = [...POSITIONS, { order: 'CODE_DESC', values: ['WIA-0001'] }];
    expect(new Set(places.map(encodeCursor)).size).toBe(places.length);
    expect(places.map(encodeCursor)).toEqual(places.map(encodeCursor));
  });

  it('keeps a number apart from a text of the same digits', () => {
    const number = encodeCursor({ order: 'X', values: [2023] });
    const text = encodeCursor({ order: 'X', values: ['2023'] });
    expect(decodeCursor(number, 'X', 'after')).toEqual([2023]);
    expect(decodeCursor(text, 'X', 'after')).toEqual(['2023']);
  });
});

describe('a damaged cursor is refused', () => {
  it.each(CURSORS)('with any one character dropped: %s', (cursor, order) => {
    const texts = damaged(cursor, (at) => cursor.slice(0, at) + cursor.slice(at + 1), cursor.length);
    expect(texts.length).toBeGreaterThan(10);
    expect(notRefused(texts, order)).toEqual([]);
  });

  // The last character may carry spare bits, which say nothing; all others are covered by the checksum.
  it.each(CURSORS)('with any character but the last replaced: %s', (cursor, order) => {
    const texts = damaged(
      cursor,
      (at, character) => cursor.slice(0, at) + character + cursor.slice(at + 1),
      cursor.length - 1,
    );
    expect(texts).toHaveLength((cursor.length - 1) * (ALPHABET.length - 1));
    expect(notRefused(texts, order)).toEqual([]);
  });

  it.each(CURSORS)('with a character put in anywhere before its last: %s', (cursor, order) => {
    const texts = damaged(
      cursor,
      (at, character) => cursor.slice(0, at) + character + cursor.slice(at),
      cursor.length - 1,
    );
    expect(notRefused(texts, order)).toEqual([]);
  });

  it.each(CURSORS)('with its last character replaced or one more at its end: %s', (cursor, order) => {
    const texts = [...ALPHABET].flatMap((character) => [cursor.slice(0, -1) + character, cursor + character]);
    expect(
      notRefused(
        texts.filter((text) => text !== cursor),
        order,
      ),
    ).toEqual([]);
  });

  it.each(FOREIGN)('with a character that no cursor has anywhere in it: %j', (character) => {
    for (const [cursor, order] of CURSORS) {
      const texts = Array.from(
        { length: cursor.length + 1 },
        (_, at) => cursor.slice(0, at) + character + cursor.slice(at),
      );
      expect(notRefused(texts, order)).toEqual([]);
    }
  });

  it.each(['', 'x', 'null', 'undefined', 'WIA-0001', '2', '万吨级', 'A'.repeat(2000)])(
    'when it never was one: %j',
    (text) => {
      expect(notRefused([text], 'CODE_ASC')).toEqual([]);
    },
  );

  it.each(['[]', '"CODE_ASC"', '[null]', '[["CODE_ASC"]]', '[["CODE_ASC"],1]'])(
    'when its checksum is right and it is of no order: %s',
    (payload) => {
      expect(notRefused([forged(payload)], 'CODE_ASC')).toEqual([]);
    },
  );

  it.each(['', 'x', '5', 'null', 'true', '{}', '["CODE_ASC"'])(
    'when its checksum is right and it is no list of values: %j',
    (payload) => {
      expect(notRefused([forged(payload)], 'CODE_ASC')).toEqual([]);
    },
  );

  it.each(['after', 'before'])(
    'in a message that names the argument “%s” and not the text sent',
    (argument) => {
      const error = failureOf(() => decodeCursor('c2VjcmV0', 'CODE_ASC', argument));
      expect(error).toMatchObject({ code: 'BAD_CURSOR', details: { argument } });
      expect((error as AppError).message).toContain(`“${argument}” is damaged`);
      expect((error as AppError).message).not.toContain('c2VjcmV0');
    },
  );
});

describe('a cursor of another order', () => {
  it('is refused in a message that names both orders', () => {
    const cursor = encodeCursor({ order: 'YEAR_DESC,TITLE_ASC', values: [2023, '万吨级', 'WIA-0001'] });
    const error = failureOf(() => decodeCursor(cursor, 'CODE_ASC', 'before')) as AppError;
    expect(error).toMatchObject({
      code: 'BAD_CURSOR',
      details: { argument: 'before', cursorOrder: 'YEAR_DESC,TITLE_ASC', requestedOrder: 'CODE_ASC' },
    });
    expect(error.message).toContain('the order YEAR_DESC,TITLE_ASC');
    expect(error.message).toContain('asks for CODE_ASC');
    expect(error.message).toContain('“before”');
  });

  it.each([
    ['YEAR_DESC', 'YEAR_ASC'],
    ['YEAR_DESC,TITLE_ASC', 'YEAR_DESC'],
    ['YEAR_DESC,TITLE_ASC', 'TITLE_ASC,YEAR_DESC'],
  ])('is refused though it is much alike: %s for %s', (made, asked) => {
    expect(notRefused([encodeCursor({ order: made, values: [1, '2', '3'] })], asked)).toEqual([]);
  });
});
