import { type EntityManager } from 'typeorm';
import { type EditedType } from './edits.js';

/** For everything that can be edited: who names it, by kind, as pairs of codes (code, target). */
const LINKED_FROM: Readonly<Record<EditedType, Partial<Record<EditedType, string>>>> = {
  Organisation: {
    Achievement: 'SELECT achievement_code AS code, organisation_code AS target FROM achievement_organisation',
    Craftsman: 'SELECT code, organisation_code AS target FROM craftsman',
    Studio: 'SELECT code, organisation_code AS target FROM studio',
  },
  Award: { Achievement: 'SELECT achievement_code AS code, award_code AS target FROM award_grant' },
  Studio: {
    Achievement: 'SELECT code, studio_code AS target FROM achievement',
    Craftsman: 'SELECT code, studio_code AS target FROM craftsman',
  },
  Craftsman: {
    Achievement: 'SELECT achievement_code AS code, craftsman_code AS target FROM achievement_craftsman',
    Studio: 'SELECT studio_code AS code, craftsman_code AS target FROM studio_leader',
  },
  Achievement: {},
};

/** A record that names another one. */
export interface LinkedRecord {
  readonly type: EditedType;
  readonly code: string;
  /** The code of the one that it names. */
  readonly target: string;
}

/** One statement for all pairs of codes that name records of a kind; null where nothing names such records. */
function linksTo(type: EditedType): string | null {
  const sources = Object.entries(LINKED_FROM[type]).map(
    ([from, pairs]) => `SELECT '${from}' AS type, p.code, p.target FROM (${pairs}) p`,
  );
  return sources.length === 0 ? null : sources.join(' UNION ALL ');
}

/** The records that name some records of a kind, by kind and code. */
export async function findLinked(
  tx: EntityManager,
  type: EditedType,
  codes: readonly string[],
): Promise<LinkedRecord[]> {
  const links = linksTo(type);
  if (links === null || codes.length === 0) return [];
  return tx.query<LinkedRecord[]>(
    `SELECT DISTINCT l.type, l.code, l.target FROM (${links}) l WHERE l.target = ANY($1) ORDER BY l.type, l.code`,
    [codes],
  );
}

/** Up to `limit` records outside a change set that name a record of a kind which that set brought. */
export async function findLinkedFromOutside(
  tx: EntityManager,
  type: EditedType,
  changeSet: string,
  limit: number,
): Promise<LinkedRecord[]> {
  const links = linksTo(type);
  if (links === null) return [];
  return tx.query<LinkedRecord[]>(
    `SELECT l.type, l.code, l.target
     FROM change c JOIN (${links}) l ON l.target = c.code
     WHERE c.change_set_id = $1 AND c.type = $2 AND c.before IS NULL AND NOT EXISTS (
       SELECT FROM change o WHERE o.change_set_id = $1 AND o.type = l.type AND o.code = l.code
     )
     ORDER BY l.type, l.code LIMIT $3`,
    [changeSet, type, limit],
  );
}
