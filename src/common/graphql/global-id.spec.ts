import { describe, expect, it } from '@jest/globals';
import { type AppError } from '../errors/app-error.js';
import { decodeGlobalId, encodeGlobalId, NODE_TYPES, parseGlobalId } from './global-id.js';

function id(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

describe('a global id', () => {
  it.each(NODE_TYPES)('of %s gives back its type and code', (type) => {
    for (const code of ['WIA-0001', 'CN-XZ-BT', 'RAIL_TRANSIT', 'x']) {
      const encoded = encodeGlobalId(type, code);
      expect(encoded).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeGlobalId(encoded)).toEqual({ type, code });
    }
  });

  it('differs for every type and code', () => {
    const ids = NODE_TYPES.flatMap((type) => ['A', 'B', 'AB'].map((code) => encodeGlobalId(type, code)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what is no global id', () => {
  it.each([
    ['nothing', ''],
    ['a plain code', 'WIA-0001'],
    ['a name', '张文斌'],
    ['an unknown type', id('Source:1')],
    ['a type in other letters', id('achievement:WIA-0001')],
    ['an inherited property for a type', id('constructor:WIA-0001')],
    ['a type alone', id('Achievement')],
    ['a type without a code', id('Achievement:')],
    ['a code without a type', id(':WIA-0001')],
    ['two colons', id('Achievement:WIA:0001')],
    ['a space', id('Achievement:WIA 0001')],
    ['a line end', id('Achievement:WIA-0001\n')],
    ['a NUL', id('Achievement:WIA-0001\0')],
    ['a Chinese code', id('Region:北京')],
    ['a hostile code', id(`Achievement:' OR 1=1 --`)],
    ['an id twice', encodeGlobalId('Award', 'AWD-0001') + encodeGlobalId('Award', 'AWD-0001')],
  ])('is told by parse and refused by decode: %s', (_, text) => {
    expect(parseGlobalId(text)).toBeNull();
    expect(() => decodeGlobalId(text)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { argument: 'id' } }),
    );
  });

  // An id has no checksum: what is left may name another record, but never the same one.
  it('is an id with any one character lost, or it names another record', () => {
    for (const type of NODE_TYPES) {
      const whole = encodeGlobalId(type, 'WIA-0001');
      for (let at = 0; at < whole.length; at += 1) {
        const found = parseGlobalId(whole.slice(0, at) + whole.slice(at + 1));
        expect(found).not.toEqual({ type, code: 'WIA-0001' });
      }
    }
  });

  it('is an id with any character that no id has', () => {
    const whole = encodeGlobalId('Craftsman', 'CRF-00001');
    const taken = [...'! .\n\0é万=+/'].filter((character) =>
      Array.from(
        { length: whole.length + 1 },
        (_, at) => whole.slice(0, at) + character + whole.slice(at),
      ).some((text) => parseGlobalId(text) !== null),
    );
    expect(taken).toEqual([]);
  });

  it('is repeated in the refusal, but not at any length', () => {
    const refuse = (text: string): string => {
      try {
        decodeGlobalId(text);
      } catch (error) {
        return (error as AppError).message;
      }
      return '';
    };
    expect(refuse('WIA-0001')).toContain('“WIA-0001” is not an id');
    expect(refuse('x'.repeat(100_000)).length).toBeLessThan(300);
  });
});
