import { type DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../common/errors/app-error.js';
import { withoutKeys } from '../common/secret-text.js';
import { type Connection, toConnection } from '../common/pagination/connection.type.js';
import { decodeCursor, encodeCursor } from '../common/pagination/cursor.js';
import { type PageRequest } from '../common/pagination/page-request.js';
import { type Actor } from './actor.js';
import { API_KEY_COLUMNS, type ApiKeyRow, ApiKeyStatus, type IssuedKey } from './api-key.js';
import {
  checkApiKey,
  checkGrant,
  checkOverlap,
  type ApiKeyRequest,
  type CheckedApiKey,
} from './api-key.rules.js';
import { hashOfKey, makeKey } from './key-text.js';

/** The only order of the list, as cursors name it: the newest key first. */
const ORDER = 'ApiKey.CREATED_DESC';

/** Gives keys out and takes them back. */
export class ApiKeyService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes a key.
   *
   * @throws AppError FORBIDDEN for a scope that the actor lacks, BAD_USER_INPUT for what no key may have, CONFLICT
   *   when a key that works has the name
   */
  async create(tx: EntityManager, actor: Actor, request: ApiKeyRequest): Promise<IssuedKey> {
    const checked = checkApiKey(request, actor, await timeOf(tx));
    await checkNameIsFree(tx, checked.name);
    return issue(tx, actor, checked, null);
  }

  /**
   * Makes a key that takes the place of another one: of the same name and scopes, with a lifetime of its own. The
   * other one works on for the overlap, or until its own end when that comes first.
   *
   * @throws AppError NOT_FOUND without such a key, CONFLICT when it works no more or was rotated before, FORBIDDEN
   *   when it has a scope that the actor lacks, BAD_USER_INPUT when the overlap is not allowed
   */
  async rotate(tx: EntityManager, actor: Actor, id: string, overlapHours: number): Promise<IssuedKey> {
    const hours = checkOverlap(overlapHours);
    const old = await lock(tx, id);
    checkGrant(actor, old.scopes);
    if (old.status !== ApiKeyStatus.ACTIVE) {
      throw new AppError(
        'CONFLICT',
        `The key “${old.name}” (${id}) is ${old.status}; create a new one instead.`,
        { argument: 'id', status: old.status },
      );
    }
    const [successor] = await tx.query<{ id: string }[]>('SELECT id FROM api_key WHERE rotated_from = $1', [
      id,
    ]);
    if (successor) {
      throw new AppError(
        'CONFLICT',
        `The key “${old.name}” (${id}) was rotated before; the key ${successor.id} takes its place.`,
        { argument: 'id', rotatedTo: successor.id },
      );
    }
    await tx.query(
      `UPDATE api_key SET expires_at = least(expires_at, now() + $2 * interval '1 hour') WHERE id = $1`,
      [id, hours],
    );
    const checked = checkApiKey({ name: old.name, scopes: old.scopes }, actor, await timeOf(tx));
    return issue(tx, actor, checked, id);
  }

  /**
   * Ends a key for good. One that is revoked already stays as it is.
   *
   * @throws AppError NOT_FOUND without such a key, FORBIDDEN when it has a scope that the actor lacks
   */
  async revoke(tx: EntityManager, actor: Actor, id: string): Promise<ApiKeyRow> {
    checkGrant(actor, (await lock(tx, id)).scopes);
    await tx.query('UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1', [id]);
    return read(tx, id);
  }

  /** One page of all keys, the newest first. */
  async list(page: PageRequest): Promise<Connection<ApiKeyRow>> {
    const order = page.backward ? 'ASC' : 'DESC';
    const rows = await this.dataSource.query<ApiKeyRow[]>(
      `SELECT ${API_KEY_COLUMNS} FROM api_key
       WHERE ($1::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM api_key WHERE id = $1))
         AND ($2::text IS NULL OR (created_at, id) > (SELECT created_at, id FROM api_key WHERE id = $2))
       ORDER BY created_at ${order}, id ${order} LIMIT $3`,
      [placeOf(page, 'after'), placeOf(page, 'before'), page.size + 1],
    );
    const shown = rows.slice(0, page.size);
    if (page.backward) shown.reverse();
    const edges = shown.map((node) => ({ node, cursor: encodeCursor({ order: ORDER, values: [node.id] }) }));
    return toConnection(edges, rows.length > page.size, page, () => this.count());
  }

  /** Number of keys that were ever given out. */
  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM api_key',
    );
    return row?.count ?? 0;
  }
}

/** Sees to it that a name tells in histories whose key it was. */
async function checkNameIsFree(tx: EntityManager, name: string): Promise<void> {
  // Those who make keys at the same time take turns, so that no name is given twice.
  await tx.query('LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE');
  const [known] = await tx.query<{ id: string }[]>(
    'SELECT id FROM api_key WHERE name = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp() LIMIT 1',
    [name],
  );
  if (!known) return;
  throw new AppError(
    'CONFLICT',
    `The key ${known.id} is called “${name}” already: rotate or revoke that one, or choose another name.`,
    { argument: 'name', id: known.id },
  );
}

async function issue(
  tx: EntityManager,
  actor: Actor,
  { name, scopes, expiresAt }: CheckedApiKey,
  rotatedFrom: string | null,
): Promise<IssuedKey> {
  const { id, secret } = makeKey();
  await tx.query(
    `INSERT INTO api_key (id, hash, name, scopes, created_by, created_by_key, expires_at, rotated_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, hashOfKey(secret), name, scopes, actor.name, actor.keyId, expiresAt, rotatedFrom],
  );
  return { apiKey: await read(tx, id), secret };
}

/** The time of the database, to the millisecond and not after it, as the transaction has it. */
async function timeOf(tx: EntityManager): Promise<Date> {
  const [row] = await tx.query<{ now: Date }[]>(`SELECT date_trunc('milliseconds', now()) AS now`);
  return (row as { now: Date }).now;
}

async function read(tx: EntityManager, id: string): Promise<ApiKeyRow> {
  const [row] = await tx.query<ApiKeyRow[]>(`SELECT ${API_KEY_COLUMNS} FROM api_key WHERE id = $1`, [id]);
  return row as ApiKeyRow;
}

/** Reads a key that is to be changed; whoever else would change it waits. */
async function lock(tx: EntityManager, id: string): Promise<ApiKeyRow> {
  // PostgreSQL cannot hold a NUL character, so no key has one in its id.
  const [row] = id.includes('\0')
    ? []
    : await tx.query<ApiKeyRow[]>(`SELECT ${API_KEY_COLUMNS} FROM api_key WHERE id = $1 FOR UPDATE`, [id]);
  if (row) return row;
  throw new AppError(
    'NOT_FOUND',
    `There is no key with the id “${withoutKeys(id).slice(0, 40)}”; apiKeys lists them.`,
    { argument: 'id' },
  );
}

/** The id in a cursor: keys are never deleted, so it says where to go on. */
function placeOf(page: PageRequest, argument: 'after' | 'before'): string | null {
  const cursor = page[argument];
  if (cursor === null) return null;
  return String(decodeCursor(cursor, ORDER, argument)[0]);
}
