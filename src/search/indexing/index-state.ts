import { type DataSource } from 'typeorm';
import { runStatement } from '../../database/query/run-statement.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { SYNONYM_TOPIC } from '../synonyms/synonym.service.js';
import { type IndexSynonyms } from '../engines/meilisearch/stand-ins.js';

/** What the database knows of the live search index. */
export interface IndexState {
  /** Null while there is no index. */
  readonly built: { readonly settingsHash: string; readonly identity: string; readonly at: Date } | null;
  /** When this was read, by the database's clock, as is when the index was built. */
  readonly readAt: Date;
  readonly lastTask: number;
  readonly synonyms: IndexSynonyms;
}

/** Reads what is known of the live index. */
export async function readIndexState(dataSource: DataSource): Promise<IndexState> {
  const [row] = await runStatement(dataSource, {
    text: 'SELECT settings_hash, identity, built_at, now() AS read_at, last_task, synonyms FROM search_index',
    values: [],
    recurring: true,
  });
  return {
    built:
      row?.settings_hash == null
        ? null
        : {
            settingsHash: row.settings_hash as string,
            identity: row.identity as string,
            at: row.built_at as Date,
          },
    readAt: row?.read_at as Date,
    lastTask: row?.last_task as number,
    synonyms: row?.synonyms as IndexSynonyms,
  };
}

/**
 * Names what the live index holds when it has every change of the catalogue and of its synonyms; null when one is still on its way. A
 * change and its place in the outbox are committed together, so that one look tells both.
 */
export async function readSettledState(dataSource: DataSource): Promise<string | null> {
  const [row] = await runStatement(dataSource, {
    text: `SELECT s.revision, i.identity, i.last_task FROM catalog_state s, search_index i
      WHERE NOT EXISTS (SELECT FROM outbox WHERE topic = ANY($1) AND parked_reason IS NULL)`,
    values: [[RECORD_TOPIC, SYNONYM_TOPIC]],
    recurring: true,
  });
  if (row === undefined) return null;
  return `MEILISEARCH ${row.revision as number} ${row.identity as string} ${row.last_task as number}`;
}

/** Keeps that another index is live from now on. */
export async function saveBuiltIndex(
  dataSource: DataSource,
  index: { settingsHash: string; identity: string; lastTask: number; synonyms: IndexSynonyms },
): Promise<void> {
  await dataSource.query(
    `UPDATE search_index SET settings_hash = $1, identity = $2, last_task = $3, synonyms = $4, built_at = now()`,
    [index.settingsHash, index.identity, index.lastTask, JSON.stringify(index.synonyms)],
  );
}

/** Keeps the number of the last task that the engine was given. */
export async function saveLastTask(dataSource: DataSource, task: number): Promise<void> {
  await runStatement(dataSource, {
    text: 'UPDATE search_index SET last_task = $1',
    values: [task],
    recurring: true,
  });
}

/** Keeps which synonyms the live index has. */
export async function saveSynonyms(dataSource: DataSource, synonyms: IndexSynonyms): Promise<void> {
  await dataSource.query('UPDATE search_index SET synonyms = $1', [JSON.stringify(synonyms)]);
}

/** Keeps that this index is not there any more, so that one is built; one that was built since stays known. */
export async function forgetIndex(dataSource: DataSource, identity: string): Promise<void> {
  await dataSource.query(
    'UPDATE search_index SET settings_hash = NULL, identity = NULL, built_at = NULL WHERE identity = $1',
    [identity],
  );
}
