import { describe, expect, it } from '@jest/globals';
import { shortened, textWidth } from './lettering.js';

describe('a text in a picture', () => {
  it('is wider in Chinese than in Latin letters', () => {
    expect(textWidth('轨道交通')).toBe(4);
    expect(textWidth('rail')).toBeLessThan(4);
    expect(textWidth('')).toBe(0);
  });

  it('is left alone where there is room, and cut where there is none', () => {
    expect(shortened('轨道交通', 4)).toBe('轨道交通');
    expect(shortened('轨道交通', 3)).toBe('轨道…');
    expect(shortened('Rail transit', 4)).toBe('Rail…');
  });
});
