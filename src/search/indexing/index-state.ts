import { type DataSource } from 'typeorm';
import { runStatement } from '../../database/query/run-statement.js';
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
