import { type EntityManager } from 'typeorm';
import { normalisedText } from '../common/text/normalise.js';
import { termsOfName } from './record.analysis.js';

/** What has a name that is found as one types. */
export type NamedType = 'Craftsman' | 'Studio' | 'Organisation';

/** The names of one type, with the number of achievements that name each. */
const SOURCES: Readonly<Record<NamedType, string>> = {
  Craftsman: `SELECT t.code, t.name, (SELECT count(*)::int FROM achievement_craftsman l WHERE l.craftsman_code = t.code) AS records
    FROM craftsman t`,
  Studio: `SELECT t.code, t.name, (SELECT count(*)::int FROM achievement a WHERE a.studio_code = t.code) AS records
    FROM studio t`,
  Organisation: `SELECT t.code, t.name,
      (SELECT count(*)::int FROM achievement_organisation l WHERE l.organisation_code = t.code) AS records
    FROM organisation t`,
};

export const NAMED_TYPES = Object.keys(SOURCES) as NamedType[];

interface Name {
  readonly code: string;
  readonly name: string;
  readonly records: number;
}

/** Makes the names of these records anew, as the transaction sees them; names of records that are gone are removed. */
export async function rebuildNames(
  tx: EntityManager,
  type: NamedType,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return;
  await tx.query(
    `DELETE FROM record_name n WHERE n.type = $1 AND n.code = ANY($2)
       AND NOT EXISTS (SELECT FROM ${type.toLowerCase()} t WHERE t.code = n.code)`,
    [type, codes],
  );
  // Most are as they were: only the others are analysed.
  const changed = await tx.query<Name[]>(
    `SELECT s.* FROM (${SOURCES[type]} WHERE t.code = ANY($2)) s
     LEFT JOIN record_name n ON n.type = $1 AND n.code = s.code
     WHERE (n.name, n.records) IS DISTINCT FROM (s.name, s.records)`,
    [type, codes],
  );
  await writeNames(tx, type, changed);
}

/** Makes all names of one type anew. */
export async function rebuildAllNames(tx: EntityManager, type: NamedType): Promise<void> {
  await tx.query('DELETE FROM record_name WHERE type = $1', [type]);
  await writeNames(tx, type, await tx.query<Name[]>(SOURCES[type]));
}

/** Names are written in steps of this size, which bounds the size of a statement. */
const STEP = 1_000;

async function writeNames(tx: EntityManager, type: NamedType, names: readonly Name[]): Promise<void> {
  for (let start = 0; start < names.length; start += STEP) {
    await writeStep(tx, type, names.slice(start, start + STEP));
  }
}

async function writeStep(tx: EntityManager, type: NamedType, names: readonly Name[]): Promise<void> {
  const rows = names.map(({ code, name, records }) => {
    const { terms, pinyin } = termsOfName(name, type === 'Craftsman');
    return { type, code, name, name_text: normalisedText(name), terms, pinyin, records };
  });
  await tx.query(
    `INSERT INTO record_name SELECT * FROM jsonb_populate_recordset(NULL::record_name, $1)
     ON CONFLICT (type, code) DO UPDATE SET name = excluded.name, name_text = excluded.name_text,
       terms = excluded.terms, pinyin = excluded.pinyin, records = excluded.records`,
    [JSON.stringify(rows)],
  );
}
