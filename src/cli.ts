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
import { loadConfig } from './config/config.js';
import { createLogger } from './config/logger.js';
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
