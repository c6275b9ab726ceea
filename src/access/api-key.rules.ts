import { AppError } from '../common/errors/app-error.js';
import { type Actor, ANONYMOUS, OPERATOR } from './actor.js';
import { Scope } from './scopes.js';

/** The most characters of a key's name. */
export const MAX_NAME_LENGTH = 100;

/** How long a key lives when nothing else is asked for. */
export const DEFAULT_LIFETIME_DAYS = 365;

/** The longest that a key may live; the database holds it too. */
export const MAX_LIFETIME_DAYS = 730;

/** How long a rotated key goes on working when nothing else is asked for. */
export const DEFAULT_OVERLAP_HOURS = 24;

/** The longest that a rotated key may go on working: a month, for partners who deploy once in a while. */
export const MAX_OVERLAP_HOURS = 31 * 24;

const DAY_MS = 24 * 3_600_000;

/** What is asked for when a key is made. */
export interface ApiKeyRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** When left out, the key gets the usual lifetime. */
  readonly expiresAt?: Date | null;
}

/** A request for a key that may be made. */
export interface CheckedApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

/**
 * Checks a request for a key.
 *
 * @param now the database's time
 * @throws AppError FORBIDDEN for a scope that the actor lacks, BAD_USER_INPUT for what no key may have
 */
export function checkApiKey(request: ApiKeyRequest, actor: Actor, now: Date): CheckedApiKey {
  const scopes = Object.values(Scope).filter(
    (scope) => scope === Scope.READ || request.scopes.includes(scope),
  );
  checkGrant(actor, scopes);
  return { name: checkName(request.name), scopes, expiresAt: checkExpiry(request.expiresAt ?? null, now) };
}

/**
 * Refuses to hand out, or to take back, scopes that the actor lacks.
 *
 * @throws AppError FORBIDDEN that names them
 */
export function checkGrant(actor: Actor, scopes: readonly Scope[]): void {
  const lacking = scopes.filter((scope) => !actor.scopes.has(scope));
  if (lacking.length === 0) return;
  throw new AppError(
    'FORBIDDEN',
    `A key gives and takes no scope that it lacks itself: “${actor.name}” lacks ${lacking.join(', ')}.`,
    { argument: 'scopes', lacking, scopes: [...actor.scopes] },
  );
}

/** The names of those who act without a key, as histories show them. */
const RESERVED_NAMES: readonly string[] = [ANONYMOUS.name, OPERATOR.name];

function checkName(given: string): string {
  const name = given.trim();
  const value = Array.from(name).length;
  if (value === 0 || value > MAX_NAME_LENGTH || /\p{C}/u.test(name)) {
    throw new AppError(
      'BAD_USER_INPUT',
      `“name” must have 1 to ${MAX_NAME_LENGTH} characters, none of them a control character; it shows in histories.`,
      { argument: 'name', limit: MAX_NAME_LENGTH, value },
    );
  }
  if (RESERVED_NAMES.includes(name.toLowerCase())) {
    throw new AppError(
      'BAD_USER_INPUT',
      `“name” must not be ${RESERVED_NAMES.join(' or ')}: histories show whoever acts without a key so.`,
      { argument: 'name', reserved: RESERVED_NAMES },
    );
  }
  return name;
}

function checkExpiry(asked: Date | null, now: Date): Date {
  if (asked === null) return new Date(now.getTime() + DEFAULT_LIFETIME_DAYS * DAY_MS);
  const latest = new Date(now.getTime() + MAX_LIFETIME_DAYS * DAY_MS);
  if (asked > now && asked <= latest) return asked;
  throw new AppError(
    'BAD_USER_INPUT',
    `“expiresAt” must be in the future and within ${MAX_LIFETIME_DAYS} days, until ${latest.toISOString()}.`,
    { argument: 'expiresAt', limit: latest.toISOString(), value: asked.toJSON() },
  );
}

/**
 * Checks for how long a rotated key shall go on working.
 *
 * @throws AppError BAD_USER_INPUT when it is no whole number of hours, or too long
 */
export function checkOverlap(hours: number): number {
  if (Number.isInteger(hours) && hours >= 0 && hours <= MAX_OVERLAP_HOURS) return hours;
  throw new AppError(
    'BAD_USER_INPUT',
    `“overlapHours” must be a whole number from 0 to ${MAX_OVERLAP_HOURS}; ${hours} was sent.`,
    { argument: 'overlapHours', limit: MAX_OVERLAP_HOURS, value: hours },
  );
}
