import { type EntityManager } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { EditProblemCode, refused, type EditRefused } from '../catalog/editing/edits.js';
import { changedFields } from '../catalog/editing/versions.js';
import { type RepeatableRequest } from '../history/history.js';
import { CollectionChangeKind } from './collection.enums.js';
import { type CollectionState } from './collection.state.js';

/** A collection as it stands, kept from others until the transaction ends. */
export interface Held {
  readonly code: string;
  readonly version: number;
  /** The version that first had this content. */
  readonly contentOf: number;
  readonly state: CollectionState;
  readonly deletedAt: Date | null;
}

/** The next version of a collection. */
export interface NextVersion {
  readonly kind: CollectionChangeKind;
  readonly state: CollectionState;
  /** The version whose content it has again; undefined when the content is new. */
  readonly contentOf?: number;
}

/**
 * The collection with this slug, kept from other writers.
 *
 * @throws EditRefused NOT_FOUND when there never was one
 */
export async function hold(tx: EntityManager, slug: string): Promise<Held> {
  const [row] = await tx.query<Held[]>(
    `SELECT c.code, c.version, c.state, c.deleted_at AS "deletedAt",
       (SELECT h.content_of FROM collection_change h WHERE h.code = c.code AND h.version = c.version) AS "contentOf"
     FROM collection c WHERE c.code = $1 FOR UPDATE OF c`,
    [slug],
  );
  if (row) return row;
  throw refused(EditProblemCode.NOT_FOUND, ['slug'], `There is no collection “${slug.slice(0, 60)}”.`);
}

/** @throws EditRefused GONE when it was removed */
export function checkPresent({ code, deletedAt }: Held): void {
  if (deletedAt === null) return;
  throw refused(EditProblemCode.GONE, ['slug'], `The collection ${code} was removed. Restore it first.`);
}

/** The content of an earlier version; undefined when there is no such version. */
export async function contentAt(
  tx: EntityManager,
  code: string,
  version: number,
): Promise<{ readonly contentOf: number; readonly state: CollectionState } | undefined> {
  const [row] = await tx.query<{ contentOf: number; state: CollectionState }[]>(
    'SELECT content_of AS "contentOf", state FROM collection_change WHERE code = $1 AND version = $2',
    [code, version],
  );
  return row;
}

/**
 * What a change that was made of an older version is told: everything that others have changed since, as it was read,
 * as it is, and as the change would have had it.
 *
 * @param wanted what the change would have made of the version that was read; null when it could not be made of it
 */
export function conflict(
  { code, version, state }: Held,
  ifVersion: number,
  read: CollectionState | undefined,
  wanted: CollectionState | null,
): EditRefused {
  if (read === undefined) {
    return refused(
      EditProblemCode.CONFLICT,
      ['ifVersion'],
      `There is no version ${ifVersion} of the collection ${code}; it is in version ${version}.`,
    );
  }
  const [before, now, yours] = [read, state, wanted ?? read] as unknown[] as Record<string, unknown>[];
  return refused(
    EditProblemCode.CONFLICT,
    ['ifVersion'],
    `${code} was changed since you read version ${ifVersion}; it is in version ${version}. Nothing was written: look at what differs and send your change again with ifVersion ${version}.`,
    {
      ifVersion,
      currentVersion: version,
      fields: changedFields(before, now).map((field) => ({
        field,
        read: before?.[field],
        current: now?.[field],
        yours: yours?.[field],
      })),
    },
  );
}

/** Writes the first version of a collection. */
export async function insert(
  tx: EntityManager,
  actor: Actor,
  code: string,
  state: CollectionState,
  request: RepeatableRequest,
): Promise<void> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO collection (code, version, visibility, state, owner_key, owner) VALUES ($1, 1, $2, $3, $4, $5)
     ON CONFLICT (code) DO NOTHING RETURNING code`,
    [code, state.visibility, JSON.stringify(state), actor.keyId, actor.name],
  );
  if (rows.length === 0) {
    throw refused(
      EditProblemCode.DUPLICATE,
      ['input', 'slug'],
      `The slug “${code}” is taken, perhaps by a collection that was removed: none is given twice.`,
    );
  }
  await note(tx, actor, { code, version: 1, contentOf: 1 }, CollectionChangeKind.CREATE, state, request);
}

/** Writes the next version of a collection. */
export async function advance(
  tx: EntityManager,
  actor: Actor,
  { code, version: before }: Held,
  { kind, state, contentOf }: NextVersion,
): Promise<void> {
  const version = before + 1;
  await tx.query(
    `UPDATE collection SET version = $2, visibility = $3, state = $4, updated_at = clock_timestamp(),
       deleted_at = CASE WHEN $5 THEN clock_timestamp() END WHERE code = $1`,
    [code, version, state.visibility, JSON.stringify(state), kind === CollectionChangeKind.DELETE],
  );
  await note(tx, actor, { code, version, contentOf: contentOf ?? version }, kind, state, null);
}

async function note(
  tx: EntityManager,
  actor: Actor,
  { code, version, contentOf }: Pick<Held, 'code' | 'version' | 'contentOf'>,
  kind: CollectionChangeKind,
  state: CollectionState,
  request: RepeatableRequest | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO collection_change (code, version, key_id, author, kind, content_of, state, request_key, fingerprint)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      code,
      version,
      actor.keyId,
      actor.name,
      kind,
      contentOf,
      JSON.stringify(state),
      request?.key ?? null,
      request?.fingerprint ?? null,
    ],
  );
}

/**
 * The slug of the collection that the same request made before; null when it is new.
 *
 * @throws EditRefused CONFLICT when the key was sent with another request
 */
export async function findMade(
  tx: EntityManager,
  actor: Actor,
  { key, fingerprint }: RepeatableRequest,
): Promise<string | null> {
  const [known] = await tx.query<{ code: string; fingerprint: string }[]>(
    'SELECT code, fingerprint FROM collection_change WHERE key_id = $1 AND request_key = $2',
    [actor.keyId, key],
  );
  if (known === undefined || known.fingerprint === fingerprint) return known?.code ?? null;
  throw refused(
    EditProblemCode.CONFLICT,
    ['idempotencyKey'],
    `This idempotency key was sent with another request, which made the collection ${known.code}. Send each request with a key of its own.`,
  );
}
