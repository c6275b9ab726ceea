import { type EntityManager } from 'typeorm';
import { type AchievementState } from '../achievement/achievement.state.js';
import { type SourceState } from '../source/source.state.js';
import { type EditedType, type Stored } from './edits.js';
import { STATE_TABLES } from './state-tables.js';

/** Adds records of a kind, or replaces them, together with their links. */
export async function writeRecords(
  tx: EntityManager,
  type: EditedType,
  records: readonly Stored[],
): Promise<void> {
  if (records.length === 0) return;
  const { table, columns, links } = STATE_TABLES[type];
  const names = ['version', 'updated_at', ...Object.keys(columns)];
  const values = ['r.version', 'statement_timestamp()', ...Object.values(columns)];
  const sources = type === 'Achievement' ? await saveSources(tx, records) : null;
  const rows = records.map(({ code, version, state }) => ({
    code,
    version,
    state,
    source: sources?.get(factsOf((state as AchievementState).source)),
  }));
  // A new record has no links yet.
  const known = records.filter(({ version }) => version > 1).map(({ code }) => code);
  for (const link of known.length > 0 ? links : []) {
    await tx.query(`DELETE FROM ${link.table} WHERE ${link.owner} = ANY($1)`, [known]);
  }
  // In one statement, so that the states travel once.
  const linked = links.map(
    (link) => `${link.table}_added AS (INSERT INTO ${link.table} (${link.columns}) ${link.select})`,
  );
  const given = `r AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1) AS r(code text, version integer, state jsonb, source integer))`;
  await tx.query(
    `WITH ${[given, ...linked].join(', ')}
     INSERT INTO ${table} (code, ${names.join(', ')}) SELECT r.code, ${values.join(', ')} FROM r
     ON CONFLICT (code) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
}

/** Removes records of a kind, together with their links; their codes are retired. */
export async function removeRecords(
  tx: EntityManager,
  type: EditedType,
  records: readonly Stored[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.query(`DELETE FROM ${STATE_TABLES[type].table} WHERE code = ANY($1)`, [
    records.map(({ code }) => code),
  ]);
}

/** The facts that make a source the one it is. */
function factsOf({ kind, publisher, title, date, url }: SourceState): string {
  return JSON.stringify([kind, publisher, title, date, url]);
}

/** Saves every source that is not there yet; gives their ids by their facts. */
async function saveSources(
  tx: EntityManager,
  records: readonly Stored[],
): Promise<ReadonlyMap<string, number>> {
  const facts = new Map(
    records.map(({ state }) => {
      const { source } = state as AchievementState;
      return [factsOf(source), source];
    }),
  );
  // Updated to what it is, a known source is returned too; its facts can be looked up by no other index, being unknown in part.
  const rows = await tx.query<(SourceState & { id: number })[]>(
    `INSERT INTO source (kind, publisher, title, date, url)
     SELECT r.kind, r.publisher, r.title, r.date, r.url
     FROM jsonb_to_recordset($1) AS r(kind text, publisher text, title text, date text, url text)
     ON CONFLICT (kind, publisher, title, date, url) DO UPDATE SET kind = excluded.kind
     RETURNING id, kind, publisher, title, date, url`,
    [JSON.stringify([...facts.values()])],
  );
  return new Map(rows.map((row) => [factsOf(row), row.id]));
}
