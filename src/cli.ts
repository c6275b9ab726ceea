import './common/production.js';
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { migrateDatabase, openDatabase, seedDatabase } from './app.database.js';
import { printAppSchema } from './app.schema.js';
import { KEY_COMMANDS } from './cli.keys.js';
import { PACKAGE_COMMANDS } from './cli.packages.js';
import { SNAPSHOT_COMMANDS } from './cli.snapshots.js';
import { parseCommandLine, usageOf, type CommandArguments, type Synopsis } from './command-line.js';
import { AppError } from './common/errors/app-error.js';
import { PROJECT_ROOT } from './common/project.js';
import { StartupError } from './common/startup-error.js';
import { loadConfig, type Config, type MeilisearchConfig } from './config/config.js';
import { createLogger } from './config/logger.js';
import { runExport } from './exports/export.command.js';
import { runImport, runRevert } from './ingest/import.command.js';
import { OutboxStore } from './outbox/outbox.store.js';
import { IndexRefused, IndexUnavailable } from './search/engines/meilisearch/index-client.js';
import { ensureKeys } from './search/engines/meilisearch/search-keys.js';
import { auditLines, isClean } from './search/indexing/audit-report.js';
import { createSearchIndex, liveIndex, type SearchIndex } from './search/indexing/search-index.js';
import { SynonymService } from './search/synonyms/synonym.service.js';
import { createReport, type StartupReport } from './startup-report.js';

/** A command of the service beside serving; it prints its result, and reports how it goes. */
interface Command extends Synopsis {
  readonly run: (report: StartupReport, given: CommandArguments) => Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: {
    does: 'bring the database schema up to date',
    run: () =>
      withDatabase(async (dataSource) => {
        const names = await migrateDatabase(dataSource);
        print(names.length ? `Migrated: ${names.join(', ')}.` : 'The schema is up to date.');
      }),
  },
  seed: {
    does: 'load the source files of seed/data into the catalogue',
    run: (report) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        const { loaded, achievements, problems } = await seedDatabase(dataSource, report);
        const what = loaded ? 'Loaded' : 'These files were loaded before';
        print(`${what}; the catalogue holds ${achievements} achievements.`);
        if (problems.length === 0) return;
        print(`${problems.length} lines were not loaded; the log says which.`);
        process.exitCode = 1;
      }),
  },
  schema: {
    does: 'write schema.graphql anew',
    run: async () => {
      writeFileSync(join(PROJECT_ROOT, 'schema.graphql'), await printAppSchema());
      print('Written: schema.graphql.');
    },
  },
  reindex: {
    does: 'build the search index anew, put it in the place of the live one, and retry parked changes',
    run: (report) =>
      withSearchIndex(async (index, dataSource) => {
        const built = await index.reindexer.run((done, total) => report.progress('Indexing', done, total));
        print(built ? 'The new search index is live.' : 'Another process is building the index already.');
        if (built) await unpark(index, dataSource);
      }),
  },
  audit: {
    does: 'compare every record with the search index; --repair mends it and retries parked changes',
    flags: ['repair'],
    run: (_report, { flags }) =>
      withSearchIndex(async (index, dataSource) => {
        const audit = await index.auditor.run(flags.has('repair'));
        for (const line of auditLines(audit)) print(line);
        if (!isClean(audit)) process.exitCode = 1;
        if (flags.has('repair')) await unpark(index, dataSource);
      }),
  },
  import: {
    does: 'check a file of achievements and show what it would do; --apply writes it, where nothing is refused',
    words: ['FILE'],
    flags: ['apply'],
    options: { mapping: 'FILE|JSON' },
    run: (report, { words: [path = ''], flags, options }) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        const asked = { path, apply: flags.has('apply'), mapping: options.get('mapping') };
        const done = await runImport(dataSource, asked, { progress: report.progress, print });
        if (!done) process.exitCode = 1;
      }),
  },
  'import --revert': {
    does: 'restore what stood before the import of this number was written',
    words: ['ID'],
    run: (report, { words: [id = ''] }) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        await runRevert(dataSource, id, { progress: report.progress, print });
      }),
  },
  export: {
    does: 'write achievements (or craftsmen, studios, organisations) into a file, as CSV or in another format',
    options: { dataset: 'NAME', format: 'FORMAT', filter: 'JSON', q: 'TEXT', out: 'FILE' },
    run: (report, { options }) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        await runExport(dataSource, { options, progress: report.progress, print });
      }),
  },
  'search-keys': {
    does: 'make the two keys for MEILI_SEARCH_KEY and MEILI_INDEX_KEY, with MEILI_MASTER_KEY',
    run: async () => {
      const { url, prefix } = meilisearchOf(loadConfig());
      const masterKey = process.env.MEILI_MASTER_KEY;
      if (!masterKey) throw new StartupError('MEILI_MASTER_KEY is not set; this command alone reads it.');
      const { searchKey, indexKey } = await ensureKeys(url, masterKey, liveIndex(prefix)).catch(
        (cause: unknown) => {
          throw new StartupError(`Meilisearch makes no keys: ${(cause as Error).message}`, { cause });
        },
      );
      print(`MEILI_SEARCH_KEY=${searchKey}`);
      print(`MEILI_INDEX_KEY=${indexKey}`);
    },
  },
  'synonyms list': {
    does: 'list what a search for a term also finds',
    run: () =>
      withSynonyms(async (synonyms) => {
        for (const { term, expansion, bothWays, note } of await synonyms.list()) {
          print(`${term} ${bothWays ? '↔' : '→'} ${expansion}${note === null ? '' : `  (${note})`}`);
        }
      }),
  },
  'synonyms add': {
    does: 'have a search for TERM also find EXPANSION; a running service knows it within a second',
    words: ['TERM', 'EXPANSION'],
    flags: ['both-ways'],
    run: (_report, { words: [term = '', expansion = ''], flags }) =>
      withSynonyms(async (synonyms, dataSource) => {
        const bothWays = flags.has('both-ways');
        await dataSource.transaction((tx) => synonyms.save(tx, { term, expansion, bothWays }));
        print(`Added: ${term} ${bothWays ? '↔' : '→'} ${expansion}.`);
      }),
  },
  'synonyms remove': {
    does: 'have it find TERM alone again',
    words: ['TERM', 'EXPANSION'],
    run: (_report, { words: [term = '', expansion = ''] }) =>
      withSynonyms(async (synonyms, dataSource) => {
        await dataSource.transaction((tx) => synonyms.remove(tx, { term, expansion }));
        print(`Removed: ${term}, ${expansion}.`);
      }),
  },
  ...Object.fromEntries(
    Object.entries({ ...KEY_COMMANDS, ...PACKAGE_COMMANDS, ...SNAPSHOT_COMMANDS }).map(([name, command]) => [
      name,
      {
        ...command,
        run: ({ progress }: StartupReport, given: CommandArguments) =>
          withDatabase(async (dataSource) => {
            await migrateDatabase(dataSource);
            const remark = (line: string): void => console.error(line);
            await command.work(given, dataSource, { result: print, remark, progress });
          }),
      },
    ]),
  ),
};

// Whoever reads the result may stop before its end, as `head` does; the command does its work all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Writes a line of a command's result, whatever the settings of the log are, and never into it. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Has the relay of a running service, or of the next one, try again what the index has refused. */
async function unpark({ handlers }: SearchIndex, dataSource: DataSource): Promise<void> {
  const store = new OutboxStore(dataSource);
  let count = 0;
  for (const { topic } of handlers) count += await store.unpark(topic);
  print(`${count} parked ${count === 1 ? 'change is' : 'changes are'} to be tried again.`);
}

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

function withSearchIndex(work: (index: SearchIndex, dataSource: DataSource) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const settings = meilisearchOf(config);
  return withDatabase(async (dataSource) => {
    await migrateDatabase(dataSource);
    const index = createSearchIndex(dataSource, settings, createLogger(config));
    try {
      await work(index, dataSource);
    } catch (cause) {
      if (!(cause instanceof IndexUnavailable || cause instanceof IndexRefused)) throw cause;
      throw new StartupError(`${cause.message} ${(cause.cause as Error | undefined)?.message ?? ''}`.trim(), {
        cause,
      });
    } finally {
      await index.engine.stop();
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
