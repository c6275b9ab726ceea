import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Authenticator } from '../../src/access/authenticator.js';
import { Scope } from '../../src/access/scopes.js';
import { migrate } from '../../src/database/migrate.js';
import { type CommandResult, runCommand } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// Room for a busy machine: each command is a process of its own.
jest.setTimeout(60_000);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  await migrate(database.dataSource);
});

afterAll(() => database.drop());

function run(...words: string[]): Promise<CommandResult> {
  return runCommand(['key', ...words], { DATABASE_URL: database.url });
}

function sent(secret: string | undefined): Promise<unknown> {
  return new Authenticator(database.dataSource).authenticate(`Bearer ${secret}`);
}

describe('the commands for keys', () => {
  it('make a key, replace it and end it, and print each key once', async () => {
    const created = await run('create', '单位 A', '--scopes', 'import,audit', '--days', '30');
    expect([created.code, created.lines.length]).toEqual([0, 1]);
    const [secret] = created.lines;
    expect(await sent(secret)).toMatchObject({
      name: '单位 A',
      scopes: new Set([Scope.READ, Scope.IMPORT, Scope.AUDIT]),
    });
    const id = secret?.split('_')[1] as string;
    expect(created.errors).toContain(`${id}  ACTIVE`);
    expect(created.errors).not.toContain(secret);

    const rotated = await run('rotate', id, '--overlap', '0');
    const [next] = rotated.lines;
    expect(await sent(next)).toMatchObject({ name: '单位 A' });
    await expect(sent(secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

    const revoked = await run('revoke', next?.split('_')[1] as string);
    expect(revoked.lines).toEqual([expect.stringContaining('REVOKED')]);
    await expect(sent(next)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

    const { lines } = await run('list');
    expect(lines).toEqual([
      expect.stringMatching(/REVOKED.*READ,IMPORT,AUDIT.*“单位 A”, made by operator, in the place of/),
      expect.stringMatching(new RegExp(`^${id} {2}EXPIRED`)),
    ]);
    expect(lines.join('\n')).not.toContain('wia_');
  });

  it.each([
    [['create', 'x', '--scopes', 'fly'], '--scopes must be some of read,'],
    [['create', 'x', '--days', '731'], '--days must be a whole number from 1 to 730.'],
    [['create', ' '], '“name” must have'],
    [['rotate', 'none'], 'There is no key with the id “none”'],
    [['rotate', 'none', '--overlap', 'long'], '--overlap must be a whole number'],
    [['revoke', 'none'], 'There is no key'],
  ])('refuse %j in one sentence', async (words, message) => {
    const { code, lines, errors } = await run(...words);
    expect([code, lines]).toEqual([1, []]);
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n {4}at /);
  });
});
