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
 * Makes the records of no more than {@link REBUILD_STEP} achievements anew, in the transaction that changed them: their
 * projection, their analysed text, and the note to the search index. Records that come out as they were are left
 * alone; those of achievements that are gone are removed. Of the names, those are counted anew that a record had and
 * has no more; the others are up to the caller.
 */
export async function rebuildStep(tx: EntityManager, codes: readonly string[]): Promise<void> {
  const records = await projectRecords(tx, codes);
  const stored = await tx.query<Known[]>(
    'SELECT code, fingerprint, document FROM public_record WHERE code = ANY($1)',
    [codes],
  );
  const known = new Map(stored.map((each) => [each.code, each]));
  const made = new Map(
    records.map((record) => [record.code, { record, fingerprint: fingerprintOf(record) }]),
  );
  const changed = [...made.values()].filter(
    ({ record, fingerprint }) => known.get(record.code)?.fingerprint !== fingerprint,
  );
  // A code that has no record any more is told to the index either way.
  const gone = codes.filter((code) => !made.has(code));
  await tx.query('DELETE FROM public_record WHERE code = ANY($1)', [gone]);
  await writeRecords(tx, changed);
  await append(tx, RECORD_TOPIC, [...changed.map(({ record }) => record.code), ...gone]);
  for (const type of NAMED_TYPES) {
    const left = stored.flatMap(({ code, document }) => {
      const record = made.get(code)?.record;
      const named = new Set(record ? NAMED_IN[type](record) : []);
      return NAMED_IN[type](document).filter((name) => !named.has(name));
    });
    await rebuildNames(tx, type, [...new Set(left)]);
  }
}

/** A record with the hash of its content. */
interface MadeRecord {
  readonly record: PublicRecord;
  readonly fingerprint: string;
}

async function writeRecords(tx: EntityManager, made: readonly MadeRecord[]): Promise<void> {
  if (made.length === 0) return;
  const records = made.map(({ record }) => record);
  const analysed = records.map((record) => ({ code: record.code, ...termsOfRecord(record) }));
  await upsert(
    tx,
    'public_record',
    made.map(({ record, fingerprint }) => ({ code: record.code, document: record, fingerprint })),
  );
  await upsert(tx, 'record_facet', records.map(facetsOf));
  await upsert(
    tx,
    'record_term',
    analysed.map(({ code, terms, pinyin }) => ({ code, terms, pinyin })),
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
