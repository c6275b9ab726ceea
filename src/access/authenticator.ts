import { timingSafeEqual } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { AppError } from '../common/errors/app-error.js';
import { runStatement } from '../database/query/run-statement.js';
import { type Actor, ANONYMOUS } from './actor.js';
import { API_KEY_COLUMNS, type ApiKeyRow, ApiKeyStatus } from './api-key.js';
import { hashOfKey, idOfKey } from './key-text.js';

/** A key read longer ago than this, in milliseconds, is read again: so late a revocation elsewhere may show. */
const FRESH_FOR_MS = 1_000;

/** Keys that are remembered; more than are in use at any time. */
const REMEMBERED_KEYS = 10_000;

/** The last use is written no more often, in milliseconds. */
const USE_INTERVAL_MS = 60_000;

const FIND = `SELECT hash, ${API_KEY_COLUMNS} FROM api_key WHERE id = $1`;

/** Another process may have written the use just now, and whoever changes the key is not waited for. */
const NOTE_USE = `UPDATE api_key SET last_used_at = now() WHERE id = (
  SELECT id FROM api_key WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
  FOR UPDATE SKIP LOCKED)`;

interface KeptKey extends ApiKeyRow {
  readonly hash: Buffer;
}

interface Reading {
  readonly begunAt: number;
  readonly key: Promise<KeptKey | null>;
  /** Whether there is no such key, as far as is known. */
  isVain: boolean;
}

/** Finds out who sends a request, by the key in its Authorization header. */
export class Authenticator {
  private readonly readings = new Map<string, Reading>();
  private readonly usedAt = new Map<string, number>();

  /** @param now a clock that only goes forward, in milliseconds */
  constructor(
    private readonly dataSource: DataSource,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * The actor of a request.
   *
   * @param header the value of its Authorization header
   * @throws AppError UNAUTHENTICATED when there is a header but no key in it that works, or an error of the database
   */
  async authenticate(header: string | undefined): Promise<Actor> {
    if (header === undefined) return ANONYMOUS;
    const text = keyIn(header);
    const id = idOfKey(text);
    if (id === null) {
      throw refusal(
        'What was sent is no whole key of this service. Copy the key again, from its first to its last character.',
      );
    }
    const key = await this.find(id);
    if (key === null || !timingSafeEqual(key.hash, hashOfKey(text))) {
      throw refusal('This key was not given out by this service.');
    }
    checkWorks(key);
    this.noteUse(id);
    return { keyId: id, name: key.name, scopes: new Set(key.scopes) };
  }

  /**
   * Whether the key in an Authorization header is one that this process has not found yet, so that it has to be asked
   * for; false for what is no key.
   */
  isUnknown(header: string | undefined): boolean {
    const id = idOfKey(BEARER.exec(header ?? '')?.[1] ?? '');
    return id !== null && (this.readings.get(id)?.isVain ?? true);
  }

  /** Reads a key anew when it is sent next: it has been changed. */
  forget(id: string): void {
    this.readings.delete(id);
  }

  private find(id: string): Promise<KeptKey | null> {
    const known = this.readings.get(id);
    const now = this.now();
    if (known && now - known.begunAt < FRESH_FOR_MS) return known.key;
    const reading: Reading = { begunAt: now, key: this.read(id), isVain: known?.isVain ?? false };
    // The newest last, so that the oldest goes first.
    this.readings.delete(id);
    this.readings.set(id, reading);
    if (this.readings.size > REMEMBERED_KEYS)
      this.readings.delete(this.readings.keys().next().value as string);
    reading.key.then(
      (key) => (reading.isVain = key === null),
      // What failed is tried again by the next request; this one is told.
      () => {
        if (this.readings.get(id) === reading) this.readings.delete(id);
      },
    );
    return reading.key;
  }

  private async read(id: string): Promise<KeptKey | null> {
    const [row] = await runStatement(this.dataSource, { text: FIND, values: [id], recurring: true });
    return (row as unknown as KeptKey | undefined) ?? null;
  }

  /** Has the time of use written, now and then, while the request goes on. */
  private noteUse(id: string): void {
    const now = this.now();
    const last = this.usedAt.get(id);
    if (last !== undefined && now - last < USE_INTERVAL_MS) return;
    this.usedAt.delete(id);
    this.usedAt.set(id, now);
    if (this.usedAt.size > REMEMBERED_KEYS) this.usedAt.delete(this.usedAt.keys().next().value as string);
    // What could not be written is tried again at the next use.
    runStatement(this.dataSource, { text: NOTE_USE, values: [id], recurring: true }).catch(() =>
      this.usedAt.delete(id),
    );
  }
}

const BEARER = /^Bearer +(\S+) *$/i;

/**
 * The key in an Authorization header. Nothing of another header is repeated, for the key may stand anywhere in it.
 *
 * @throws AppError UNAUTHENTICATED for another scheme, which is told when it is a well-known one
 */
function keyIn(header: string): string {
  const [, key] = BEARER.exec(header) ?? [];
  if (key !== undefined) return key;
  const [, scheme] = /^(Basic|Digest|Negotiate|NTLM|Token|ApiKey|OAuth|Bearer)\b/i.exec(header) ?? [];
  const sent =
    scheme === undefined
      ? 'something else'
      : /^bearer$/i.test(scheme)
        ? 'Bearer, but not one key after it,'
        : `the scheme ${scheme}`;
  throw refusal(`A key is sent as “Authorization: Bearer KEY”; ${sent} was sent.`);
}

/** @throws AppError UNAUTHENTICATED when the key has expired or was revoked */
function checkWorks({ id, name, status, expiresAt, revokedAt }: ApiKeyRow): void {
  if (status === ApiKeyStatus.ACTIVE) return;
  const what =
    status === ApiKeyStatus.REVOKED
      ? `was revoked at ${revokedAt?.toISOString()}`
      : `expired at ${expiresAt.toISOString()}`;
  throw refusal(
    `The key “${name}” (${id}) ${what}. Ask the catalogue's operators for another one, or send none to read.`,
    { status },
  );
}

function refusal(message: string, details: object = {}): AppError {
  return new AppError('UNAUTHENTICATED', message, { header: 'Authorization', ...details });
}
