import { type ApiKeyRow } from './api-key.js';

/** What an operator is told of a key in one line, without anything secret. */
export function keyLine(key: ApiKeyRow): string {
  const { id, name, scopes, status, createdBy, expiresAt, lastUsedAt, rotatedFrom } = key;
  return [
    `${id}  ${status.padEnd('REVOKED'.length)}  until ${dayOf(expiresAt)}`,
    lastUsedAt === null ? 'never used' : `used ${dayOf(lastUsedAt)}`,
    scopes.join(','),
    `“${name}”, made by ${createdBy}${rotatedFrom === null ? '' : `, in the place of ${rotatedFrom}`}`,
  ].join('  ');
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
