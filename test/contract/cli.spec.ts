import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { migrate } from '../../src/database/migrate.js';
import { append } from '../../src/outbox/outbox.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { RECORD_TOPIC } from '../../src/record/record.writer.js';
import { SYNONYM_TOPIC, SynonymService } from '../../src/search/synonyms/synonym.service.js';
import { runCommand, type CommandResult } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startMeilisearch } from '../support/meilisearch-server.js';

// Each command is a process that loads the whole service, and the machine may be busy.
jest.setTimeout(120_000);

const server = await startMeilisearch();

/** A log that tells of nothing but trouble: it must not take a command's result with it. */
const QUIET = { LOG_FORMAT: 'json', LOG_LEVEL: 'warn' };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  await migrate(database.dataSource);
});

afterAll(async () => {
  await database.drop();
  await server?.close();
});

function run(line: string, settings: Record<string, string> = {}): Promise<CommandResult> {
  return runCommand(line.split(' '), { DATABASE_URL: database.url, ...QUIET, ...settings });
}

describe('a command', () => {
  it('prints its result as it is, however little is logged', async () => {
    const { code, lines } = await run('synonyms list');
    expect(code).toBe(0);
    expect(lines).toContain('焊接 → 焊');
    expect(lines).toHaveLength((await new SynonymService(database.dataSource).list()).length);
  });

  it('does its work quietly to the end when nobody reads its result any more', async () => {
    const { code, errors } = await runCommand(
      ['key', 'create', 'Read by nobody'],
      { DATABASE_URL: database.url, ...QUIET },
      { reads: false },
    );
    expect([code, errors]).toEqual([0, expect.not.stringContaining('EPIPE')]);
    const rows = await database.dataSource.query<unknown[]>(
      `SELECT FROM api_key WHERE name = 'Read by nobody'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('that cannot do its work prints no result, and says why', async () => {
    const { code, lines, errors } = await run('audit');
    expect([code, lines]).toEqual([1, []]);
    expect(errors).toContain('MEILI_URL is not set');
  });
});

(server ? describe : describe.skip)('a command on the search index', () => {
  const { url = '', masterKey = '' } = server ?? {};
  const settings = {
    MEILI_URL: url,
    MEILI_INDEX_KEY: masterKey,
    MEILI_INDEX_PREFIX: `cli-${Math.random().toString(36).slice(2)}`,
  };

  /** Parks a change of each of these topics. */
  async function park(...topics: string[]): Promise<void> {
    const { dataSource } = database;
    for (const topic of topics) {
      await dataSource.transaction((tx) => append(tx, topic, ['A']));
      await dataSource.query(`UPDATE outbox SET parked_reason = 'refused' WHERE topic = $1`, [topic]);
    }
  }

  async function parked(): Promise<string[]> {
    const topics = await new OutboxStore(database.dataSource).status();
    return topics.filter((each) => each.parked > 0).map(({ topic }) => topic);
  }

  it('prints keys and does not log them', async () => {
    const { lines } = await run('search-keys', { ...settings, MEILI_MASTER_KEY: masterKey });
    expect(lines).toEqual([
      expect.stringMatching(/^MEILI_SEARCH_KEY=\w+$/),
      expect.stringMatching(/^MEILI_INDEX_KEY=\w+$/),
    ]);
  });

  it('that builds it anew has its parked changes tried again, and those of nobody else', async () => {
    await park(RECORD_TOPIC, SYNONYM_TOPIC, 'other');
    const { code, lines } = await run('reindex', settings);
    expect([code, lines]).toEqual([
      0,
      ['The new search index is live.', '2 parked changes are to be tried again.'],
    ]);
    expect(await parked()).toEqual(['other']);
  });

  it('that repairs it does so too, and one that only looks does not', async () => {
    await park(RECORD_TOPIC);
    const compared = '0 records compared: no difference.';
    expect(await run('audit', settings)).toMatchObject({ code: 0, lines: [compared] });
    expect(await parked()).toContain(RECORD_TOPIC);
    expect(await run('audit --repair', settings)).toMatchObject({
      code: 0,
      lines: [compared, '1 parked change is to be tried again.'],
    });
    expect(await parked()).not.toContain(RECORD_TOPIC);
  });
});
