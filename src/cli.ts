import './common/production.js';
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { migrateDatabase, openDatabase, seedDatabase } from './app.database.js';
import { printAppSchema } from './app.schema.js';
import { parseCommandLine, usageOf, type CommandArguments, type Synopsis } from './command-line.js';
import { AppError } from './common/errors/app-error.js';
import { PROJECT_ROOT } from './common/project.js';
import { StartupError } from './common/startup-error.js';
import { loadConfig, type Config, type MeilisearchConfig } from './config/config.js';
import { createLogger } from './config/logger.js';
import { IndexRefused, IndexUnavailable } from './search/engines/meilisearch/index-client.js';
import { ensureKeys } from './search/engines/meilisearch/search-keys.js';
import { auditLines, isClean } from './search/indexing/audit-report.js';
import { createSearchIndex, liveIndex, type SearchIndex } from './search/indexing/search-index.js';
import { SynonymService } from './search/synonyms/synonym.service.js';
import { createReport, type StartupReport } from './startup-report.js';

/** A command of the service beside serving. */
interface Command extends Synopsis {
  readonly run: (report: StartupReport, given: CommandArguments) => Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: {
    does: 'bring the database schema up to date',
    run: (report) =>
      withDatabase(async (dataSource) => {
        const names = await migrateDatabase(dataSource);
        report.say(names.length ? `Migrated: ${names.join(', ')}.` : 'The schema is up to date.');
      }),
  },
  seed: {
    does: 'load the source files of seed/data into the catalogue',
    run: (report) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        const { loaded, achievements, problems } = await seedDatabase(dataSource, report);
        const what = loaded ? 'Loaded' : 'These files were loaded before';
        report.say(`${what}; the catalogue holds ${achievements} achievements.`);
        if (problems.length) process.exitCode = 1;
      }),
  },
  schema: {
    does: 'write schema.graphql anew',
    run: async (report) => {
      writeFileSync(join(PROJECT_ROOT, 'schema.graphql'), await printAppSchema());
      report.say('Written: schema.graphql.');
    },
  },
  reindex: {
    does: 'build the search index anew beside the live one, and put it in its place',
    run: (report) =>
      withSearchIndex(async ({ reindexer }) => {
        const built = await reindexer.run((done, total) => report.progress('Indexing', done, total));
        report.say(
          built ? 'The new search index is live.' : 'Another process is building the index already.',
        );
      }),
  },
  audit: {
    does: 'compare every record with the search index, and mend what differs',
    flags: ['repair'],
    run: (report, { flags }) =>
      withSearchIndex(async ({ auditor }) => {
        const audit = await auditor.run(flags.has('repair'));
        for (const line of auditLines(audit)) report.say(line);
        if (!isClean(audit)) process.exitCode = 1;
      }),
  },
  'search-keys': {
    does: 'make the two keys for MEILI_SEARCH_KEY and MEILI_INDEX_KEY, with MEILI_MASTER_KEY',
    run: async (report) => {
      const { url, prefix } = meilisearchOf(loadConfig());
      const masterKey = process.env.MEILI_MASTER_KEY;
      if (!masterKey) throw new StartupError('MEILI_MASTER_KEY is not set; this command alone reads it.');
      const { searchKey, indexKey } = await ensureKeys(url, masterKey, liveIndex(prefix)).catch(
        (cause: unknown) => {
          throw new StartupError(`Meilisearch makes no keys: ${(cause as Error).message}`, { cause });
        },
      );
      report.say(`MEILI_SEARCH_KEY=${searchKey}`);
      report.say(`MEILI_INDEX_KEY=${indexKey}`);
    },
  },
  'synonyms list': {
    does: 'list what a search for a term also finds',
    run: (report) =>
      withSynonyms(async (synonyms) => {
        for (const { term, expansion, bothWays, note } of await synonyms.list()) {
          report.say(`${term} ${bothWays ? '↔' : '→'} ${expansion}${note === null ? '' : `  (${note})`}`);
        }
      }),
  },
  'synonyms add': {
    does: 'have a search for TERM also find EXPANSION; a running service knows it at once',
    words: ['TERM', 'EXPANSION'],
    flags: ['both-ways'],
    run: (report, { words: [term = '', expansion = ''], flags }) =>
      withSynonyms(async (synonyms, dataSource) => {
        const bothWays = flags.has('both-ways');
        await dataSource.transaction((tx) => synonyms.save(tx, { term, expansion, bothWays }));
        report.say(`Added: ${term} ${bothWays ? '↔' : '→'} ${expansion}.`);
      }),
  },
  'synonyms remove': {
    does: 'have it find TERM alone again',
    words: ['TERM', 'EXPANSION'],
    run: (report, { words: [term = '', expansion = ''] }) =>
      withSynonyms(async (synonyms, dataSource) => {
        await dataSource.transaction((tx) => synonyms.remove(tx, { term, expansion }));
        report.say(`Removed: ${term}, ${expansion}.`);
      }),
  },
};

function withSynonyms(
  work: (synonyms: SynonymService, dataSource: DataSource) => Promise<void>,
): Promise<void> {
  return withDatabase(async (dataSource) => {
    await migrateDatabase(dataSource);
    await work(new SynonymService(dataSource), dataSource);
  });
}

/** @throws StartupError when there is no Meilisearch in the settings */
function meilisearchOf({ meilisearch }: Config): MeilisearchConfig {
  if (meilisearch === null) throw new StartupError('MEILI_URL is not set: there is no search index.');
  return meilisearch;
}

function withSearchIndex(work: (index: SearchIndex) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const settings = meilisearchOf(config);
  return withDatabase(async (dataSource) => {
    await migrateDatabase(dataSource);
    const index = createSearchIndex(dataSource, settings, createLogger(config));
    try {
      await work(index);
    } catch (cause) {
      if (!(cause instanceof IndexUnavailable || cause instanceof IndexRefused)) throw cause;
      throw new StartupError(`${cause.message} ${(cause.cause as Error | undefined)?.message ?? ''}`.trim(), {
        cause,
      });
    } finally {
      index.engine.stop();
    }
  });
}

/** Works on the database of the settings, the one of a running service included. */
async function withDatabase(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const { dataSource, stopServer } = await openDatabase(loadConfig(), 'attach');
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
    await stopServer();
  }
}

async function main(): Promise<void> {
  const call = parseCommandLine(process.argv.slice(2), COMMANDS);
  if (!call) throw new StartupError(usageOf(COMMANDS));
  const config = loadConfig();
  await call.command.run(createReport(config, createLogger(config)), call.given);
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError || error instanceof AppError ? error.message : error);
  process.exitCode = 1;
});
