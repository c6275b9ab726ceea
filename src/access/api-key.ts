import { type Scope } from './scopes.js';

/** How a key stands. */
export enum ApiKeyStatus {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}

/** What is known of a key, besides itself. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly status: ApiKeyStatus;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly rotatedFrom: string | null;
}

/** A key just made: the only moment at which it can be read. */
export interface IssuedKey {
  readonly apiKey: ApiKeyRow;
  readonly secret: string;
}

/** The columns of {@link ApiKeyRow}. All times are the database's own, so that processes need no common clock. */
export const API_KEY_COLUMNS = `id, name, scopes, created_by AS "createdBy", created_at AS "createdAt",
  expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", rotated_from AS "rotatedFrom",
  CASE WHEN revoked_at IS NOT NULL THEN 'REVOKED' WHEN expires_at <= clock_timestamp() THEN 'EXPIRED' ELSE 'ACTIVE' END AS status`;
