import { createHash } from 'node:crypto';
import { Meilisearch, MeilisearchApiError } from 'meilisearch';

/** What a key may do, and in which indexes. */
interface KeyRights {
  readonly name: string;
  readonly actions: readonly string[];
  readonly indexes: readonly string[];
}

/** The keys that the service works with. */
export interface SearchKeys {
  readonly searchKey: string;
  readonly indexKey: string;
}

/** The right to search one index, and nothing else. */
function searchRights(uid: string): KeyRights {
  return { name: `${uid}: search`, actions: ['search'], indexes: [uid] };
}

/** The rights that building and following an index take: in that index and in those built to replace it. */
function indexRights(uid: string): KeyRights {
  const actions = [
    'documents.add',
    'documents.get',
    'documents.delete',
    'indexes.create',
    'indexes.get',
    'indexes.delete',
    'indexes.swap',
    'settings.update',
    'stats.get',
    'tasks.get',
  ];
  return { name: `${uid}: index`, actions, indexes: [uid, `${uid}-build-*`] };
}

/**
 * Makes the two keys that the service works with, or finds those made before: the engine derives a key from its
 * number and the master key, and the number follows from the rights.
 *
 * @param masterKey used for this alone
 * @throws MeilisearchError when the engine is away or refuses the master key
 */
export async function ensureKeys(url: string, masterKey: string, uid: string): Promise<SearchKeys> {
  const client = new Meilisearch({ host: url, apiKey: masterKey, timeout: 10_000 });
  return {
    searchKey: await ensureKey(client, searchRights(uid)),
    indexKey: await ensureKey(client, indexRights(uid)),
  };
}

async function ensureKey(client: Meilisearch, { name, actions, indexes }: KeyRights): Promise<string> {
  const uid = uuidOf(JSON.stringify([name, actions, indexes]));
  try {
    const made = await client.createKey({
      uid,
      name,
      actions: [...actions],
      indexes: [...indexes],
      expiresAt: null,
    });
    return made.key;
  } catch (error) {
    const isThere = error instanceof MeilisearchApiError && error.cause?.code === 'api_key_already_exists';
    if (!isThere) throw error;
    return (await client.getKey(uid)).key;
  }
}

/** A UUID (version 4, as the engine wants it) that is always the same for a text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
