import { type EntityManager } from 'typeorm';
import { canonicalText } from '../../common/canonical.js';
import {
  EditProblemCode,
  refused,
  type EditedType,
  type States,
  type Stored,
  type VersionConflict,
} from './edits.js';
import { readStates } from './read-states.js';

/** A record that is there. */
export type Present<T extends EditedType> = Stored<T> & { readonly state: States[T] };

/** A record, and the version of it that a curator has read. */
export interface VersionedCode {
  readonly code: string;
  readonly ifVersion: number;
}

/**
 * The record with this code, as it stands.
 *
 * @throws EditRefused NOT_FOUND when there never was one, GONE when it was withdrawn or merged
 */
export async function getPresent<T extends EditedType>(
  tx: EntityManager,
  type: T,
  code: string,
): Promise<Present<T>> {
  const stored = (await readStates(tx, type, [code])).get(code);
  if (!stored) throw refused(EditProblemCode.NOT_FOUND, ['code'], `There is no ${type} ${shown(code)}.`);
  if (stored.state !== null) return stored as Present<T>;
  const { reason, into } = await getRetired(tx, code);
  throw refused(
    EditProblemCode.GONE,
    ['code'],
    into === null
      ? `${code} was withdrawn: ${reason} Restore it first.`
      : `${code} was merged into ${into}. Edit that one, or undo the merge.`,
  );
}

/** Why a code has no record, and which record answers for it. */
export async function getRetired(
  tx: EntityManager,
  code: string,
): Promise<{ reason: string; into: string | null }> {
  const [row] = await tx.query<{ reason: string; into: string | null }[]>(
    'SELECT reason, merged_into AS into FROM retired_code WHERE code = $1',
    [code],
  );
  return row as { reason: string; into: string | null };
}

/**
 * The state of a record in one of its versions.
 *
 * @returns null where it was withdrawn; undefined for a version that is not known
 */
export async function stateAt<T extends EditedType>(
  tx: EntityManager,
  { type, code, version: current, state }: Present<T>,
  version: number,
): Promise<States[T] | null | undefined> {
  if (version === current) return state;
  const [row] = await tx.query<{ state: States[T] | null }[]>(
    `SELECT CASE WHEN version = $3 THEN after ELSE before END AS state FROM change
     WHERE type = $1 AND code = $2 AND version IN ($3, $3 + 1) ORDER BY version LIMIT 1`,
    [type, code, version],
  );
  return row?.state;
}

/**
 * Sees to it that a record is in the version that a curator has read.
 *
 * @param wanted what is to be written, for the report
 * @throws EditRefused CONFLICT, with what others have changed meanwhile
 */
export async function checkVersion<T extends EditedType>(
  tx: EntityManager,
  record: Present<T>,
  ifVersion: number,
  wanted: Partial<States[T]>,
): Promise<void> {
  const { type, code, version, state } = record;
  if (version === ifVersion) return;
  const read = (await stateAt(tx, record, ifVersion)) ?? null;
  throw refused(
    EditProblemCode.CONFLICT,
    ['ifVersion'],
    read === null
      ? `There is no version ${ifVersion} of ${type} ${code}; it is in version ${version}.`
      : `${code} was changed since you read version ${ifVersion}; it is in version ${version}. Nothing was written: look at what differs and send your edit again with ifVersion ${version}.`,
    read === null ? undefined : differences(ifVersion, read, record.version, state, wanted),
  );
}

function differences<T extends EditedType>(
  ifVersion: number,
  read: States[T],
  currentVersion: number,
  current: States[T],
  wanted: Partial<States[T]>,
): VersionConflict {
  const [before, now, yours] = [read, current, { ...read, ...wanted }] as object[] as Record<
    string,
    unknown
  >[];
  const fields = changedFields(before, now).map((field) => ({
    field,
    read: before?.[field] ?? null,
    current: now?.[field] ?? null,
    yours: yours?.[field] ?? null,
  }));
  return { ifVersion, currentVersion, fields };
}

/** The fields in which two states of a record differ; every field that one of them has when there is no other. */
export function changedFields(before: object | null | undefined, after: object | null | undefined): string[] {
  const [one, other] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
  return [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])].filter(
    (field) => canonicalText(one?.[field] ?? null) !== canonicalText(other?.[field] ?? null),
  );
}

function shown(code: string): string {
  return `“${code.slice(0, 60)}”`;
}
