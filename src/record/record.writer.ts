import { setImmediate } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { append } from '../outbox/outbox.js';
import { fingerprintOf, termsOfRecord, titleTextOf, type TextTerms } from './record.analysis.js';
import { type PublicRecord } from './record.fields.js';
import { NAMED_TYPES, rebuildNames, type NamedType } from './record.names.js';
import { projectRecords } from './record.projector.js';

/** The outbox's topic of changed records; its keys are their codes. */
export const RECORD_TOPIC = 'record';

/** Records are made and written in steps of this size, which bounds memory and the size of a statement. */
export const REBUILD_STEP = 500;

/** After so many records the process does other work for a moment: it answers requests, and the database. */
const BREATH = 25;

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

/** What the database says of the achievements of one step. */
interface ReadStep {
  readonly codes: readonly string[];
  readonly records: readonly PublicRecord[];
  /** The records as they were made the last time. */
  readonly stored: readonly Known[];
}

/** A record that is to be written, with all that it is found by. */
interface MadeRecord extends TextTerms {
  readonly record: PublicRecord;
  readonly fingerprint: string;
  readonly titleText: string;
}

/** What is to be written of one step. */
interface MadeStep {
  readonly changed: readonly MadeRecord[];
  /** Codes that have no record any more. */
  readonly gone: readonly string[];
  /** Whom records named and name no more. */
  readonly left: Readonly<Record<NamedType, readonly string[]>>;
}

/**
 * Makes the records of these achievements anew, in the transaction that changed them: their projection, their
 * analysed text, and the note to the search index. Records that come out as they were are left alone; those of
 * achievements that are gone are removed. Of the names, those are counted anew that a record had and has no more; the
 * others are up to the caller. While the database writes one step, the next one is analysed.
 *
 * @param steps codes, no more than {@link REBUILD_STEP} at a time
 * @param onProgress called after each step with the records made
 */
export async function rebuildRecords(
  tx: EntityManager,
  steps: AsyncIterable<readonly string[]>,
  onProgress?: (done: number) => void,
): Promise<void> {
  let made: MadeStep | null = null;
  let done = 0;
  for await (const codes of steps) {
    const read = await readStep(tx, codes);
    [made] = await Promise.all([makeStep(read), made === null ? null : writeStep(tx, made)]);
    done += codes.length;
    onProgress?.(done);
  }
  if (made !== null) await writeStep(tx, made);
}

async function readStep(tx: EntityManager, codes: readonly string[]): Promise<ReadStep> {
  const records = await projectRecords(tx, codes);
  const stored = await tx.query<Known[]>(
    'SELECT code, fingerprint, document FROM public_record WHERE code = ANY($1)',
    [codes],
  );
  return { codes, records, stored };
}

async function makeStep({ codes, records, stored }: ReadStep): Promise<MadeStep> {
  const known = new Map(stored.map((each) => [each.code, each]));
  const changed: MadeRecord[] = [];
  for (const [index, record] of records.entries()) {
    if (index % BREATH === 0) await setImmediate();
    const fingerprint = fingerprintOf(record);
    if (known.get(record.code)?.fingerprint === fingerprint) continue;
    changed.push({ record, fingerprint, titleText: titleTextOf(record), ...termsOfRecord(record) });
  }
  const present = new Map(records.map((record) => [record.code, record]));
  const left = (type: NamedType): string[] => {
    const names = stored.flatMap(({ code, document }) => {
      const record = present.get(code);
      const named = new Set(record ? NAMED_IN[type](record) : []);
      return NAMED_IN[type](document).filter((name) => !named.has(name));
    });
    return [...new Set(names)];
  };
  return {
    changed,
    // A code that has no record any more is told to the index either way.
    gone: codes.filter((code) => !present.has(code)),
    left: { Craftsman: left('Craftsman'), Studio: left('Studio'), Organisation: left('Organisation') },
  };
}

async function writeStep(tx: EntityManager, { changed, gone, left }: MadeStep): Promise<void> {
  if (gone.length > 0) await tx.query('DELETE FROM public_record WHERE code = ANY($1)', [gone]);
  if (changed.length > 0) await writeRecords(tx, changed);
  await append(tx, RECORD_TOPIC, [...changed.map(({ record }) => record.code), ...gone]);
  for (const type of NAMED_TYPES) await rebuildNames(tx, type, left[type]);
}

async function writeRecords(tx: EntityManager, made: readonly MadeRecord[]): Promise<void> {
  await upsert(
    tx,
    'public_record',
    made.map(({ record, fingerprint }) => ({ code: record.code, document: record, fingerprint })),
  );
  await upsert(tx, 'record_facet', made.map(facetsOf));
  const words = [...new Set(made.flatMap((each) => each.words))].sort();
  await tx.query('INSERT INTO record_word SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [words]);
}

function facetsOf({
  record,
  titleText,
  terms,
  pinyin,
}: MadeRecord): { code: string } & Record<string, unknown> {
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
    title_text: titleText,
    terms,
    pinyin,
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
