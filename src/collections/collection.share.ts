import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { AppError } from '../common/errors/app-error.js';
import { KEY_PREFIX } from '../common/secret-text.js';
import { ShareStatus, Visibility } from './collection.enums.js';

/** How long a link works when nothing else is asked for. */
export const DEFAULT_SHARE_DAYS = 30;

/** The longest that a link may work; the database holds it too, with a leap year. */
export const MAX_SHARE_DAYS = 365;

/** What a secret of a link begins with: as keys do, so that logs and errors never show it, and addresses with it are refused. */
const SHARE_PREFIX = `${KEY_PREFIX}share_`;

const DAY_MS = 24 * 3_600_000;

/** A link that ends sooner would have ended before it is opened. */
const MIN_LIFE_MS = 60_000;

/** What can be the number of a link: PostgreSQL holds no greater one. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** What is known of a link, besides its secret. */
export interface ShareRow {
  readonly id: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly status: ShareStatus;
}

/** A link just made: the only moment at which its secret can be read. */
export interface IssuedShare {
  readonly share: ShareRow;
  readonly secret: string;
}

/** The columns of {@link ShareRow}. All times are the database's own, so that processes need no common clock. */
const COLUMNS = `s.id, s.created_by AS "createdBy", s.created_at AS "createdAt", s.expires_at AS "expiresAt",
  s.revoked_at AS "revokedAt", CASE WHEN s.revoked_at IS NOT NULL THEN 'REVOKED'
    WHEN s.expires_at <= clock_timestamp() THEN 'EXPIRED' ELSE 'ACTIVE' END AS status`;

/** The links by which collections are shared. */
@Injectable()
export class CollectionShares {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes a link to a collection that is SHARED.
   *
   * @throws AppError NOT_FOUND, CONFLICT when the collection is not SHARED, BAD_USER_INPUT for a time that is not allowed
   */
  async create(actor: Actor, slug: string, expiresAt: Date | null): Promise<IssuedShare> {
    const [found] = await this.dataSource.query<{ visibility: Visibility; now: Date }[]>(
      'SELECT visibility, clock_timestamp() AS now FROM collection WHERE code = $1 AND deleted_at IS NULL',
      [slug],
    );
    if (found === undefined) throw noCollection(slug);
    if (found.visibility !== Visibility.SHARED) {
      throw new AppError(
        'CONFLICT',
        `The collection ${slug} is ${found.visibility}; a link only works for one that is SHARED. Change its visibility first.`,
        { argument: 'slug', visibility: found.visibility },
      );
    }
    const secret = SHARE_PREFIX + randomBytes(32).toString('hex');
    const [share] = await this.dataSource.query<ShareRow[]>(
      `INSERT INTO collection_share AS s (code, hash, created_by, expires_at) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
      [slug, hashOf(secret), actor.name, checkedExpiry(expiresAt, found.now)],
    );
    return { share: share as ShareRow, secret };
  }

  /**
   * Ends a link; one that was ended before stays as it is.
   *
   * @throws AppError NOT_FOUND
   */
  async revoke(slug: string, id: string): Promise<ShareRow> {
    const [rows] = NUMBER.test(id)
      ? await this.dataSource.query<[ShareRow[], number]>(
          `UPDATE collection_share s SET revoked_at = coalesce(revoked_at, clock_timestamp())
           WHERE code = $1 AND id = $2 RETURNING ${COLUMNS}`,
          [slug, id],
        )
      : [[]];
    const [share] = rows;
    if (share) return share;
    throw new AppError('NOT_FOUND', `The collection ${slug.slice(0, 60)} has no link ${id.slice(0, 30)}.`, {
      argument: 'share',
    });
  }

  /** The links to a collection, newest first. */
  list(slug: string): Promise<ShareRow[]> {
    return this.dataSource.query<ShareRow[]>(
      `SELECT ${COLUMNS} FROM collection_share s WHERE s.code = $1 ORDER BY s.id DESC`,
      [slug],
    );
  }

  /**
   * Sees to it that a secret opens a collection.
   *
   * @throws AppError NOT_FOUND when it is of no link to it, GONE when the link does not work any more
   */
  async check(slug: string, secret: string): Promise<void> {
    const [found] = await this.dataSource.query<(ShareRow & { readonly isShared: boolean })[]>(
      `SELECT ${COLUMNS}, c.visibility = 'SHARED' AND c.deleted_at IS NULL AS "isShared"
       FROM collection_share s JOIN collection c ON c.code = s.code WHERE s.code = $1 AND s.hash = $2`,
      [slug, hashOf(secret)],
    );
    if (found === undefined) {
      throw new AppError(
        'NOT_FOUND',
        'This link is not whole, or leads to no collection. Ask for a new one.',
        {
          argument: 'share',
        },
      );
    }
    const { status, expiresAt, isShared } = found;
    if (status === ShareStatus.ACTIVE && isShared) return;
    const why =
      status === ShareStatus.EXPIRED
        ? `expired on ${expiresAt.toISOString()}`
        : status === ShareStatus.REVOKED
          ? 'was revoked'
          : 'leads to a collection that is not shared any more';
    throw new AppError('GONE', `This link ${why}. Ask the curators for a new one.`, {
      argument: 'share',
      reason: status === ShareStatus.ACTIVE ? 'NOT_SHARED' : status,
      ...(status === ShareStatus.EXPIRED ? { expiresAt: expiresAt.toISOString() } : {}),
    });
  }
}

/** What is kept of a secret, which is too random to be guessed. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function checkedExpiry(wanted: Date | null, now: Date): Date {
  const expiresAt = wanted ?? new Date(now.getTime() + DEFAULT_SHARE_DAYS * DAY_MS);
  const life = expiresAt.getTime() - now.getTime();
  if (life >= MIN_LIFE_MS && life <= MAX_SHARE_DAYS * DAY_MS) return expiresAt;
  throw new AppError(
    'BAD_USER_INPUT',
    `“expiresAt” must lie a minute to ${MAX_SHARE_DAYS} days ahead; ${expiresAt.toISOString()} was sent.`,
    { argument: 'expiresAt', limit: MAX_SHARE_DAYS, value: expiresAt.toISOString() },
  );
}

function noCollection(slug: string): AppError {
  return new AppError('NOT_FOUND', `There is no collection “${slug.slice(0, 60)}”.`, { argument: 'slug' });
}
