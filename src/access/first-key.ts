import { type DataSource } from 'typeorm';
import { OPERATOR } from './actor.js';
import { type IssuedKey } from './api-key.js';
import { ApiKeyService } from './api-key.service.js';
import { Scope } from './scopes.js';

/** What a key is called that nobody has asked for. */
const NAME = 'first curator';

/** Whether no key was ever given out. */
export async function hasNoKey(dataSource: DataSource): Promise<boolean> {
  return (await new ApiKeyService(dataSource).count()) === 0;
}

/** Makes a key with every scope, from which all others can be made; null when there was a key before. */
export function makeFirstKey(dataSource: DataSource): Promise<IssuedKey | null> {
  return dataSource.transaction(async (tx) => {
    // Processes that start side by side take turns, so that there is one first key.
    await tx.query('LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE');
    const [row] = await tx.query<{ id: string }[]>('SELECT id FROM api_key LIMIT 1');
    if (row) return null;
    const scopes = Object.values(Scope);
    return new ApiKeyService(dataSource).create(tx, OPERATOR, { name: NAME, scopes });
  });
}
