import { type EntityManager } from 'typeorm';
import { append } from '../outbox/outbox.js';
import { fingerprintOf, termsOfRecord, titleTextOf } from './record.analysis.js';
import { type PublicRecord } from './record.fields.js';
import { NAMED_TYPES, rebuildNames, type NamedType } from './record.names.js';
import { projectRecords } from './record.projector.js';

/** The outbox's topic of changed records; its keys are their codes. */
export const RECORD_TOPIC = 'record';

/** Records are made and written in steps of this size, which bounds memory and the size of a statement. */
export const REBUILD_STEP = 500;

/** Whom a record names, by type. */
const NAMED_IN: Readonly<Record<NamedType, (record: PublicRecord) => readonly string[]>> = {
  Craftsman: ({ craftsman }) => craftsman,
  Studio: ({ studio }) => (studio === null ? [] : [studio]),
  Organisation: ({ organisation }) => organisation,
};

interface Known {
  readonly code: string;
  readonly fingerprint: string;
  readonly document: PublicRecord;
}

/**
 * Makes the records of these achievements anew, in the transaction that changed them: their projection, their
 * analysed text, the counts of whom they name, and the note to the search index. Records that come out as they
 * were are left alone; those of achievements that are gone are removed.
 */
export async function rebuildRecords(tx: EntityManager, codes: readonly string[]): Promise<void> {
  const unique = [...new Set(codes)].sort();
  for (let start = 0; start < unique.length; start += REBUILD_STEP) {
    const touched = await rebuildStep(tx, unique.slice(start, start + REBUILD_STEP));
    for (const type of NAMED_TYPES) {
      await rebuildNames(tx, type, [...new Set(touched.flatMap(NAMED_IN[type]))]);
    }
  }
}

/**
 * Makes the records of no more than {@link REBUILD_STEP} achievements anew, but not the counts of whom they name.
 *
 * @returns the records that changed, as they are and as they were
 */
export async function rebuildStep(tx: EntityManager, codes: readonly string[]): Promise<PublicRecord[]> {
  const records = await projectRecords(tx, codes);
  const stored = await tx.query<Known[]>(
    'SELECT code, fingerprint, document FROM public_record WHERE code = ANY($1)',
    [codes],
  );
  const known = new Map(stored.map((each) => [each.code, each]));
  const changed = records.filter((record) => known.get(record.code)?.fingerprint !== fingerprintOf(record));
  const present = new Set(records.map(({ code }) => code));
  // A code that has no record any more is told to the index either way.
  const gone = codes.filter((code) => !present.has(code));
  await tx.query('DELETE FROM public_record WHERE code = ANY($1)', [gone]);
  await writeRecords(tx, changed);
  await append(tx, RECORD_TOPIC, [...changed.map(({ code }) => code), ...gone]);
  const before = [...changed.map(({ code }) => code), ...gone].flatMap(
    (code) => known.get(code)?.document ?? [],
  );
  return [...changed, ...before];
}

async function writeRecords(tx: EntityManager, records: readonly PublicRecord[]): Promise<void> {
  if (records.length === 0) return;
  const analysed = records.map((record) => ({ record, ...termsOfRecord(record) }));
  await upsert(
    tx,
    'public_record',
    records.map((record) => ({ code: record.code, document: record, fingerprint: fingerprintOf(record) })),
  );
  await upsert(
    tx,
    'record_facet',
    analysed.map(({ record, terms, pinyin }) => ({ ...facetsOf(record), terms, pinyin })),
  );
  const words = [...new Set(analysed.flatMap((each) => each.words))].sort();
  await tx.query('INSERT INTO record_word SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [words]);
}

function facetsOf(record: PublicRecord): { code: string } & Record<string, unknown> {
  return {
    code: record.code,
    industry: record.industry,
    region: record.region,
    recognition: record.recognition,
    source_kind: record.sourceKind,
    studio: record.studio,
    year: record.year,
    updated_at: record.updatedAt,
    organisation: record.organisation,
    craftsman: record.craftsman,
    // A record with two grants of one award counts for it once.
    award: [...new Set(record.award)],
    award_won: [...new Set(record.awardWon)],
    award_level: [...new Set(record.awardLevel)],
    missing: record.missing,
    title_order: record.titleOrder,
    title_text: titleTextOf(record),
  };
}

/** Adds or replaces rows, all of one shape, by their code. */
async function upsert(
  tx: EntityManager,
  table: string,
  rows: readonly ({ code: string } & Record<string, unknown>)[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = columns.filter((column) => column !== 'code');
  await tx.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')}
     FROM jsonb_populate_recordset(NULL::${table}, $1)
     ON CONFLICT (code) DO UPDATE SET ${values.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
}
