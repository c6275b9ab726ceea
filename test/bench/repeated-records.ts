import type pg from 'pg';

/** Generated codes have so many digits, more than the real ones. */
const DIGITS = 8;

/** What an achievement holds itself. */
const COLUMNS = `title, title_en, industry_code, region_code, studio_code, recognition, year, figures, exhibited_at,
  people_partial, source_id`;

/** The rows of a table that are real, numbered. */
function realRows(table: string): string {
  return `(SELECT *, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS total
    FROM ${table} WHERE length(code) < ${'WIA-'.length + DIGITS})`;
}

/**
 * Repeats the achievements and their public records under new codes until there are so many. Exports read nothing
 * else, so nothing else is made.
 */
export async function repeatRecords(client: pg.Client, records: number): Promise<void> {
  const code = `'WIA-' || lpad(n::text, ${DIGITS}, '0')`;
  const from = (table: string): string =>
    `generate_series($1::int, $2::int - 1) n JOIN ${realRows(table)} r ON r.place = n % r.total ORDER BY n`;
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM achievement');
  const places = [rows[0]?.count ?? 0, records];
  // The rules look at links, of which none are made.
  await client.query(`SET session_replication_role = replica`);
  await client.query(
    `INSERT INTO achievement (code, ${COLUMNS}) SELECT ${code}, ${COLUMNS} FROM ${from('achievement')}`,
    places,
  );
  await client.query(
    `INSERT INTO public_record (code, document, fingerprint)
     SELECT ${code}, jsonb_set(document, '{code}', to_jsonb(${code})), fingerprint FROM ${from('public_record')}`,
    places,
  );
  await client.query('VACUUM (ANALYZE) achievement, public_record');
}
