import { type EntityManager } from 'typeorm';
import { type ChangeKind } from './change-kind.js';

/** Who does something. */
export interface Author {
  /** Id of the API key; null for an operator at the command line. Never shown. */
  readonly keyId: string | null;
  /** Name of the key, as the public sees it. */
  readonly name: string;
}

/** A request by which a client can repeat itself without doing a thing twice. */
export interface RepeatableRequest {
  /** What the client calls the request; its own, among all requests of its key. */
  readonly key: string;
  /** Hash of what was asked for. */
  readonly fingerprint: string;
}

/** A change set to be opened: everything that one request changes, and why. */
export interface NewChangeSet {
  readonly author: Author;
  readonly kind: ChangeKind;
  readonly reason: string | null;
  readonly request?: RepeatableRequest | null;
  /** What a repeated request is answered with; plain values. */
  readonly result?: unknown;
  /** The change set that this one undoes. */
  readonly reverts?: string | null;
}

/** One record's step from one version to the next. */
export interface Change {
  /** GraphQL type of the record. */
  readonly type: string;
  readonly code: string;
  /** The version that came of it. */
  readonly version: number;
  /** What stood before; null where there was nothing. */
  readonly before: unknown;
  /** What stood afterwards; null where it was withdrawn. */
  readonly after: unknown;
}

/** A change set of an earlier request. */
export interface KnownRequest {
  readonly id: string;
  readonly fingerprint: string;
  readonly result: unknown;
}

/** Opens a change set, and gives its id. What changes is noted in it by {@link appendChanges}, in the same transaction. */
export async function openChangeSet(tx: EntityManager, set: NewChangeSet): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `INSERT INTO change_set (key_id, author, kind, reason, request_key, fingerprint, result, reverts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      set.author.keyId,
      set.author.name,
      set.kind,
      set.reason,
      set.request?.key ?? null,
      set.request?.fingerprint ?? null,
      set.result === undefined ? null : JSON.stringify(set.result),
      set.reverts ?? null,
    ],
  );
  return row?.id as string;
}

/** Notes changes in a change set, all in one statement. */
export async function appendChanges(
  tx: EntityManager,
  changeSet: string,
  changes: readonly Change[],
): Promise<void> {
  await tx.query(
    `INSERT INTO change (change_set_id, type, code, version, before, after)
     SELECT $1, r.type, r.code, r.version, r.before, r.after
     FROM jsonb_to_recordset($2) AS r(type text, code text, version integer, before jsonb, after jsonb)`,
    [changeSet, JSON.stringify(changes)],
  );
}

/** The change set that came of an author's earlier request of this name; null when there was none. */
export async function findRequest(
  tx: EntityManager,
  { keyId }: Author,
  requestKey: string,
): Promise<KnownRequest | null> {
  const [row] = await tx.query<KnownRequest[]>(
    `SELECT id, fingerprint, result FROM change_set WHERE key_id IS NOT DISTINCT FROM $1 AND request_key = $2`,
    [keyId, requestKey],
  );
  return row ?? null;
}
