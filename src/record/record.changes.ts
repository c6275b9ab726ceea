import { type EntityManager } from 'typeorm';
import { appendToFeed } from './feed/feed.writer.js';
import { rebuildNames, type NamedType } from './record.names.js';
import { rebuildRecords } from './record.writer.js';

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

/** For everything that a record shows: which achievements show it; of what is removed, tell the achievements too. */
const SHOWN_BY: Readonly<Record<keyof Changes, string>> = {
  achievement: 'SELECT unnest($1::text[]) AS code',
  craftsman: 'SELECT achievement_code AS code FROM achievement_craftsman WHERE craftsman_code = ANY($1)',
  studio: 'SELECT code FROM achievement WHERE studio_code = ANY($1)',
  organisation:
    'SELECT achievement_code AS code FROM achievement_organisation WHERE organisation_code = ANY($1)',
  award: 'SELECT achievement_code AS code FROM award_grant WHERE award_code = ANY($1)',
  industry: 'SELECT code FROM achievement WHERE industry_code = ANY($1)',
  region: 'SELECT code FROM achievement WHERE region_code = ANY($1)',
  source: 'SELECT code FROM achievement WHERE source_id = ANY($1)',
};

const NAMES: readonly (readonly [keyof Changes, NamedType])[] = [
  ['craftsman', 'Craftsman'],
  ['studio', 'Studio'],
  ['organisation', 'Organisation'],
];

/**
 * Brings every record up to date that shows what a transaction changed, notes in the feed what the public sees of it,
 * and raises the catalogue's revision: the last step of each transaction that writes to the catalogue. Transactions do this one after the other, in the order
 * of their revisions, so that each sees what those before it have changed.
 */
export async function publishChanges(tx: EntityManager, changes: Changes): Promise<void> {
  await raiseRevision(tx);
  const codes = new Set<string>();
  for (const [table, keys] of Object.entries(changes) as [keyof Changes, readonly unknown[]][]) {
    for (const step of inSteps(keys)) {
      const rows = await tx.query<{ code: string }[]>(SHOWN_BY[table], [step]);
      for (const { code } of rows) codes.add(code);
    }
  }
  await rebuildRecords(tx, [...codes]);
  for (const [table, type] of NAMES) {
    for (const step of inSteps((changes[table] ?? []) as string[])) await rebuildNames(tx, type, step);
  }
  const { craftsman = [], studio = [], organisation = [], award = [], industry = [], region = [] } = changes;
  await appendToFeed(tx, {
    Industry: industry,
    Region: region,
    Organisation: organisation,
    Award: award,
    Studio: studio,
    Craftsman: craftsman,
    Achievement: [...codes],
  });
}

/** What shows a change is looked up in steps of this size, which bounds the memory for it. */
const STEP = 5_000;

function* inSteps<T>(keys: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < keys.length; start += STEP) yield keys.slice(start, start + STEP);
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
