import { type DataSource } from 'typeorm';
import { type Actor, OPERATOR } from '../../src/access/actor.js';
import { type IssuedKey } from '../../src/access/api-key.js';
import { ApiKeyService } from '../../src/access/api-key.service.js';
import { type Scope } from '../../src/access/scopes.js';

let keys = 0;

/** Makes a key with these scopes; of a name of its own when none is given. */
export function issueKey(
  dataSource: DataSource,
  scopes: readonly Scope[],
  name = `test key ${++keys}`,
  actor: Actor = OPERATOR,
): Promise<IssuedKey> {
  return dataSource.transaction((tx) => new ApiKeyService(dataSource).create(tx, actor, { name, scopes }));
}

/** The header that sends a key. */
export function bearer(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` };
}
