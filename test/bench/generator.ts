import type pg from 'pg';
import { makeRecords, type RealCatalogue } from './generator-records.js';
import { type CraftsmanRow, type NamedRow } from './generator-names.js';

/** Records of one transaction, which bounds the checks that are left for its end. */
const STEP = 5_000;

/** What the database sets by itself in every new row. */
const OWN_COLUMNS = `'{version, created_at, updated_at}'::text[]`;

/** The rows of a link table that belong to an achievement `a`, in their order. */
function linksOf(table: string): string {
  return `(SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]') FROM ${table} l WHERE l.achievement_code = a.code)`;
}

async function readCatalogue(client: pg.Client): Promise<RealCatalogue> {
  const rowsOf = async (table: string): Promise<unknown[]> => {
    const text = `SELECT to_jsonb(t) - ${OWN_COLUMNS} AS row FROM ${table} t ORDER BY code`;
    return (await client.query<{ row: unknown }>(text)).rows.map(({ row }) => row);
  };
  const achievements = await client.query<RealCatalogue['achievements'][number]>(
    `SELECT to_jsonb(a) - ${OWN_COLUMNS} AS columns, ${linksOf('achievement_organisation')} AS organisations,
       ${linksOf('achievement_craftsman')} AS craftsmen, ${linksOf('award_grant')} AS grants
     FROM achievement a ORDER BY code`,
  );
  return {
    achievements: achievements.rows,
    organisations: (await rowsOf('organisation')) as NamedRow[],
    craftsmen: (await rowsOf('craftsman')) as CraftsmanRow[],
  };
}

async function insert(
  client: pg.Client,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  if (columns === '') return;
  await client.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

/**
 * Adds records made from those that the catalogue holds, with units and people in proportion, until it has `total`
 * of them. Every rule of the schema is checked as for any other write. The public records are not made here.
 *
 * @returns how many were added
 */
export async function generateRecords(client: pg.Client, total: number): Promise<number> {
  const real = await readCatalogue(client);
  const count = Math.max(total - real.achievements.length, 0);
  for (const rows of makeRecords(real, count, STEP)) {
    await client.query('BEGIN');
    for (const [table, of] of Object.entries(rows)) await insert(client, table, of);
    await client.query('COMMIT');
  }
  await client.query('ANALYZE');
  return count;
}
