import { describe, expect, it } from '@jest/globals';
import { AppError } from '../common/errors/app-error.js';
import { type Actor, ANONYMOUS, OPERATOR } from './actor.js';
import { type ApiKeyRequest, checkApiKey, checkOverlap } from './api-key.rules.js';
import { checkScope } from './require-scope.js';
import { Scope } from './scopes.js';

const NOW = new Date('2026-02-28T12:00:00.000Z');
const DAY_MS = 86_400_000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const CURATOR: Actor = {
  keyId: 'k',
  name: 'curator',
  scopes: new Set([Scope.READ, Scope.CURATE, Scope.KEYS]),
};

const check = (request: Partial<ApiKeyRequest>, actor = OPERATOR): ReturnType<typeof checkApiKey> =>
  checkApiKey({ name: 'n', scopes: [], ...request }, actor, NOW);

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a key that is asked for', () => {
  it('reads, lives for a year, and has its name without spaces around it', () => {
    expect(check({ name: '  展览 A ' })).toEqual({
      name: '展览 A',
      scopes: [Scope.READ],
      expiresAt: later(365 * DAY_MS),
    });
  });

  it('has each scope once, in one order', () => {
    const scopes = [Scope.AUDIT, Scope.CURATE, Scope.AUDIT];
    expect(check({ scopes }).scopes).toEqual([Scope.READ, Scope.CURATE, Scope.AUDIT]);
  });

  it.each([1, DAY_MS, 730 * DAY_MS])('may live for %d ms', (ms) => {
    expect(check({ expiresAt: later(ms) }).expiresAt).toEqual(later(ms));
  });

  it.each([-DAY_MS, 0, 730 * DAY_MS + 1, NaN])('may not live for %d ms', (ms) => {
    const { code, details } = refusal(() => check({ expiresAt: later(ms) }));
    expect([code, details.argument, details.limit]).toEqual([
      'BAD_USER_INPUT',
      'expiresAt',
      '2028-02-28T12:00:00.000Z',
    ]);
  });

  it.each(['', '  ', 'a\nb', 'a\u202eb', '字'.repeat(101)])('may not be named %j', (name) => {
    expect(refusal(() => check({ name }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument: 'name' },
    });
  });

  it.each(['operator', ' Anonymous '])('may not be named %j, as those without a key are', (name) => {
    expect(refusal(() => check({ name }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument: 'name', reserved: ['anonymous', 'operator'] },
    });
  });

  it('may have a name of a hundred characters, beyond the first plane too', () => {
    expect(check({ name: '𠮷'.repeat(100) }).name).toHaveLength(200);
  });

  it('gets no scope that its maker lacks, and is told which', () => {
    expect(check({ scopes: [Scope.CURATE] }, CURATOR).scopes).toEqual([Scope.READ, Scope.CURATE]);
    const { code, message, details } = refusal(() => check({ scopes: [Scope.CURATE, Scope.AUDIT] }, CURATOR));
    expect([code, details.lacking]).toEqual(['FORBIDDEN', [Scope.AUDIT]]);
    expect(message).toContain('“curator” lacks AUDIT.');
  });
});

describe('the overlap of a rotation', () => {
  it.each([0, 1, 744])('may be %d hours', (hours) => {
    expect(checkOverlap(hours)).toBe(hours);
  });

  it.each([-1, 745, 0.5, NaN, Infinity])('may not be %d hours', (hours) => {
    expect(refusal(() => checkOverlap(hours))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument: 'overlapHours', limit: 744 },
    });
  });
});

describe('a scope that is needed', () => {
  it('is had by some', () => {
    for (const scope of Object.values(Scope)) expect(() => checkScope(OPERATOR, scope)).not.toThrow();
    expect(() => checkScope(ANONYMOUS, Scope.READ)).not.toThrow();
    expect(() => checkScope(CURATOR, Scope.CURATE)).not.toThrow();
  });

  it('is asked for of whoever sent no key', () => {
    expect(refusal(() => checkScope(ANONYMOUS, Scope.CURATE))).toMatchObject({
      code: 'UNAUTHENTICATED',
      details: { scope: Scope.CURATE },
    });
  });

  it('is named to a key that lacks it', () => {
    const error = refusal(() => checkScope(CURATOR, Scope.IMPORT));
    expect([error.code, error.details.scope]).toEqual(['FORBIDDEN', Scope.IMPORT]);
    expect(error.message).toContain('the scope IMPORT, which the key “curator” lacks');
  });
});
