import { type EntityManager } from 'typeorm';
import { type CodeSelections } from './feed/feed.affected.js';
import { appendToFeed } from './feed/feed.writer.js';
import { NAMED_TYPES, rebuildNames, type NamedType } from './record.names.js';
import { rebuildRecords } from './record.writer.js';
import { codesOf, stepsOf } from './code-steps.js';

/** What a transaction changed, created or removed: codes by the table that holds them; of sources, their ids. */
export interface Changes {
  readonly achievement?: readonly string[];
  readonly craftsman?: readonly string[];
  readonly studio?: readonly string[];
  readonly organisation?: readonly string[];
  readonly award?: readonly string[];
  readonly industry?: readonly string[];
  readonly region?: readonly string[];
  readonly source?: readonly number[];
}

/** The same, kept in the database: for each table that has changes, the statement that selects their codes. */
export interface KeptChanges {
  readonly codes: Readonly<Partial<Record<keyof Changes, string>>>;
  /** The only parameter of these statements, which each of them has. */
  readonly key: unknown;
}

/** For everything that a record shows: which achievements show what `codes` selects; of what is removed, tell the achievements too. */
const SHOWN_BY: Readonly<Record<keyof Changes, (codes: string) => string>> = {
  achievement: (codes) => codes,
  craftsman: (codes) =>
    `SELECT achievement_code FROM achievement_craftsman WHERE craftsman_code IN (${codes})`,
  studio: (codes) => `SELECT code FROM achievement WHERE studio_code IN (${codes})`,
  organisation: (codes) =>
    `SELECT achievement_code FROM achievement_organisation WHERE organisation_code IN (${codes})`,
  award: (codes) => `SELECT achievement_code FROM award_grant WHERE award_code IN (${codes})`,
  industry: (codes) => `SELECT code FROM achievement WHERE industry_code IN (${codes})`,
  region: (codes) => `SELECT code FROM achievement WHERE region_code IN (${codes})`,
  source: (codes) => `SELECT code FROM achievement WHERE source_id IN (${codes})`,
};

/** For everything that has a name: its table, and what the achievements name that `codes` selects. */
const NAMED_BY: Readonly<Record<NamedType, { table: keyof Changes; codes: (codes: string) => string }>> = {
  Craftsman: {
    table: 'craftsman',
    codes: (codes) => `SELECT craftsman_code FROM achievement_craftsman WHERE achievement_code IN (${codes})`,
  },
  Studio: {
    table: 'studio',
    codes: (codes) =>
      `SELECT studio_code FROM achievement WHERE studio_code IS NOT NULL AND code IN (${codes})`,
  },
  Organisation: {
    table: 'organisation',
    codes: (codes) =>
      `SELECT organisation_code FROM achievement_organisation WHERE achievement_code IN (${codes})`,
  },
};

/** {@link publishKeptChanges}, of changes that the caller has. */
export function publishChanges(tx: EntityManager, changes: Changes): Promise<void> {
  const codes = (Object.keys(changes) as (keyof Changes)[]).map((table): [string, string] => [
    table,
    `SELECT jsonb_array_elements_text($1::jsonb -> '${table}')${table === 'source' ? '::integer' : ''}`,
  ]);
  return publishKeptChanges(tx, { codes: Object.fromEntries(codes), key: JSON.stringify(changes) });
}

/**
 * Brings every record up to date that shows what a transaction changed, notes in the feed what the public sees of it,
 * and raises the catalogue's revision: the last step of each transaction that writes to the catalogue. Transactions
 * do this one after the other, in the order of their revisions, so that each sees what those before it have changed.
 * Works in steps, which bound memory.
 *
 * @param onProgress called after each step with the records made and the records to be made
 */
export async function publishKeptChanges(
  tx: EntityManager,
  { codes, key }: KeptChanges,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  await raiseRevision(tx);
  const tables = Object.entries(codes) as [keyof Changes, string][];
  if (tables.length === 0) return;
  const shown = tables.map(([table, keys]) => SHOWN_BY[table](keys)).join(' UNION ');
  const total = onProgress ? await countOf(tx, shown, [key]) : 0;
  const codesShown = codesOf(stepsOf(tx, `SELECT NULL AS type, s.code FROM (${shown}) AS s(code)`, [key]));
  await rebuildRecords(tx, codesShown, (done) => onProgress?.(done, total));
  const named = NAMED_TYPES.flatMap((type) => {
    const own = codes[NAMED_BY[type].table];
    return [NAMED_BY[type].codes(shown), ...(own === undefined ? [] : [own])].map(
      (keys) => `SELECT '${type}' AS type, n.code FROM (${keys}) AS n(code)`,
    );
  });
  for await (const step of stepsOf(tx, named.join(' UNION '), [key])) {
    for (const type of NAMED_TYPES) {
      const those = step.filter((each) => each.type === type).map(({ code }) => code);
      await rebuildNames(tx, type, those);
    }
  }
  await appendToFeed(tx, { changed: byType(codes), shown }, [key]);
}

/** The same statements by the kinds of records, for the feed. */
function byType(codes: KeptChanges['codes']): CodeSelections {
  const { industry, region, award, organisation, craftsman, studio, achievement } = codes;
  return {
    Industry: industry,
    Region: region,
    Award: award,
    Organisation: organisation,
    Craftsman: craftsman,
    Studio: studio,
    Achievement: achievement,
  };
}

async function countOf(tx: EntityManager, query: string, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM (${query}) q`, [
    ...values,
  ]);
  return row?.count ?? 0;
}

/** Waits for the transactions that publish changes, and has those that come later wait for this one. */
export async function holdRevision(tx: EntityManager): Promise<void> {
  await tx.query('SELECT revision FROM catalog_state FOR UPDATE');
}

/**
 * Raises the revision of the catalogue, for a change that no record shows too. Its row is held until the transaction
 * ends: whoever comes later waits, and sees the changes of this transaction then.
 */
export async function raiseRevision(tx: EntityManager): Promise<void> {
  await tx.query('UPDATE catalog_state SET revision = revision + 1, changed_at = now()');
}
